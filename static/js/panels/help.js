// @ts-check
/** Help: what one can do, and the keys for it, in a native dialog. */

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { language, pageData, text } from "../dom/text.js";

/** Keys as they are printed, and what they do. @type {[string[], string][]} */
const KEYS = [
  [[text("key.space")], text("help.play")],
  [["←", "→"], text("help.step")],
  [[text("key.shift"), "←", "→"], text("help.ten_steps")],
  [["Home", "End"], text("help.ends")],
  [["R"], text("help.restart")],
  [["+", "−"], text("help.speed")],
  [["L"], text("help.log")],
  [["G"], text("help.gallery")],
  [["Z"], text("help.closer")],
  [[text("key.shift"), "Z"], text("help.farther")],
  [["0"], text("help.whole")],
  [["Ctrl", "Z"], text("help.undo")],
  [["Ctrl", text("key.shift"), "Z"], text("help.redo")],
  [["C"], text("help.compare")],
  [["E"], text("help.edit_other")],
  [["X"], text("help.swap")],
  [["D"], text("help.theme")],
  [["F"], text("help.full_screen")],
  [["S"], text("help.share")],
  [["?"], text("help.help")],
];

/** @type {HTMLDialogElement | null} */
let dialog = null;

/** Show the help; the dialog gives the focus back when it closes. */
export function openHelp() {
  dialog ??= document.body.appendChild(createDialog());
  if (!dialog.open) dialog.showModal();
}

function createDialog() {
  const close = element("button", { type: "button", class: "icon-button", "aria-label": text("help.close"), title: text("help.close"), onclick: () => node.close() }, icon("close"));
  const node = element(
    "dialog",
    { class: "dialog", "aria-labelledby": "help-title", onclick: (/** @type {Event} */ event) => event.target === node && node.close() },
    element(
      "div",
      { class: "dialog-content" },
      element("header", { class: "dialog-head" }, element("h2", { id: "help-title" }, text("help.title")), close),
      element("p", { class: "hint" }, text("help.intro")),
      element("p", { class: "help-links" }, ...[["reference", "header.reference"], ["api", "help.api"]].map(([place, words]) => element("a", { href: `${pageData.basePath}/${place}?lang=${language}` }, text(words)))),
      element("dl", { class: "keys" }, ...KEYS.map(([keys, meaning]) => keyRow(keys, meaning))),
    ),
  );
  return node;
}

/**
 * @param {string[]} keys
 * @param {string} meaning
 */
function keyRow(keys, meaning) {
  return element("div", {}, element("dt", {}, ...keys.flatMap((key) => [element("kbd", {}, key), " "])), element("dd", {}, meaning));
}
