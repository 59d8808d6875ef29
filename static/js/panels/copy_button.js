// @ts-check
/** A button that copies, and says so on itself and to those who listen. */

import { copyText } from "../dom/clipboard.js";
import { element } from "../dom/element.js";
import { text } from "../dom/text.js";

const SHOWN_MS = 2000;

/**
 * @param {object} options
 * @param {string} options.label           what is copied, for those who do not see what is beside it
 * @param {() => string} options.content
 */
export function copyButton({ label, content }) {
  const words = element("span", { role: "status" }, text("share.copy"));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let back;
  const copy = async () => {
    clearTimeout(back);
    words.textContent = text((await copyText(content())) ? "share.copied" : "share.not_copied");
    back = setTimeout(() => (words.textContent = text("share.copy")), SHOWN_MS);
  };
  return element("button", { type: "button", class: "button", "aria-label": label, title: label, onclick: copy }, words);
}
