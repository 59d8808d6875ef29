// @ts-check
/** The plotting library: fetched after the page stands, configured once. */

/**
 * The bundle carries a map renderer that puts its own style sheet into the page, unless an element with this id is
 * there; the content policy refuses it, so it gets one. (The id changes with the bundle; a browser test watches.)
 */
const MAP_STYLE_ID = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";

/** @type {Promise<void> | null} */
let loading = null;

/**
 * Load Plotly, once. The page works before this is done; charts draw when it is.
 * @param {string} url
 * @returns {Promise<void>}
 */
export function loadPlotly(url) {
  loading ??= new Promise((resolve, reject) => {
    const instead = document.createElement("meta");
    instead.id = MAP_STYLE_ID;
    const script = document.createElement("script");
    script.src = url;
    script.async = true;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`could not load ${url}`));
    document.head.append(instead, script);
  });
  return loading;
}

/** No mode bar (it could send the plot to a cloud), no zoom by accident. */
export const CONFIG = { displayModeBar: false, showSendToCloud: false, displaylogo: false, responsive: false, doubleClick: false, scrollZoom: false, showTips: false };
