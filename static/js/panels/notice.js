// @ts-check
/** Keys that mean nothing just now: why, in a line that goes by itself and is read aloud. */

import { element } from "../dom/element.js";
import { isTyping } from "../dom/keyboard.js";
import { text } from "../dom/text.js";
import { isLearning } from "../state/learning/problem.js";

/** @typedef {import("../types.js").State} State */

/** How long a line stays. */
const SHOWN_MS = 5000;

/** @type {Record<string, (state: State) => string>} */
const REASONS = { c: ofComparison, e: ofComparison, x: ofComparison, z: ofZoom, 0: ofZoom };

/** @type {import("../types.js").MountPanel} */
export function mount(root, store) {
  const listening = new AbortController();
  const words = element("p", { class: "notice" });
  root.replaceChildren(words);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let over;
  /** The window hears after everybody who might have had a use for the key. @param {KeyboardEvent} event */
  const hear = (event) => {
    if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const reason = REASONS[event.key.toLowerCase()]?.(store.get());
    if (!reason) return;
    words.textContent = reason;
    clearTimeout(over);
    over = setTimeout(() => words.replaceChildren(), SHOWN_MS);
  };
  window.addEventListener("keydown", hear, { signal: listening.signal });
  return () => {
    listening.abort();
    clearTimeout(over);
    root.replaceChildren();
  };
}

/** @param {State} state */
function ofComparison({ experiment }) {
  return text(isLearning(experiment.objective) ? "notice.compare_learning" : "notice.not_comparing");
}

/** @param {State} state */
function ofZoom({ experiment }) {
  return text(isLearning(experiment.objective) ? "notice.zoom_learning" : "notice.zoom");
}
