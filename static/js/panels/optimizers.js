// @ts-check
/** The optimizers: one card per run, and the list of those one can add. */

import { element } from "../dom/element.js";
import { formatInput } from "../dom/format.js";
import { icon } from "../dom/icon.js";
import { optionsOf } from "../dom/options.js";
import { attachPicker } from "../dom/picker.js";
import { text } from "../dom/text.js";
import { problemOf } from "../state/learning/problem.js";
import { rateHolder } from "../state/optimizer_rate.js";
import { limitOf } from "./limit.js";
import { createRacePanel, raceButton } from "./race.js";
import { inMoments } from "./readings.js";
import { sentenceOfFault } from "./refusal.js";
import { createRunCard } from "./run_card.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Commands} Commands */
/** @typedef {import("./run_card.js").RunCard} RunCard */

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const list = element("div", { class: "runs" });
  const add = element("button", { type: "button", class: "button dashed", disabled: true }, icon("plus", 14), text("optimizers.add"));
  const full = element("p", { class: "hint", role: "status" });
  const chosen = element("p", { class: "hint rates-chosen", role: "status", hidden: true });
  const former = element("button", { type: "button", class: "link-button", onclick: (/** @type {MouseEvent} */ { detail }) => (commands.restoreRates(), detail === 0 && add.focus()) }, text("rates.back"));
  const menu = attachPicker(add, {
    label: text("form.search.optimizers"),
    listLabel: text("optimizers.list"),
    options: () => optionsOf(store.get().catalogue.optimizers),
    chosen: () => null,
    onChoose: commands.addRun,
  });
  menu.classList.add("menu");
  const race = createRacePanel(store, commands, root.dataset.twin === undefined ? "a" : "b");
  root.replaceChildren(element("h2", { class: "section-head" }, text("optimizers.heading")), chosen, race.note, list, element("div", { class: "run-adding" }, add, raceButton(commands)), menu, full);

  /** @type {Map<string, RunCard>} */
  const cards = new Map();

  const showCards = () => {
    const state = store.get();
    if (state.catalogue.optimizers.length === 0) return; // on its way; a form without its schema would be empty
    const keys = state.runs.map((_, index) => cardKey(state, index));
    for (const [key, card] of cards) {
      if (keys.includes(key)) continue;
      card.node.remove();
      cards.delete(key);
    }
    for (const [index, key] of keys.entries()) {
      const card = cards.get(key) ?? createRunCard({ state, index, commands, indexOf: () => indexOf(store.get(), key), onRemoved: () => add.focus() });
      cards.set(key, card);
      if (list.children[index] !== card.node) list.insertBefore(card.node, list.children[index] ?? null);
      card.update(state, index);
    }
    const limit = limitOf(state, "runs");
    add.disabled = state.runs.length >= limit;
    full.textContent = add.disabled ? text("optimizers.full", { limit }) : "";
    full.hidden = !add.disabled;
  };
  const losses = inMoments(() => {
    const state = store.get();
    for (const [index, run] of state.runs.entries()) cards.get(cardKey(state, index))?.showLoss(run, state.playback.cursor);
  });

  const unsubscribe = [
    store.subscribe(({ problem }) => problem, (problem, state) => {
      for (const fault of problem?.errors ?? []) {
        const [, index, path] = /^\/runs\/(\d+)\/(.+)$/.exec(fault.pointer ?? "") ?? [];
        if (index && state.runs[Number(index)]) cards.get(cardKey(state, Number(index)))?.refuse(path.split("/"), sentenceOfFault(fault));
      }
    }),
    store.subscribe(ratesInWords, (words) => {
      chosen.hidden = !words;
      chosen.replaceChildren(...(words ? [words, " ", former] : []));
    }),
    store.subscribe(shownParts, showCards, (a, b) => a.every((part, index) => part === b[index])),
    store.subscribe(({ playback, runs }) => [Math.floor(playback.cursor), runs], losses.request, (a, b) => a[0] === b[0] && a[1] === b[1]),
  ];
  return () => {
    for (const leave of unsubscribe) leave();
    losses.cancel();
    race.remove();
    root.replaceChildren();
  };
}

/**
 * That runs go at rates that were chosen for this function in place of others; and which took their usual one, because the
 * slopes of a typed formula say nothing of it.
 * @param {State} state
 */
function ratesInWords(state) {
  const { experiment, runs, rates, catalogue } = state;
  const isTyped = "expression" in experiment.objective;
  const chosen = runs.flatMap(({ key, label }, index) => {
    const holder = rateHolder(experiment.runs[index].optimizer, catalogue.optimizers);
    if (!holder || holder.learning_rate === undefined || holder.learning_rate !== rates.chosen[key]) return [];
    const pace = catalogue.optimizers.find(({ name }) => name === holder.name)?.pace;
    return [{ label, rate: holder.learning_rate, isOther: rates.before[key] !== undefined, isUsual: isTyped && pace?.unit === "own" }];
  });
  if (!chosen.some(({ isOther }) => isOther)) return "";
  const fitted = chosen.some(({ isOther, isUsual }) => isOther && !isUsual) ? [text(problemOf(state) ? "rates.chosen_learning" : "rates.chosen")] : [];
  const usual = chosen.filter(({ isUsual }) => isUsual).map(({ label, rate }) => text("rates.usual", { label, rate: formatInput(rate) }));
  return [...fitted, ...usual].join(text("sentence.gap"));
}

/**
 * What the cards show apart from the live loss. The cursor counts only where live changes make it matter.
 * @param {State} state
 * @returns {unknown[]}
 */
function shownParts({ experiment, runs, view, playback, catalogue }) {
  const step = (experiment.changes ?? []).length > 0 ? Math.floor(playback.cursor) : 0;
  const looks = runs.map(({ key, label, isHidden }) => `${key} ${label} ${isHidden}`).join("\n");
  return [experiment.runs, experiment.changes, looks, view.selectedRun, catalogue, step];
}

/**
 * A card is built anew when its run or its optimizer is another one.
 * @param {State} state
 * @param {number} index
 */
function cardKey({ runs, experiment }, index) {
  return `${runs[index].key} ${experiment.runs[index].optimizer.name}`;
}

/**
 * Where the run of a card is now: others may have been removed before it.
 * @param {State} state
 * @param {string} key
 */
function indexOf(state, key) {
  return state.runs.findIndex((_, index) => cardKey(state, index) === key);
}
