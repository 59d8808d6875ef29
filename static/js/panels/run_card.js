// @ts-check
/** One run: how it looks, its loss right now, its hyperparameters, and under "More" the rest, schedule and clipping. */

import { element } from "../dom/element.js";
import { schemaForm } from "../dom/form.js";
import { formatNumber } from "../dom/format.js";
import { icon } from "../dom/icon.js";
import { optionsOf, referenceTo } from "../dom/options.js";
import { pickerField } from "../dom/picker.js";
import { runSwatch } from "../dom/swatch.js";
import { text } from "../dom/text.js";
import { evaluatedRow, rowAt } from "../state/columns.js";
import { optimizerAt } from "../state/experiment.js";
import { rateHolder } from "../state/optimizer_rate.js";
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
 * @property {(path: string[], message: string) => boolean} refuse   show at its field what the server said
 */

const LONGEST_NAME = 40;

/** Runs whose "More" is open stay open when their card is built anew. @type {Set<string>} */
const opened = new Set();

/**
 * @param {{state: State, index: number, commands: Commands, indexOf: () => number, onRemoved: () => void}} options
 *     `indexOf` tells where the run is when something is done to it; `onRemoved` is called where a key has removed it
 * @returns {RunCard}
 */
export function createRunCard({ state, index, commands, indexOf, onRemoved }) {
  const run = state.runs[index];
  const { optimizer } = state.experiment.runs[index];
  const entry = state.catalogue.optimizers.find(({ name }) => name === optimizer.name);
  const context = run.label;
  const catalogues = { optimizers: state.catalogue.optimizers, schedules: state.catalogue.schedules };
  const form = schemaForm({ schema: entry?.schema ?? {}, context, catalogues, onChange: (patch) => commands.editRun(indexOf(), { optimizer: patch }) });
  const kind = pickerField({
    caption: { label: text("run.optimizer") },
    context,
    label: text("form.search.optimizers"),
    options: optionsOf(state.catalogue.optimizers),
    onChange: (chosen) => commands.editRun(indexOf(), { optimizer: { name: chosen } }),
  });
  const schedule = createScheduleFields({ catalogues: state.catalogue, context, onChange: (settings) => commands.editRun(indexOf(), { schedule: settings }) });
  const clip = createClipFields({ context, onChange: (value) => commands.editRun(indexOf(), { clip: value }) });

  const hide = element("button", { type: "button", class: "run-swatch", onclick: () => commands.toggleRun(indexOf()) });
  const title = element("button", { type: "button", class: "run-title", onclick: () => commands.selectRun(title.getAttribute("aria-pressed") === "true" ? null : indexOf()) });
  const loss = element("span", { class: "run-loss" });
  const toggle = element("button", { type: "button", class: "icon-button run-toggle", onclick: () => setOpen(more.hidden !== false) }, icon("more", 14));
  const reset = element("button", { type: "button", class: "link-button", title: text("run.reset.meaning"), onclick: () => commands.resetRun(indexOf()) }, text("run.reset"));
  const remove = element("button", { type: "button", class: "link-button", onclick: (/** @type {MouseEvent} */ { detail }) => (commands.removeRun(indexOf()), detail === 0 && onRemoved()) }, text("run.remove"));
  const up = element("button", { type: "button", class: "icon-button run-up", onclick: () => move(up, -1) }, icon("more", 14));
  const down = element("button", { type: "button", class: "icon-button run-down", onclick: () => move(down, 1) }, icon("more", 14));
  const about = element("a", { class: "icon-button", href: referenceTo(optimizer.name) }, icon("help", 14));
  setLabel(about, text("picker.about", { title: entry?.title ?? optimizer.name }));
  const actions = element("div", { class: "run-actions" }, reset, remove);
  const name = nameField(context, (label) => commands.editRun(indexOf(), { label }));
  const more = element("div", { class: "fields run-more", hidden: true }, element("div", { class: "run-place" }, name.node, up, down), element("div", { class: "run-kind" }, kind.node, about), ...form.advanced, schedule.node, ...clip.nodes, actions);
  const summary = element("p", { class: "run-summary" });
  const node = element(
    "article",
    { class: "card run" },
    element("header", { class: "run-head" }, hide, element("h3", {}, title), loss, toggle),
    element("div", { class: "fields" }, ...form.fields),
    summary,
    more,
  );

  /** The button that moved the card keeps the focus, to move it further. @param {HTMLButtonElement} button @param {number} by */
  const move = (button, by) => {
    commands.moveRun(indexOf(), indexOf() + by);
    setTimeout(() => (button.disabled ? (by < 0 ? down : up) : button).focus());
  };
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
    setLabel(up, text("run.up", { run: shown.label }));
    setLabel(down, text("run.down", { run: shown.label }));
    up.disabled = at === 0;
    down.disabled = at === now.runs.length - 1;
    up.hidden = down.hidden = now.runs.length < 2;
    name.update(settings.label ?? "", shown.label);
    form.update(optimizerAt(now.experiment, at, Math.floor(now.playback.cursor) + 1));
    kind.update(settings.optimizer.name);
    schedule.update(settings.schedule ?? null);
    schedule.node.hidden = rateHolder(settings.optimizer, now.catalogue.optimizers) === null;
    clip.update(settings.clip ?? null);
    setOpen(opened.has(run.key));
  };

  /** @type {RunCard["showLoss"]} */
  const showLoss = ({ columns, length }, cursor) => {
    const shown = formatNumber(length > 0 ? columns.loss[evaluatedRow(columns, Math.max(rowAt(columns, cursor), 0))] : null);
    if (loss.textContent !== shown) loss.textContent = shown;
  };

  /** @type {RunCard["refuse"]} */
  const refuse = ([part, ...path], message) => {
    const isShown = part === "optimizer" ? form.refuse(path, message) : part === "schedule" && schedule.refuse(path, message);
    if (isShown && part === "schedule") setOpen(true);
    return isShown;
  };

  return { node, update, showLoss, refuse };
}

/**
 * The name of a run; empty: that of its optimizer.
 * @param {string} context
 * @param {(label: string | null) => void} onChange
 */
function nameField(context, onChange) {
  let current = "";
  const input = element("input", { class: "input", type: "text", maxlength: LONGEST_NAME, autocomplete: "off", "aria-label": `${context}: ${text("run.name")}` });
  const tell = () => {
    const typed = input.value.trim();
    if (typed !== current) onChange(typed || null);
  };
  input.addEventListener("change", tell);
  return {
    node: element("label", { class: "field names" }, element("span", { class: "field-label" }, text("run.name")), input),
    /** @param {string} label @param {string} shown */
    update(label, shown) {
      current = label;
      input.placeholder = shown;
      if (document.activeElement !== input) input.value = label;
    },
  };
}

/**
 * What a closed card says of what it hides: a schedule, a clip.
 * @param {State} state
 * @param {number} index
 */
function summaryOf({ experiment, catalogue }, index) {
  const { schedule, clip, optimizer } = experiment.runs[index];
  const entry = rateHolder(optimizer, catalogue.optimizers) && catalogue.schedules.find(({ name }) => name === schedule?.name);
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
