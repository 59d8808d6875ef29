// @ts-check
/**
 * Gestures on the map: the wheel or two fingers look closer, dragging moves what is shown, or turns the surface. One
 * finger scrolls the page, and so does the wheel where the page is longer than its window, unless Ctrl says otherwise.
 */

import { toPoint } from "../charts/frame.js";
import { placeIn } from "../dom/place.js";
import { middleOf, panned, zoomed } from "../state/view_domain.js";

/** @typedef {number[][]} Domain */
/** @typedef {{x: number, y: number}} Place */

/** A pointer that has moved no farther than this was a click. */
export const CLICK_REACH_PX = 4;
/** Degrees that a surface turns with a pixel. */
const TURN = 0.4;
const WHEEL_STEP = 0.0016;
/** Wheels that count in lines or pages, in pixels. */
const LINE_PX = [1, 16, 400];

/**
 * @param {HTMLElement} root
 * @param {{frame: () => import("../charts/frame.js").Frame, domain: () => {shown: Domain, own: Domain}, onDomain: (domain: Domain) => void, onTurn: (turn: number, tilt: number) => void}} map
 * @returns {() => void} stops listening
 */
export function listenToGestures(root, { frame, domain, onDomain, onTurn }) {
  /** @type {Map<number, Place>} */
  const held = new Map();
  /** What was shown when the hold began or changed. @type {{shown: Domain, own: Domain, middle: Place, spread: number, isFar: boolean} | null} */
  let grip = null;

  const pointAt = (/** @type {Place} */ place) => {
    const [left, top] = placeIn(root, place.x, place.y);
    return toPoint(frame(), left, top);
  };

  const hold = () => {
    const places = [...held.values()];
    root.classList.remove("is-panned");
    grip = places.length > 0 ? { ...domain(), ...spanOf(places), isFar: false } : null;
  };

  /** @param {PointerEvent} event */
  const down = (event) => {
    if (event.button !== 0 || /** @type {Element} */ (event.target).closest("button")) return;
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
    hold();
  };

  /** @param {PointerEvent} event */
  const move = (event) => {
    const before = held.get(event.pointerId);
    if (!grip || !before) return;
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (held.size === 1 && frame().surface) return onTurn(TURN * (event.clientX - before.x), TURN * (event.clientY - before.y));
    if (held.size === 1 && event.pointerType === "touch") return;
    const { middle, spread } = spanOf([...held.values()]);
    const away = [grip.middle.x - middle.x, middle.y - grip.middle.y];
    grip.isFar ||= Math.hypot(...away) > CLICK_REACH_PX || held.size > 1;
    if (!grip.isFar) return;
    root.classList.add("is-panned");
    if (frame().surface) return onDomain(zoomed(grip.shown, grip.spread / Math.max(spread, 1), middleOf(grip.shown), grip.own));
    const { width, height } = frame();
    const moved = panned(grip.shown, [away[0] / width, away[1] / height], grip.own);
    const [left, top] = placeIn(root, middle.x, middle.y);
    const anchor = toPoint({ ...frame(), x: moved[0], y: moved[1] ?? frame().y }, left, top);
    onDomain(held.size > 1 ? zoomed(moved, grip.spread / Math.max(spread, 1), anchor, grip.own) : moved);
  };

  /** @param {PointerEvent} event */
  const up = (event) => {
    if (held.delete(event.pointerId)) hold();
  };

  /** @param {WheelEvent} event */
  const wheel = (event) => {
    const page = /** @type {Element} */ (document.scrollingElement);
    if (!event.ctrlKey && page.scrollHeight > page.clientHeight) return;
    event.preventDefault();
    const { shown, own } = domain();
    const way = event.deltaY * LINE_PX[event.deltaMode] * (event.ctrlKey ? 4 : 1);
    if (way !== 0) onDomain(zoomed(shown, Math.exp(WHEEL_STEP * Math.min(Math.max(way, -400), 400)), frame().surface ? middleOf(shown) : pointAt({ x: event.clientX, y: event.clientY }), own));
  };

  /** Two fingers are ours, one is the page's. @param {TouchEvent} event */
  const keep = (event) => {
    if (event.touches.length > 1 && event.cancelable) event.preventDefault();
  };

  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  root.addEventListener("pointerdown", down, options);
  window.addEventListener("pointermove", move, options);
  window.addEventListener("pointerup", up, options);
  window.addEventListener("pointercancel", up, options);
  root.addEventListener("wheel", wheel, { ...options, passive: false });
  root.addEventListener("touchmove", keep, { ...options, passive: false });
  return () => listening.abort();
}

/** Where the fingers are, and how far apart. @param {Place[]} places */
function spanOf(places) {
  const [one, other = one] = places;
  return { middle: { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 }, spread: Math.hypot(one.x - other.x, one.y - other.y) };
}
