// @ts-check
/** The keys of the transport. Off while one types, and where a control needs the key itself. */

import { SPEEDS } from "../state/playback.js";

/** @typedef {import("../types.js").Store} Store */
/** @typedef {import("../types.js").Commands} Commands */

const TYPING = "input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable]";
/** What Space presses by itself. */
const PRESSABLE = "button, a[href], summary, input, select";

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

  /** @param {KeyboardEvent} event */
  const press = (event) => {
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    const target = event.target instanceof Element ? event.target : null;
    if (!action || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target?.closest(TYPING) || target?.closest("dialog[open]")) return;
    if (event.key === " " && target?.closest(PRESSABLE)) return;
    if (event.key.length > 1 && target?.closest("input, [role=region]")) return;
    event.preventDefault();
    action(event);
  };
  root.addEventListener("keydown", press);
  return () => root.removeEventListener("keydown", press);
}
