// @ts-check
/** Sharing, in a native dialog: the link, the experiment as code, files to keep. */

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { text } from "../dom/text.js";
import { createShareCode } from "./share_code.js";
import { createShareFiles } from "./share_files.js";
import { createShareLink } from "./share_link.js";

/**
 * @param {import("../types.js").Store} store
 * @param {import("../types.js").Commands} commands
 * @returns {() => void} opens the dialog; it is made when it is first asked for
 */
export function createShare(store, commands) {
  /** @type {{node: HTMLDialogElement, open: () => void} | null} */
  let dialog = null;
  return () => {
    dialog ??= createDialog(store, commands);
    if (!dialog.node.open) dialog.open();
  };
}

/** @param {import("../types.js").Store} store @param {import("../types.js").Commands} commands */
function createDialog(store, commands) {
  const link = createShareLink(commands);
  const code = createShareCode(store, commands);
  const files = createShareFiles(store, commands, { onBegin: () => node.close() });
  const close = element("button", { type: "button", class: "icon-button", "aria-label": text("share.close"), title: text("share.close"), onclick: () => node.close() }, icon("close"));
  const node = element(
    "dialog",
    { class: "dialog share", "aria-labelledby": "share-title", onclick: (/** @type {Event} */ event) => event.target === node && node.close() },
    element("div", { class: "dialog-content scrolls" }, element("header", { class: "dialog-head" }, element("h2", { id: "share-title" }, text("share.title")), close), link.node, code.node, files.node),
  );
  document.body.append(node);
  return {
    node,
    open() {
      node.showModal();
      for (const part of [link, code, files]) part.update();
      link.focus();
    },
  };
}
