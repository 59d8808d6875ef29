// @ts-check
/** What the server refused last, in its own words, over the map until it is mended or closed. The announcer reads it out. */

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { text } from "../dom/text.js";

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const words = element("p", {});
  const close = element("button", { type: "button", class: "icon-button", "aria-label": text("help.close"), onclick: commands.dismissProblem }, icon("close"));
  const bar = element("div", { class: "refusal", hidden: true }, icon("warning"), words, close);
  root.append(bar);
  const stop = store.subscribe(({ problem }) => problem, (problem) => {
    bar.hidden = problem === null;
    words.textContent = problem ? sentenceOf(problem) : "";
  });
  return () => {
    stop();
    bar.remove();
  };
}

/** @param {import("../types.js").Problem} problem */
export function sentenceOf({ errors, detail, title, instead }) {
  return [errors.map(sentenceOfFault).join(" ") || detail || title, instead && text(`refusal.instead.${instead}`)].filter(Boolean).join(" ");
}

/** What is wrong in one place, and what to do about it. @param {Pick<import("../types.js").ProblemDetail, "message" | "hint">} fault */
export function sentenceOfFault({ message, hint }) {
  return hint ? text("refusal.with_hint", { message: message.replace(/[.。]$/, ""), hint }) : message;
}
