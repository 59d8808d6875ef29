// @ts-check
/** The plotting library: fetched after the page stands, configured once. */

/**
 * The bundle carries a map renderer that puts its own style sheet into the page, unless an element with this id is
 * there; the content policy refuses it, so it gets one. (The id changes with the bundle; a browser test watches.)
 */
const MAP_STYLE_ID = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";

/** @type {() => void} */
let tell = () => {};

/** Settled once Plotly can be called; charts wait for it, and the page does not. @type {Promise<void>} */
export const plotlyReady = new Promise((resolve) => (tell = resolve));

/** Between two attempts to get it, should the server go away meanwhile. */
const RETRY_MS = 1000;

/** Frames of the screen in which the map, which is drawn first, is seen to move before anything else is drawn. */
const FRAMES_OF_MAP = 3;

/** Settled once the map has been drawn and moves: every other chart takes a tenth of a second in which nothing does. */
export const mapMoves = plotlyReady.then(async () => {
  for (let count = 0; count < FRAMES_OF_MAP; count += 1) await new Promise(requestAnimationFrame);
});

/**
 * Have the browser fetch and compile Plotly beside the page.
 * @param {string} url
 */
export function preparePlotly(url) {
  document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "script", href: url, fetchPriority: "low" }));
}

/**
 * Run Plotly. Reading it takes a second in which nothing else happens: call this when the page has been painted.
 * @param {string} url
 */
export function loadPlotly(url) {
  const instead = document.createElement("meta");
  instead.id = MAP_STYLE_ID;
  const script = document.createElement("script");
  script.src = url;
  script.async = true;
  script.addEventListener("load", () => tell());
  script.addEventListener("error", () => {
    script.remove();
    instead.remove();
    setTimeout(() => loadPlotly(url), RETRY_MS);
  });
  document.head.append(instead, script);
}

/** No mode bar (it could send the plot to a cloud), no zoom by accident. */
export const CONFIG = { displayModeBar: false, showSendToCloud: false, displaylogo: false, responsive: false, doubleClick: false, scrollZoom: false, showTips: false };
