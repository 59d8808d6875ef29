// @ts-check
/** The plotting library: fetched after the page stands, configured once. */

/** @type {Promise<void> | null} */
let loading = null;

/**
 * Load Plotly, once. The page works before this is done; charts draw when it is.
 * @param {string} url
 * @returns {Promise<void>}
 */
export function loadPlotly(url) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.async = true;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`could not load ${url}`));
    document.head.append(script);
  });
  return loading;
}

/** No mode bar (it could send the plot to a cloud), no zoom by accident. */
export const CONFIG = { displayModeBar: false, showSendToCloud: false, displaylogo: false, responsive: false, doubleClick: false, scrollZoom: false, showTips: false };

/** Moves traces without drawing the rest again. */
export const AT_ONCE = { mode: "immediate", frame: { redraw: false, duration: 0 }, transition: { duration: 0 } };
