// @ts-check
/** Undo, redo, and the list of recent experiments, at the head of the controls. */

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { isTyping } from "../dom/keyboard.js";
import { attachPopover } from "../dom/popover.js";
import { runSwatch } from "../dom/swatch.js";
import { text } from "../dom/text.js";
import { appearanceOf } from "../state/appearance.js";
import { areEntriesEqual } from "../state/store.js";
import { differenceFrom, nameOf, placeOf, runNames, settingWords, timeOf } from "./recent_words.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Commands} Commands */
/** @typedef {import("../state/recent.js").Recent} Recent */

const LONGEST_NAME = 60;

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const listening = new AbortController();
  const travel = (/** @type {"undo" | "redo"} */ way) => {
    if (!commands[way]()) return;
    const announcer = document.getElementById("announcer");
    if (announcer) announcer.textContent = text(`history.${way}_done`);
  };
  const button = (/** @type {"undo" | "redo" | "recent"} */ name) =>
    element("button", { type: "button", class: "icon-button", "data-history": name, "aria-label": text(`history.${name}`), title: text(`history.${name}`) }, icon(name));
  const [undo, redo, recent] = [button("undo"), button("redo"), button("recent")];
  undo.addEventListener("click", () => travel("undo"));
  redo.addEventListener("click", () => travel("redo"));

  const list = element("ul", { class: "recent-list", role: "list" });
  const none = element("p", { class: "hint" }, text("history.none"));
  const panel = element("div", { class: "popover recent scrolls", role: "dialog", "aria-label": text("history.recent") }, element("h2", { class: "section-head" }, text("history.recent")), none, list);
  const fill = () => {
    const state = store.get();
    const sorted = [...state.recent].sort((one, other) => Number(other.isPinned) - Number(one.isPinned) || other.time - one.time);
    none.hidden = sorted.length > 0;
    list.replaceChildren(...sorted.map((entry) => recentRow(entry, state, commands, () => panel.hidePopover())));
  };
  attachPopover(recent, panel, { onBefore: fill, onOpen: () => panel.querySelector("button")?.focus() });
  root.replaceChildren(undo, redo, recent, panel);

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event)) return;
    const key = event.key.toLowerCase();
    const way = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : null;
    if (!way) return;
    event.preventDefault();
    travel(way);
  }, { signal: listening.signal });

  const unsubscribe = [
    store.subscribe(({ trail }) => [trail.past.length > 0, trail.future.length > 0], ([canUndo, canRedo]) => {
      undo.setAttribute("aria-disabled", String(!canUndo));
      redo.setAttribute("aria-disabled", String(!canRedo));
    }, areEntriesEqual),
    store.subscribe((state) => state.recent, () => panel.matches(":popover-open") && !panel.querySelector("input") && refill()),
  ];
  /** Fill it again, the focus on the same button. */
  const refill = () => {
    const held = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.recent : null;
    fill();
    if (held) /** @type {HTMLElement | null} */ (list.querySelector(`[data-recent="${held}"]`))?.focus();
  };
  return () => {
    listening.abort();
    for (const leave of unsubscribe) leave();
    root.replaceChildren();
  };
}

/**
 * @param {Recent} entry
 * @param {State} state
 * @param {Commands} commands
 * @param {() => void} close
 */
function recentRow(entry, state, commands, close) {
  const { experiment } = entry;
  const name = entry.name ?? nameOf(experiment, state.catalogue);
  const show = () => {
    close();
    commands.showRecent(entry.id);
  };
  const title = element("span", { class: "recent-name" }, name);
  const names = runNames(experiment, state.catalogue);
  const runs = experiment.runs.map((run, index) => element("span", {}, runSwatch(appearanceOf(entry.slots[index] ?? index)), element("span", { class: "visually-hidden" }, ` ${names[index]} `), ` ${settingWords(run, state.catalogue)} `));
  const settings = element("span", { class: "recent-settings" }, ...runs);
  settings.title = settings.textContent?.replaceAll(/\s+/g, " ").trim() ?? "";
  const chips = element("span", { class: "recent-chips" }, ...[...differenceFrom(entry, state.recent), timeOf(entry.time), placeOf(experiment)].map((words) => element("span", {}, words)));
  const choose = element("button", { type: "button", class: "recent-choose", "data-recent": `${entry.id}-show`, onclick: show }, title, settings, chips);
  const pin = element("button", { type: "button", class: "icon-button", "data-recent": `${entry.id}-pin`, "aria-pressed": String(entry.isPinned), "aria-label": text("history.pin", { name }), title: text("history.pin", { name }), onclick: () => commands.changeRecent(entry.id, { isPinned: !entry.isPinned }) }, icon("pin", 14));
  const rename = element("button", { type: "button", class: "icon-button", "data-recent": `${entry.id}-rename`, "aria-label": text("history.rename", { name }), title: text("history.rename", { name }), onclick: () => edit() }, icon("rename", 14));
  const row = element("li", { class: "recent-row" }, choose, rename, pin);
  const edit = () => {
    const input = element("input", { type: "text", class: "input", value: name, maxlength: LONGEST_NAME, "aria-label": text("history.name") });
    let isOver = false; // taking a field away that has the focus is a blur, too
    const end = (/** @type {boolean} */ isKept) => {
      if (isOver) return;
      isOver = true;
      const given = input.value.trim();
      input.replaceWith(choose);
      rename.focus();
      if (isKept && given !== name) commands.changeRecent(entry.id, { name: given || null });
    };
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault();
      end(event.key === "Enter" && !event.isComposing);
    });
    input.addEventListener("blur", () => end(true));
    choose.replaceWith(input);
    input.select();
    input.focus();
  };
  return row;
}
