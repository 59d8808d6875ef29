// @ts-check
/** The table: every run at the cursor. A click selects the run that the readout shows. */

import { element } from "../dom/element.js";
import { formatCoordinate, formatNumber } from "../dom/format.js";
import { runSwatch } from "../dom/swatch.js";
import { text } from "../dom/text.js";
import { areEntriesEqual } from "../state/store.js";
import { inMoments, readingOf } from "./readings.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Run} Run */

const MOST_COORDINATES = 3;

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const caption = element("th", { scope: "col" });
  const head = element("tr");
  const body = element("tbody");
  const scroll = element("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": text("table.label") }, element("table", { class: "table" }, element("thead", {}, head), body));
  root.replaceChildren(element("section", { class: "card" }, scroll));
  /** @type {HTMLTableRowElement[]} */
  let rows = [];

  const shown = (/** @type {State} */ { objective }) => objective.variables.slice(0, MOST_COORDINATES);

  const build = (/** @type {State} */ state) => {
    const numbers = [...shown(state), "f"].map((name) => element("th", { scope: "col", class: "number" }, name));
    head.replaceChildren(caption, ...numbers, element("th", { scope: "col", class: "number" }, text("table.status")));
    rows = state.runs.map((run, index) => row(run, index, shown(state).length + 2));
    body.replaceChildren(...rows);
    fill();
  };

  /** @param {Run} run @param {number} index @param {number} cells */
  const row = (run, index, cells) => {
    const select = () => commands.selectRun(store.get().view.selectedRun === index ? null : index);
    const name = element("button", { type: "button", class: "run-name", onclick: (/** @type {Event} */ event) => (event.stopPropagation(), select()) }, runSwatch(run.appearance), element("span", {}, run.label));
    return element("tr", { onclick: select, class: run.isHidden ? "is-hidden" : null }, element("th", { scope: "row" }, name), ...Array.from({ length: cells }, () => element("td", { class: "number" })));
  };

  const fill = () => {
    const state = store.get();
    const { cursor } = state.playback;
    write(caption, text("table.at_step", { step: Math.floor(cursor) }));
    rows.forEach((line, index) => {
      const reading = state.runs[index] && readingOf(state.runs[index], cursor);
      const coordinates = shown(state).map((_, axis) => coordinate(reading?.position[axis]));
      const words = [...coordinates, formatNumber(reading?.loss), reading?.status ?? ""];
      words.forEach((word, at) => write(line.cells[at + 1], word));
      line.classList.toggle("is-bad", reading?.isBad ?? false);
      const isSelected = state.view.selectedRun === index;
      line.classList.toggle("is-selected", isSelected);
      line.querySelector("button")?.setAttribute("aria-pressed", String(isSelected));
    });
  };

  const moments = inMoments(fill);
  const structure = (/** @type {State} */ { runs, objective }) => [objective.variables.join(), ...runs.map((run) => `${run.key} ${run.label} ${run.isHidden}`)];
  const stops = [
    store.subscribe(structure, (_, state) => build(state), areEntriesEqual),
    store.subscribe((state) => [state.playback.cursor, state.runs, state.view.selectedRun], moments.request, areEntriesEqual),
  ];
  return () => {
    moments.cancel();
    for (const stop of stops) stop();
    root.replaceChildren();
  };
}

/** A run that diverges must not push the other columns out of sight. @param {number | undefined} value */
function coordinate(value) {
  return Math.abs(value ?? 0) < 1e4 ? formatCoordinate(value) : formatNumber(value, 2);
}

/** @param {Element} cell @param {string} words */
function write(cell, words) {
  if (cell.textContent !== words) cell.textContent = words;
}
