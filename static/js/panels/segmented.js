// @ts-check
/** A segmented switch: a few choices side by side, one of them pressed. */

import { element } from "../dom/element.js";

/**
 * @param {object} options
 * @param {string} options.label
 * @param {[string, string][]} options.choices     value and text
 * @param {(value: any) => void} options.onChoose
 */
export function segmented({ label, choices, onChoose }) {
  const buttons = choices.map(([value, words]) => element("button", { type: "button", "aria-pressed": "false", "data-value": value, onclick: () => onChoose(value) }, words));
  /** @type {string | null} */
  let chosen = null;
  return {
    root: element("div", { class: "segmented", role: "group", "aria-label": label }, ...buttons),
    /** Show a choice or not. @param {string} value @param {boolean} isOffered */
    offer(value, isOffered) {
      for (const button of buttons) if (button.dataset.value === value) button.hidden = !isOffered;
    },
    /** @param {string} value */
    choose(value) {
      if (value === chosen) return;
      chosen = value;
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.value === value));
    },
  };
}
