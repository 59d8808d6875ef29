// @ts-check
/** On a phone the controls lie in a sheet that one button opens; on a desktop they simply stand there. */

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { text } from "../dom/text.js";

/** The width from which everything has its own place; layout.css and phone.css change there, too. */
const NARROW = "(max-width: 959px), (max-height: 479px)";

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const listening = new AbortController();
  const { signal } = listening;
  const narrow = matchMedia(NARROW);
  const open = element("button", { type: "button", class: "button primary sheet-open", "aria-controls": root.id, onclick: () => commands.setView({ isSheetOpen: true }) }, icon("sliders"), text("sheet.open"));
  const close = element("button", { type: "button", class: "icon-button sheet-close", "aria-label": text("sheet.close"), title: text("sheet.close"), onclick: () => commands.setView({ isSheetOpen: false }) }, icon("close"));
  const backdrop = element("div", { class: "sheet-backdrop", onclick: () => commands.setView({ isSheetOpen: false }) });
  root.prepend(close);
  root.before(backdrop);
  root.after(open);

  const others = () => [...document.querySelectorAll(".stage, .figures, .compare-caption, .header, .transport, .sheet-open")];
  let wasOpen = false;
  const show = () => {
    const isOpen = narrow.matches && store.get().view.isSheetOpen;
    root.classList.toggle("is-open", isOpen);
    root.inert = narrow.matches && !isOpen;
    backdrop.hidden = !isOpen;
    open.setAttribute("aria-expanded", String(isOpen));
    for (const other of others()) other.toggleAttribute("inert", isOpen);
    if (isOpen && !wasOpen) close.focus();
    if (!isOpen && wasOpen) open.focus();
    wasOpen = isOpen;
  };

  narrow.addEventListener("change", show, { signal });
  root.addEventListener("keydown", (event) => {
    const isInList = event.target instanceof Element && event.target.closest("[popover]") !== null;
    if (event.key === "Escape" && narrow.matches && !isInList) commands.setView({ isSheetOpen: false });
  }, { signal });
  const unsubscribe = store.subscribe(({ view }) => view.isSheetOpen, show);
  return () => {
    listening.abort();
    unsubscribe();
    open.remove();
    close.remove();
    backdrop.remove();
  };
}
