// @ts-check
/** The link: as the page stands, without controls, for the projector or for a frame; to copy, and as a QR code to scan. */

import { element } from "../dom/element.js";
import { text } from "../dom/text.js";
import { copyButton } from "./copy_button.js";
import { segmented } from "./segmented.js";

/** @typedef {import("../state/sharing.js").Presentation} Presentation */

/** @param {import("../types.js").Commands} commands */
export function createShareLink(commands) {
  /** @type {Presentation} */
  let presentation = "page";
  const field = element("input", { class: "input share-address", type: "text", readonly: true, "aria-label": text("share.link"), onfocus: () => field.select() });
  const code = element("img", { alt: "" });
  const magnifier = element("button", { type: "button", class: "share-qr", "aria-label": text("share.qr"), title: text("share.enlarge"), "aria-expanded": "false", onclick: () => enlarge(!node.classList.contains("is-large")) }, code);
  const without = element("p", { class: "hint share-qr", hidden: true }, text("share.no_qr"));
  const hint = element("p", { class: "hint", role: "status" });
  const kinds = segmented({
    label: text("share.opens"),
    choices: [["page", text("share.page")], ["controls", text("share.controls")], ["projector", text("share.projector")]],
    onChoose: (value) => {
      presentation = value;
      update();
    },
  });
  code.addEventListener("error", () => showCode(false));
  code.addEventListener("load", () => showCode(true));

  /** @param {boolean} isThere */
  const showCode = (isThere) => {
    magnifier.hidden = !isThere;
    without.hidden = isThere;
  };
  /** For a room to scan. @param {boolean} isLarge */
  const enlarge = (isLarge) => {
    node.classList.toggle("is-large", isLarge);
    magnifier.setAttribute("aria-expanded", String(isLarge));
  };
  const update = async () => {
    kinds.choose(presentation);
    hint.textContent = text(`share.hint.${presentation}`);
    const link = await commands.linkTo(presentation);
    field.value = link;
    code.src = commands.qrAddress(link);
  };
  const node = element(
    "section",
    { class: "share-part share-link", "aria-label": text("share.link") },
    element("div", { class: "share-choices" }, kinds.root, element("div", { class: "share-row" }, field, copyButton({ label: text("share.copy_link"), content: () => field.value })), hint),
    magnifier,
    without,
  );
  return { node, update, focus: () => field.focus() };
}
