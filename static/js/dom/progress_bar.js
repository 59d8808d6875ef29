// @ts-check
/** A bar for work that takes its time: how much is done, about how long it still takes, and a button that ends it. */

import { element } from "./element.js";
import { text } from "./text.js";

/** Only what takes longer than this says so. */
const SOON_MS = 400;
/** A guess from less than this share is none. */
const FIRST_SHARE = 0.03;

/** @typedef {ReturnType<typeof createProgressBar>} ProgressBar */

/** @param {{label: string, onCancel: () => void}} options */
export function createProgressBar({ label, onCancel }) {
  const bar = element("progress", { "aria-label": label, max: 1 });
  const words = element("span", { class: "progress-words" });
  const node = element("div", { class: "progress", hidden: true }, bar, words, element("button", { type: "button", class: "button", onclick: onCancel }, text("progress.cancel")));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;
  let began = 0;
  return {
    node,
    begin() {
      began = performance.now();
      bar.removeAttribute("value");
      words.textContent = "";
      clearTimeout(soon);
      soon = setTimeout(() => (node.hidden = false), SOON_MS);
    },
    /** @param {number} share   from 0 to 1 */
    tell(share) {
      bar.value = share;
      const percent = Math.floor(100 * share);
      const seconds = ((performance.now() - began) / 1000) * (1 / share - 1);
      words.textContent = text(share < FIRST_SHARE ? "progress.share" : "progress.share_left", { percent, seconds: Math.ceil(seconds) });
    },
    end() {
      clearTimeout(soon);
      node.hidden = true;
    },
  };
}

/** About how long something will take, in words. @param {number} seconds */
export function durationWords(seconds) {
  if (seconds < 1) return text("progress.below_a_second");
  const digits = seconds < 10 ? seconds : Math.round(seconds / 5) * 5;
  return text("progress.about", { seconds: Math.round(digits) });
}
