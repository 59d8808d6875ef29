// @ts-check
/** One run: how it looks, its loss right now, its hyperparameters, and under "More" the rest, schedule and clipping. */

import { element } from "../dom/element.js";
import { schemaForm } from "../dom/form.js";
import { formatNumber } from "../dom/format.js";
import { icon } from "../dom/icon.js";
import { runSwatch } from "../dom/swatch.js";
import { text, titleOf } from "../dom/text.js";
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

  const title = element("button", { type: "button", class: "run-title", onclick: () => commands.selectRun(title.getAttribute("aria-pressed") === "true" ? null : indexOf()) });
  const loss = element("span", { class: "run-loss" });
  const hide = element("button", { type: "button", class: "icon-button", onclick: () => commands.toggleRun(indexOf()) });
  const remove = element("button", { type: "button", class: "icon-button", onclick: () => commands.removeRun(indexOf()) }, icon("close", 14));
  const reset = element("button", { type: "button", class: "link-button", onclick: () => commands.editRun(indexOf(), { optimizer: form.defaults() }) }, text("run.reset"));
  const more = element("div", { class: "fields run-more", hidden: true }, ...form.advanced, schedule.node, ...clip.nodes, reset);
  const moreText = element("span", {});
  const toggle = element("button", { type: "button", class: "link-button run-toggle", onclick: () => setOpen(more.hidden) }, moreText, icon("more", 12));
  const node = element(
    "article",
    { class: "card run" },
    element("header", { class: "run-head" }, runSwatch(run.appearance), element("h3", {}, title), loss),
    element("div", { class: "fields" }, ...form.fields),
    more,
    element("footer", { class: "run-foot" }, toggle, hide, remove),
  );

  let summary = "";
  let label = run.label;
  /** @param {boolean} isOpen */
  const setOpen = (isOpen) => {
    more.hidden = !isOpen;
    opened[isOpen ? "add" : "delete"](run.key);
    toggle.setAttribute("aria-expanded", String(isOpen));
    toggle.setAttribute("aria-label", text("run.more_of", { run: label }));
    moreText.textContent = isOpen ? text("run.less") : [text("run.more"), summary].filter(Boolean).join(" · ");
  };

  /** @type {RunCard["update"]} */
  const update = (now, at) => {
    const shown = now.runs[at];
    const settings = now.experiment.runs[at];
    label = shown.label;
    summary = summaryOf(now, at);
    title.textContent = label;
    title.setAttribute("aria-pressed", String(now.view.selectedRun === at));
    node.setAttribute("aria-label", label);
    node.classList.toggle("is-selected", now.view.selectedRun === at);
    node.classList.toggle("is-muted", shown.isHidden);
    setLabel(hide, text(shown.isHidden ? "run.show" : "run.hide", { run: label }));
    hide.replaceChildren(icon(shown.isHidden ? "eye-off" : "eye", 16));
    setLabel(remove, text("run.remove", { run: label }));
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
  const parts = [entry && entry.name !== "constant" && titleOf("schedule", entry), clip && text("run.clip")];
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
