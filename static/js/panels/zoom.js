// @ts-check
/**
 * Looking closer and elsewhere: buttons in the corner of the map, their keys, and the arrow keys while one of them has the
 * focus. They move the part that is shown, or turn the surface.
 */

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { isTyping } from "../dom/keyboard.js";
import { text } from "../dom/text.js";
import { turned } from "../state/camera.js";
import { isSliceShown } from "../state/slice/question.js";
import { areEntriesEqual } from "../state/store.js";
import { middleOf, panned, zoomed } from "../state/view_domain.js";

const STEP = 1.5;
/** Share of the map that one arrow key moves; Shift: all of it. */
const KEY_SHARE = 0.1;
/** Degrees that one arrow key turns the surface; Shift: three times as far. */
const TURN = [15, 10];
/** @type {Record<string, number[]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** @typedef {import("../types.js").State} State */

/** What the map shows, and what it showed at first: of more than two coordinates the first two. @param {State} state */
export function domainOf({ objective: { domain, ownDomain } }) {
  return { shown: domain.slice(0, 2), own: ownDomain.slice(0, 2) };
}

/**
 * A picture of which one can see another part.
 * @typedef {object} Ground
 * @property {(state: State) => {shown: number[][], own: number[][]} | null} domainOf   null: there is nothing to see
 * @property {(state: State) => boolean} isWhole
 * @property {(state: State) => boolean} isSurface
 * @property {(domain: number[][] | null) => void} show                                 null: the whole
 */

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  return mountZoom(root, store, commands, {
    domainOf: (state) => (state.objective.dimension > 0 && !isSliceShown(state) ? domainOf(state) : null),
    isWhole: ({ view }) => view.domain === null,
    isSurface: ({ view, objective }) => view.map === "surface" && objective.dimension > 1,
    show: commands.showDomain,
  });
}

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Store} store
 * @param {import("../types.js").Commands} commands
 * @param {Ground} ground
 * @returns {() => void} takes it away
 */
export function mountZoom(root, store, commands, ground) {
  const closer = (/** @type {number} */ factor) => {
    const domain = ground.domainOf(store.get());
    if (domain) ground.show(zoomed(domain.shown, factor, middleOf(domain.shown), domain.own));
  };
  const whole = () => {
    if (document.activeElement === reset) nearer.focus();
    ground.show(null);
  };
  const button = (/** @type {string} */ name, /** @type {import("../dom/icon.js").IconName} */ sign, /** @type {string} */ keys, /** @type {() => void} */ act) =>
    element("button", { type: "button", class: "zoom-button", "aria-label": text(`zoom.${name}`), "aria-keyshortcuts": keys, title: text(`zoom.${name}_hint`), onclick: act }, icon(sign, 14));
  const nearer = button("in", "plus", "Z", () => closer(1 / STEP));
  const farther = button("out", "minus", "Shift+Z", () => closer(STEP));
  const reset = button("whole", "reset", "0", whole);

  /** @param {KeyboardEvent} event */
  const pan = (event) => {
    const direction = ARROWS[event.key];
    const act = event.key === "+" ? () => closer(1 / STEP) : event.key === "-" ? () => closer(STEP) : null;
    if ((!direction && !act) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (act) return act();
    steer(direction, event.shiftKey);
  };
  /** @param {number[]} direction @param {boolean} isFar */
  const steer = (direction, isFar) => {
    const state = store.get();
    if (ground.isSurface(state)) return commands.setView({ camera: turned(state.view.camera, TURN[0] * direction[0] * (isFar ? 3 : 1), TURN[1] * direction[1]) });
    const domain = ground.domainOf(state);
    if (domain) ground.show(panned(domain.shown, direction.map((sign) => sign * (isFar ? 1 : KEY_SHARE)), domain.own));
  };
  const group = element("div", { class: "zoom", role: "group", "aria-label": text("zoom.label"), onkeydown: pan }, nearer, farther, reset);
  const arrows = Object.entries(ARROWS).map(([key, direction]) =>
    element("button", { type: "button", class: "zoom-button", "data-way": key.slice(5).toLowerCase(), onclick: () => steer(direction, false) }, icon("more", 12)));
  const pad = element("div", { class: "steer", role: "group", onkeydown: pan }, ...arrows);
  root.append(pad, group);

  const listening = new AbortController();
  document.addEventListener("keydown", (event) => {
    const isOurs = event.key.toLowerCase() === "z" || event.key === "0";
    if (!isOurs || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    if (!ground.domainOf(store.get())) return;
    event.preventDefault(); // two maps side by side look at the same
    if (event.key !== "0") closer(event.shiftKey ? STEP : 1 / STEP);
    else if (!ground.isWhole(store.get())) whole();
  }, { signal: listening.signal });
  const stop = store.subscribe((state) => [ground.isWhole(state), ground.isSurface(state)], ([isWhole, isSurface]) => {
    const kind = isSurface ? "turn" : "move";
    reset.hidden = isWhole;
    pad.hidden = isWhole && !isSurface;
    pad.setAttribute("aria-label", text(`steer.${kind}`));
    for (const button of arrows) {
      button.title = text(`steer.${kind}_${button.dataset.way}`);
      button.setAttribute("aria-label", button.title);
    }
  }, areEntriesEqual);
  return () => {
    listening.abort();
    stop();
    group.remove();
    pad.remove();
  };
}
