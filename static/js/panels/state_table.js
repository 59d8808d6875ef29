// @ts-check
/**
 * The state table: what each optimizer remembers at the cursor, by name, and the rate at which each coordinate really
 * moved. It is recorded only while it is open.
 */

import { element } from "../dom/element.js";
import { formatNumber } from "../dom/format.js";
import { icon } from "../dom/icon.js";
import { runSwatch } from "../dom/swatch.js";
import { text } from "../dom/text.js";
import { rowAt } from "../state/columns.js";
import { optimizerAt } from "../state/experiment.js";
import { EFFECTIVE_RATE, innerAt, innerNames } from "../state/inner.js";
import { areEntriesEqual } from "../state/store.js";
import { correctionsOf, stateLineOf } from "./documented.js";
import { innerLabel } from "./inner_names.js";
import { inMoments, stepAt } from "./readings.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {(state: State) => (number | null)[]} Reader   the numbers of one line at the cursor */

const MOST_COORDINATES = 3;

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const toggle = element("button", { type: "button", class: "link-button inner-toggle", onclick: () => commands.setView({ showState: !store.get().view.showState }) }, text("inner.heading"), icon("more", 10));
  const step = element("th", { scope: "col" });
  const head = element("tr");
  const body = element("div", { class: "inner-table table-scroll", tabindex: 0, role: "region", "aria-label": text("inner.region"), hidden: true });
  root.replaceChildren(toggle, body);
  /** @type {{cells: HTMLElement[], read: Reader}[]} */
  let lines = [];

  const coordinates = (/** @type {State} */ { objective }) => objective.variables.slice(0, MOST_COORDINATES);

  const build = (/** @type {State} */ state) => {
    const isOpen = state.view.showState;
    toggle.setAttribute("aria-expanded", String(isOpen));
    body.hidden = !isOpen;
    lines = [];
    if (!isOpen) return void body.replaceChildren();
    head.replaceChildren(step, ...coordinates(state).map((name) => element("th", { scope: "col", class: "number" }, name)));
    const groups = shownRuns(state).map((index) => group(state, index));
    body.replaceChildren(element("table", { class: "table" }, element("thead", {}, head), ...groups));
    fill();
  };

  /** All lines of one run under its name. @param {State} state @param {number} index */
  const group = (state, index) => {
    const { columns, label, appearance } = state.runs[index];
    const entry = state.catalogue.optimizers.find(({ name }) => name === state.experiment.runs[index].optimizer.name);
    const count = coordinates(state).length;
    const names = innerNames(columns);
    const rows = names.map(({ name, width }) => {
      const isWhole = width > 1 && width !== state.objective.variables.length; // a matrix, or no row of coordinates: its size
      const words = isWhole ? text("inner.length", { name: innerLabel(name) }) : innerLabel(name);
      const meaning = name === EFFECTIVE_RATE ? text("inner.effective_rate.meaning") : "";
      return line(words, meaning, isWhole ? 1 : Math.min(width, count), count, ({ runs, playback }) => {
        const numbers = innerAt(runs[index].columns, name, rowAt(runs[index].columns, playback.cursor)) ?? [];
        return isWhole ? [Math.hypot(...numbers)] : numbers;
      });
    });
    const corrections = correctionsOf(entry).map(({ label: formula, hyperparameter }) => line(formula, text("inner.correction.meaning"), 1, count, (now) => {
      const { columns: current } = now.runs[index];
      const taken = innerAt(current, "step", rowAt(current, now.playback.cursor))?.[0];
      return [taken === undefined ? null : 1 - optimizerAt(now.experiment, index, stepAt(now.playback.cursor))[hyperparameter] ** taken];
    }));
    const own = Object.keys(columns.state).length > 0 ? "" : text("inner.none");
    const name = element("th", { scope: "rowgroup", colspan: count + 1, title: stateLineOf(entry) || null }, element("span", { class: "run-name" }, runSwatch(appearance), element("span", {}, label), own && element("span", { class: "inner-none" }, own)));
    return element("tbody", {}, element("tr", { class: "inner-run" }, name), ...rows, ...(names.some((kept) => kept.name === "step") ? corrections : []));
  };

  /** @param {string} label @param {string} meaning @param {number} width @param {number} count @param {Reader} read */
  const line = (label, meaning, width, count, read) => {
    const cells = Array.from({ length: width }, () => element("td", { class: "number" }));
    lines.push({ cells, read });
    const rest = count > width && element("td", { colspan: count - width });
    return element("tr", {}, element("th", { scope: "row", title: meaning || null }, label), ...cells, rest);
  };

  const fill = () => {
    const state = store.get();
    if (!state.view.showState) return;
    write(step, text("table.at_step", { step: stepAt(state.playback.cursor) }));
    for (const { cells, read } of lines) {
      const numbers = read(state);
      cells.forEach((cell, at) => write(cell, shown(numbers[at])));
    }
  };

  const moments = inMoments(fill);
  const structure = (/** @type {State} */ state) => [
    state.view.showState,
    state.objective.variables.join(),
    state.catalogue,
    ...(state.view.showState ? shownRuns(state).map((index) => `${state.runs[index].key} ${state.runs[index].label} ${innerNames(state.runs[index].columns).map(({ name, width }) => name + width)}`) : []),
  ];
  const stops = [
    store.subscribe(structure, (_, state) => build(state), areEntriesEqual),
    store.subscribe(({ playback, runs, view }) => (view.showState ? [playback.cursor, runs] : []), moments.request, areEntriesEqual),
  ];
  return () => {
    moments.cancel();
    for (const stop of stops) stop();
    root.replaceChildren();
  };
}

/** The selected run, else all that are shown. @param {State} state @returns {number[]} */
function shownRuns({ runs, view }) {
  if (view.selectedRun !== null && runs[view.selectedRun]) return [view.selectedRun];
  return runs.flatMap((run, index) => (run.isHidden ? [] : [index]));
}

/** A count is a whole number, everything else is rounded. @param {number | null | undefined} value */
function shown(value) {
  return Number.isInteger(value) && Math.abs(Number(value)) < 1e6 ? String(value) : formatNumber(value);
}

/** @param {HTMLElement} cell @param {string} words */
function write(cell, words) {
  if (cell.textContent !== words) cell.textContent = words;
}
