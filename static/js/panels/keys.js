// @ts-check
/** The keys of the transport. Off while one types, and where a control needs the key itself. */

import { pressedIn } from "../dom/keyboard.js";
import { SPEEDS } from "../state/playback.js";

/** @typedef {import("../types.js").Store} Store */
/** @typedef {import("../types.js").Commands} Commands */

const TYPING = "input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable]";
/** What Space presses by itself. */
const PRESSABLE = "button:not(.start-handle), a[href], summary, input, select";
/** What a key of the page passes over once a pointer has pressed it; in lists and dialogs keys stay theirs. */
const POINTED = "button, summary, input[type=range], input[type=checkbox]";

/**
 * @param {Document} root
 * @param {Store} store
 * @param {Commands} commands
 * @returns {() => void}
 */
export function listenToKeys(root, store, commands) {
  /** @param {number} by */
  const faster = (by) => {
    const at = SPEEDS.findIndex((speed) => speed >= store.get().playback.speed);
    commands.setSpeed(SPEEDS[Math.min(Math.max(at + by, 0), SPEEDS.length - 1)]);
  };
  /** @type {Record<string, (event: KeyboardEvent) => void>} */
  const actions = {
    " ": commands.togglePlay,
    ArrowLeft: (event) => commands.stepBy(event.shiftKey ? -10 : -1),
    ArrowRight: (event) => commands.stepBy(event.shiftKey ? 10 : 1),
    Home: commands.toStart,
    End: commands.toEnd,
    r: () => (commands.toStart(), commands.play()),
    l: () => commands.setView({ lossScale: store.get().view.lossScale === "log" ? "linear" : "log" }),
    "+": () => faster(1),
    "-": () => faster(-1),
  };

  /** What has the focus because a pointer pressed it: who points expects Space to play, not to press that again. @type {Element | null} */
  let pointed = null;
  let isDown = false;
  const down = (/** @type {Event} */ { target }) => {
    isDown = true;
    const { activeElement } = document;
    if (target instanceof Node && activeElement?.contains(target)) pointed = activeElement;
  };
  const up = () => void (isDown = false);
  const focus = (/** @type {Event} */ { target }) => void (pointed = isDown && target instanceof Element ? target : null);
  const chosen = (/** @type {Event} */ { target }) => target === pointed && target instanceof HTMLSelectElement && target.blur();

  /** @param {KeyboardEvent} event */
  const press = (event) => {
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    const target = pressedIn(event);
    if (!action || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target?.closest(TYPING) || target?.closest("dialog[open]")) return;
    const isPointed = target !== null && target === pointed && target.matches(POINTED);
    if (event.key === " " && target?.closest(PRESSABLE) && !isPointed) return;
    if (event.key.length > 1 && target?.closest("input, [role=region]") && !isPointed) return;
    event.preventDefault();
    action(event);
  };
  const listening = new AbortController();
  const { signal } = listening;
  root.addEventListener("keydown", press, { signal });
  root.addEventListener("mousedown", down, { capture: true, signal });
  root.addEventListener("mouseup", up, { capture: true, signal });
  root.addEventListener("focusin", focus, { signal });
  root.addEventListener("change", chosen, { signal });
  return () => listening.abort();
}
