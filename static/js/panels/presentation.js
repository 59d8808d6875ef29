// @ts-check
/** What a link for lectures or frames has put away (first_paint.js), and the way back to it. */

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { text } from "../dom/text.js";
import { parsedQuery, queryText } from "../state/query.js";

/** On a projector, what one presses is gone so long after the pointer has moved or a key was pressed. */
const IDLE_MS = 3000;

/** Before a class, only the picture is seen until someone moves the pointer. @returns {() => void} stops */
export function hideWhileStill() {
  const { dataset } = document.documentElement;
  if (dataset.projector === undefined) return () => {};
  const listening = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let wait;
  const wake = () => {
    delete dataset.idle;
    clearTimeout(wait);
    wait = setTimeout(() => (dataset.idle = ""), IDLE_MS);
  };
  dataset.idle = "";
  for (const event of ["pointermove", "pointerdown", "keydown", "focusin"]) document.addEventListener(event, wake, { signal: listening.signal });
  return () => {
    listening.abort();
    clearTimeout(wait);
    delete dataset.idle;
  };
}

/**
 * Where the controls are put away, a button in `tools` brings them back; in a frame, a link opens the whole page.
 * @param {HTMLElement} tools
 * @param {import("../types.js").Commands} commands
 */
export function showWayBack(tools, commands) {
  const { dataset } = document.documentElement;
  if (dataset.embed !== undefined) document.body.append(linkToPage(commands));
  if (dataset.controls !== "hidden") return;
  const back = element("button", { type: "button", class: "icon-button", "aria-label": text("share.show_controls"), title: text("share.show_controls"), onclick: () => {
    delete dataset.controls;
    back.remove();
    const query = parsedQuery(location.search);
    query.set("controls", "shown");
    history.replaceState(null, "", queryText(query));
  } }, icon("sliders"));
  tools.prepend(back);
}

/** A link to what is seen now, made when it is needed. @param {import("../types.js").Commands} commands */
function linkToPage(commands) {
  const aim = async () => (link.href = await commands.linkTo("page"));
  const link = element("a", { class: "button embed-link", href: location.href, target: "_blank", rel: "noopener", onpointerenter: aim, onfocus: aim }, text("share.open_here"));
  return link;
}
