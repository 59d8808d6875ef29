// @ts-check
/** The link: as the page stands, without controls, for the projector or for a frame; to copy, and as a QR code to scan. */

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { text } from "../dom/text.js";
import { copyButton } from "./copy_button.js";
import { createQrScreen } from "./qr_screen.js";
import { segmented } from "./segmented.js";

/** @typedef {import("../state/sharing.js").Presentation} Presentation */

/** Names of a computer that lead nobody else to it. */
const OWN_NAMES = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** @param {import("../types.js").Commands} commands */
export function createShareLink(commands) {
  /** @type {Presentation} */
  let presentation = "page";
  const field = element("input", { class: "input share-address", type: "text", readonly: true, "aria-label": text("share.link"), onfocus: () => field.select() });
  const code = element("img", { alt: "" });
  const showLarge = createQrScreen(onlyHere);
  const enlarge = () => showLarge(field.value, code.src);
  const magnifier = element("div", { class: "share-qr" }, element("button", { type: "button", class: "share-qr-code", "aria-label": text("share.qr"), title: text("share.enlarge"), onclick: enlarge }, code), element("button", { type: "button", class: "link-button", onclick: enlarge }, text("share.enlarge")));
  const without = element("p", { class: "hint share-no-qr", hidden: true }, text("share.no_qr"));
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
    element("div", { class: "share-choices" }, kinds.root, element("div", { class: "share-row" }, field, copyButton({ label: text("share.copy_link"), content: () => field.value })), hint, onlyHere()),
    magnifier,
    without,
  );
  return { node, update, focus: () => field.focus() };
}

/** Why nobody else can open a link to this computer, and what to do; null where they can. */
function onlyHere() {
  return OWN_NAMES.test(location.hostname) ? element("p", { class: "only-here" }, icon("warning", 14), element("span", {}, text("share.only_here", { host: location.hostname }))) : null;
}
