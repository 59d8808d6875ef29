// @ts-check
/** One run: how it looks, its loss right now, its hyperparameters, and under "More" the rest, schedule and clipping. */

import { element } from "../dom/element.js";
import { schemaForm } from "../dom/form.js";
import { formatNumber } from "../dom/format.js";
import { icon } from "../dom/icon.js";
import { runSwatch } from "../dom/swatch.js";
import { text } from "../dom/text.js";
import { optimizerAt } from "../state/experiment.js";
import { createClipFields } from "./clip.js";
import { createScheduleFields } from "./schedule.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Commands} Commands */

/**
 * @typedef {object} RunCard
 * @property {HTMLElement} node
 * @property {(state: State, index: number) => void} update
 * @property {(run: Run, cursor: number) => void} showLoss
 */

/** Runs whose "More" is open stay open when their card is built anew. @type {Set<string>} */
const opened = new Set();

/**
 * @param {{state: State, index: number, commands: Commands, indexOf: () => number}} options
 *     `indexOf` tells where the run is when something is done to it
 * @returns {RunCard}
 */
export function createRunCard({ state, index, commands, indexOf }) {
  const run = state.runs[index];
  const { optimizer } = state.experiment.runs[index];
  const entry = state.catalogue.optimizers.find(({ name }) => name === optimizer.name);
  const context = run.label;
  const form = schemaForm({ schema: entry?.schema ?? {}, context, onChange: (patch) => commands.editRun(indexOf(), { optimizer: patch }) });
  const schedule = createScheduleFields({ schedules: state.catalogue.schedules, context, onChange: (settings) => commands.editRun(indexOf(), { schedule: settings }) });
  const clip = createClipFields({ context, onChange: (value) => commands.editRun(indexOf(), { clip: value }) });

  const hide = element("button", { type: "button", class: "run-swatch", onclick: () => commands.toggleRun(indexOf()) });
  const title = element("button", { type: "button", class: "run-title", onclick: () => commands.selectRun(title.getAttribute("aria-pressed") === "true" ? null : indexOf()) });
  const loss = element("span", { class: "run-loss" });
  const toggle = element("button", { type: "button", class: "icon-button run-toggle", onclick: () => setOpen(more.hidden !== false) }, icon("more", 14));
  const reset = element("button", { type: "button", class: "link-button", onclick: () => commands.editRun(indexOf(), { optimizer: form.defaults() }) }, text("run.reset"));
  const remove = element("button", { type: "button", class: "link-button", onclick: () => commands.removeRun(indexOf()) }, text("run.remove"));
  const actions = element("div", { class: "run-actions" }, reset, remove);
  const more = element("div", { class: "fields run-more", hidden: true }, ...form.advanced, schedule.node, ...clip.nodes, actions);
  const summary = element("p", { class: "run-summary" });
  const node = element(
    "article",
    { class: "card run" },
    element("header", { class: "run-head" }, hide, element("h3", {}, title), loss, toggle),
    element("div", { class: "fields" }, ...form.fields),
    summary,
    more,
  );

  /** @param {boolean} isOpen */
  const setOpen = (isOpen) => {
    more.hidden = !isOpen;
    opened[isOpen ? "add" : "delete"](run.key);
    toggle.setAttribute("aria-expanded", String(isOpen));
    summary.hidden = isOpen || summary.textContent === "";
  };

  /** @type {RunCard["update"]} */
  const update = (now, at) => {
    const shown = now.runs[at];
    const settings = now.experiment.runs[at];
    const isSelected = now.view.selectedRun === at;
    title.textContent = shown.label;
    title.setAttribute("aria-pressed", String(isSelected));
    summary.textContent = summaryOf(now, at);
    node.setAttribute("aria-label", shown.label);
    node.classList.toggle("is-selected", isSelected);
    node.classList.toggle("is-muted", shown.isHidden);
    hide.replaceChildren(shown.isHidden ? icon("eye-off") : runSwatch(shown.appearance));
    setLabel(hide, text(shown.isHidden ? "run.show" : "run.hide", { run: shown.label }));
    setLabel(toggle, text("run.more_of", { run: shown.label }));
    remove.setAttribute("aria-label", text("run.remove_named", { run: shown.label }));
    remove.disabled = now.runs.length < 2;
    form.update(optimizerAt(now.experiment, at, Math.floor(now.playback.cursor) + 1));
    schedule.update(settings.schedule ?? null);
    clip.update(settings.clip ?? null);
    setOpen(opened.has(run.key));
  };

  /** @type {RunCard["showLoss"]} */
  const showLoss = ({ columns, length }, cursor) => {
    const shown = formatNumber(length > 0 ? columns.loss[rowAt(columns, length, cursor)] : null);
    if (loss.textContent !== shown) loss.textContent = shown;
  };

  return { node, update, showLoss };
}

/**
 * The last recorded row at or before a step.
 * @param {import("../types.js").Columns} columns
 * @param {number} length
 * @param {number} step
 */
function rowAt({ step: steps }, length, step) {
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (steps[middle] <= step) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * What a closed card says of what it hides: a schedule, a clip.
 * @param {State} state
 * @param {number} index
 */
function summaryOf({ experiment, catalogue }, index) {
  const { schedule, clip } = experiment.runs[index];
  const entry = catalogue.schedules.find(({ name }) => name === schedule?.name);
  const parts = [entry && entry.name !== "constant" ? entry.title : "", clip && text("run.clip")];
  return parts.filter(Boolean).join(" · ");
}

/**
 * @param {HTMLElement} button
 * @param {string} label
 */
function setLabel(button, label) {
  button.title = label;
  button.setAttribute("aria-label", label);
}
