// @ts-check
/** A link for a whole room: its QR code as large as the window, the link in large letters beneath. */

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { text } from "../dom/text.js";

/**
 * @param {() => HTMLElement | null} warning   what has to be said about the link, if anything
 * @returns {(link: string, picture: string) => void} opens it; a click, the button or Escape closes it
 */
export function createQrScreen(warning) {
  const code = element("img", { alt: text("share.qr") });
  const place = element("strong");
  const rest = element("span");
  const address = element("p", { class: "qr-address" }, place, rest);
  const close = element("button", { type: "button", class: "icon-button", "aria-label": text("share.close"), title: text("share.close") }, icon("close", 24));
  const node = element("dialog", { class: "qr-screen", "aria-label": text("share.qr"), onclick: () => node.close(), onclose: () => node.remove() }, code, address, warning(), close);
  return (link, picture) => {
    const query = link.includes("?") ? link.indexOf("?") : link.length;
    code.src = picture;
    place.textContent = link.slice(0, query);
    rest.textContent = link.slice(query);
    address.style.setProperty("--characters", String(link.length));
    document.body.append(node);
    node.showModal();
  };
}
