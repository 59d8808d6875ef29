// @ts-check
/** Which colour of the basins is which minimum, how many starts lead there, and how far the map has come. */

import { basinColor } from "../charts/basin_image.js";
import { element } from "../dom/element.js";
import { formatNumber, formatPercent } from "../dom/format.js";
import { createOffer } from "../dom/offer.js";
import { createProgressBar } from "../dom/progress_bar.js";
import { runSwatch } from "../dom/swatch.js";
import { text } from "../dom/text.js";
import { areBasinsShown } from "../state/basins.js";
import { areEntriesEqual } from "../state/store.js";
import { sentenceOf } from "./refusal.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../server/landscapes.js").BasinsAnswer} BasinsAnswer */

/** More rows than this would cover the map. */
const MOST = 6;

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const title = element("summary", { class: "basins-title" });
  const list = element("ul", { class: "basins-list", role: "list" });
  const note = element("p", { class: "basins-note", role: "status" });
  const progress = createProgressBar({ label: text("basins.computing"), onCancel: commands.cancelBasins });
  const offer = createOffer({ onBegin: commands.beginBasins });
  const legend = element("div", { class: "basins-legend", role: "group", "aria-label": text("landscape.basins"), hidden: true }, element("details", { class: "basins-places", open: !isNarrow() }, title, list, note), progress.node, offer.node);
  root.append(legend);
  let wasBusy = false;

  const show = (/** @type {State} */ state) => {
    const { basins: { map, problem, isBusy, offer_seconds }, runs } = state;
    legend.hidden = !areBasinsShown(state);
    const run = map && runs[map.run];
    title.replaceChildren(...(run ? [runSwatch(run.appearance), ` ${text("basins.title", { run: run.label })}`] : [text("landscape.basins")]));
    list.replaceChildren(...(map ? rowsOf(map) : []));
    offer.show(offer_seconds);
    note.textContent = offer_seconds !== null ? text("basins.long") : problem ? sentenceOf(problem) : map ? text("basins.shade") : text(isBusy ? "basins.computing" : "basins.too_early");
  };
  const work = (/** @type {State["basins"]} */ { isBusy, share }) => {
    if (isBusy && !wasBusy) progress.begin();
    if (isBusy && share > 0) progress.tell(share);
    if (!isBusy) progress.end();
    wasBusy = isBusy;
  };
  const stops = [
    store.subscribe((state) => [areBasinsShown(state), state.basins.map, state.basins.problem, state.basins.isBusy, state.basins.offer_seconds, state.runs.map(({ label }) => label).join()], (_, state) => show(state), areEntriesEqual),
    store.subscribe(({ basins }) => basins, work, (a, b) => a.isBusy === b.isBusy && a.share === b.share),
  ];
  return () => {
    progress.end();
    for (const stop of stops) stop();
    legend.remove();
  };
}

/** On a phone the list would cover a third of the map: it opens when it is wanted. */
function isNarrow() {
  return matchMedia("(max-width: 959px)").matches;
}

/** @param {BasinsAnswer} map */
function rowsOf({ places, diverged, basin }) {
  const total = basin.length * basin[0].length;
  const square = (/** @type {string} */ color) => element("span", { class: "basins-square", style: `--from: var(${color})`, "aria-hidden": "true" });
  const shown = places.map((place, index) => ({ ...place, index })).filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  const rows = shown.slice(0, MOST).map(({ point, loss, kind, count, index }) => {
    const where = `(${point.map((value) => formatNumber(value)).join(", ")})`;
    return element("li", {}, square(basinColor(index)), text(`basins.${kind}`, { where, loss: formatNumber(loss), share: formatPercent(count / total), count }));
  });
  const settled = shown.reduce((sum, { count }) => sum + count, 0);
  const nowhere = total - settled;
  return [
    ...rows,
    ...(shown.length > MOST ? [element("li", {}, text("basins.more", { count: shown.length - MOST }))] : []),
    ...(nowhere > 0 ? [element("li", {}, element("span", { class: "basins-square is-nowhere", "aria-hidden": "true" }), text("basins.nowhere", { share: formatPercent(nowhere / total), diverged: formatPercent(diverged / total) }))] : []),
  ];
}
