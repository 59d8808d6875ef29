// @ts-check
/** An offer to compute what takes long: about how long, and a button that begins it. */

import { element } from "./element.js";
import { durationWords } from "./progress_bar.js";
import { text } from "./text.js";

/** @param {{onBegin: () => void}} options */
export function createOffer({ onBegin }) {
  const words = element("span", { class: "progress-words", role: "status" });
  const node = element("div", { class: "progress offer", hidden: true }, words, element("button", { type: "button", class: "button", onclick: onBegin }, text("progress.begin")));
  return {
    node,
    /** @param {number | null} seconds   null: there is nothing to offer */
    show(seconds) {
      node.hidden = seconds === null;
      words.textContent = seconds === null ? "" : durationWords(seconds);
    },
  };
}
