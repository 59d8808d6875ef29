// @ts-check
/** A segmented switch: a few choices side by side, one of them pressed. */

import { element } from "../dom/element.js";

/** What is seen of the choice beside the pressed one: more than an arrow covers. */
const NEIGHBOUR_PX = 44;

/**
 * @param {object} options
 * @param {string} options.label
 * @param {[string, string][]} options.choices     value and text
 * @param {(value: any) => void} options.onChoose
 * @param {boolean} [options.isLong]               more than a narrow place has room for: they are scrolled there
 */
export function segmented({ label, choices, onChoose, isLong = false }) {
  const buttons = choices.map(([value, words]) => element("button", { type: "button", "aria-pressed": "false", "data-value": value, onclick: () => onChoose(value) }, words));
  const root = element("div", { class: "segmented", role: "group", "aria-label": label }, ...buttons);
  const reveal = isLong ? scrolled(root) : () => {};
  /** @type {string | null} */
  let chosen = null;
  return {
    root,
    /** Show a choice or not. @param {string} value @param {boolean} isOffered */
    offer(value, isOffered) {
      for (const button of buttons) if (button.dataset.value === value) button.hidden = !isOffered;
    },
    /** @param {string} value */
    choose(value) {
      if (value === chosen) return;
      chosen = value;
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.value === value));
      reveal();
    },
  };
}

/**
 * Says in `data-more` on which sides choices wait, as segmented.css shows it.
 * @param {HTMLElement} root
 * @returns {() => void} scrolls to the pressed choice and a bit of its neighbours
 */
function scrolled(root) {
  root.classList.add("is-long");
  const mark = () => {
    const isBefore = root.scrollLeft > 1;
    const isBehind = root.scrollLeft + root.clientWidth < root.scrollWidth - 1;
    root.dataset.more = [isBefore && "before", isBehind && "behind"].filter(Boolean).join(" ");
  };
  const reveal = () => {
    const pressed = /** @type {HTMLElement | null} */ (root.querySelector('[aria-pressed="true"]'));
    if (!pressed) return;
    const { left, right } = root.getBoundingClientRect();
    const box = pressed.getBoundingClientRect();
    root.scrollLeft += Math.max(0, box.right + NEIGHBOUR_PX - right) - Math.max(0, left - box.left + NEIGHBOUR_PX);
    mark();
  };
  root.addEventListener("scroll", mark, { passive: true });
  root.addEventListener("wheel", (event) => {
    if (!root.dataset.more || event.deltaX !== 0) return;
    event.preventDefault();
    root.scrollLeft += event.deltaY;
  }, { passive: false });
  new ResizeObserver(reveal).observe(root);
  return reveal;
}
