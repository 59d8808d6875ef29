// @ts-check
/** A page of the reference: its live run, asked of the server and drawn as on the playground's map. */

import { onThemeChange } from "./charts/palette.js";
import { createSketch } from "./charts/sketch.js";
import { element } from "./dom/element.js";
import { formatNumber } from "./dom/format.js";
import { runSwatch } from "./dom/swatch.js";
import { language, pageData, text } from "./dom/text.js";
import { createRest } from "./server/rest.js";
import { appearanceOf } from "./state/appearance.js";

/** @typedef {import("./charts/sketch.js").Scene} Scene */

const PLANE = 161;
const LINE = 401;
const PLAYED_MS = 5000;

for (const figure of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-live]"))) await show(figure);

/** @param {HTMLElement} figure */
async function show(figure) {
  const status = /** @type {HTMLElement} */ (figure.querySelector("[data-live-status]"));
  try {
    const scene = await sceneOf(figure);
    const canvas = /** @type {HTMLCanvasElement} */ (figure.querySelector("canvas"));
    canvas.setAttribute("aria-label", scene.summaries.join(". "));
    figure.querySelector(".live-runs")?.append(...scene.runs.map((run, at) => element("li", {}, runSwatch(run.appearance), scene.summaries[at])));
    play(figure, canvas, scene);
  } catch {
    status.textContent = text("reference.live.failed");
  }
}

/** @param {HTMLElement} figure @returns {Promise<Scene & {summaries: string[]}>} */
async function sceneOf(figure) {
  const rest = createRest(pageData.basePath, language);
  const { experiment, runs: answers } = await rest.trajectories(figure.dataset.live ?? "");
  const { dimension, name } = experiment.objective;
  const marks = JSON.parse(figure.dataset.marks ?? "{}");
  const resolution = dimension === 1 ? [LINE] : [PLANE, PLANE];
  const slice = dimension > 2 ? null : await rest.slice({ objective: { name }, resolution });
  const runs = answers.map((run, slot) => ({
    appearance: appearanceOf(slot),
    position: run.position,
    loss: run.loss.map((value) => value ?? NaN),
  }));
  const summaries = answers.map(({ label, loss }) =>
    text("reference.live.summary", { label, steps: loss.length - 1, first: formatNumber(loss[0]), last: formatNumber(loss[loss.length - 1]) }),
  );
  return { landscape: slice && landscapeOf(slice), runs, summaries, minima: marks.minima ?? [], saddles: marks.saddles ?? [], lowest: marks.lowest ?? null };
}

/** @param {import("./server/rest.js").SliceAnswer} answer @returns {import("./types.js").Landscape} */
function landscapeOf({ axes, loss }) {
  const rows = /** @type {(number | null)[][]} */ (axes.length === 1 ? [loss] : loss);
  return { key: "", x: Float64Array.from(axes[0]), y: axes[1] ? Float64Array.from(axes[1]) : null, loss: rows.map((row) => Float64Array.from(row, (value) => value ?? NaN)) };
}

/** @param {HTMLElement} figure @param {HTMLCanvasElement} canvas @param {Scene} scene */
function play(figure, canvas, scene) {
  const sketch = createSketch(canvas);
  const last = Math.max(...scene.runs.map(({ loss }) => loss.length - 1));
  let step = last;
  let begun = 0;
  const tick = (/** @type {number} */ now) => {
    step = Math.min(((now - begun) / PLAYED_MS) * last, last);
    sketch.draw(scene, step);
    if (step < last) requestAnimationFrame(tick);
    else figure.dataset.played = "true";
  };
  const begin = () => {
    if (step < last) return;
    step = 0;
    begun = performance.now();
    requestAnimationFrame(tick);
  };
  const redraw = () => sketch.draw(scene, step);
  new ResizeObserver(redraw).observe(canvas);
  onThemeChange(redraw);
  redraw();
  const again = /** @type {HTMLButtonElement} */ (figure.querySelector("[data-live-again]"));
  again.addEventListener("click", begin);
  again.hidden = false;
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) figure.dataset.played = "true";
  else whenSeen(canvas, begin);
}

/** @param {Element} node @param {() => void} act */
function whenSeen(node, act) {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    act();
  });
  observer.observe(node);
}
