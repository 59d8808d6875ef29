// @ts-check
/**
 * The formula box: whatever is typed is checked at once. What is understood is typeset; what is not gets a caret under
 * the character, a plain sentence, and a button that mends it. The last good picture stays.
 */

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { typeset } from "../dom/mathematics.js";
import { text } from "../dom/text.js";

/** @typedef {import("../types.js").ExpressionCheck} ExpressionCheck */
/** @typedef {import("../types.js").ProblemDetail} ProblemDetail */

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const listening = new AbortController();
  const { signal } = listening;
  const input = /** @type {HTMLInputElement} */ (root.querySelector(".formula-input"));
  const answer = /** @type {HTMLElement} */ (root.querySelector("[data-formula-answer]"));
  const status = /** @type {HTMLElement} */ (root.querySelector("[data-formula-status]"));
  const name = /** @type {HTMLElement} */ (root.querySelector("[data-formula-name]"));
  const message = /** @type {HTMLElement} */ (root.querySelector("#formula-message"));
  input.placeholder = text("formula.placeholder");
  let isDismissed = false;
  /** Enter has taken the formula: what it says of it goes out of the way of the map. */
  let isTaken = false;

  /** @param {string} typed */
  const type = (typed) => {
    isDismissed = isTaken = false;
    commands.typeExpression(typed);
  };
  const show = () => {
    const { expressionCheck: check, objective } = store.get();
    const isRefused = check.status === "refused";
    root.dataset.status = check.status;
    input.setAttribute("aria-invalid", String(isRefused));
    status.replaceChildren(...statusNodes(check.status));
    message.textContent = isRefused ? sentence(check.errors[0]) : "";
    if (check.status !== "checking") answer.replaceChildren(...(isRefused ? refusal(check, applyFix) : understood(check, objective)));
    open();
  };
  const open = () => {
    const isRefused = store.get().expressionCheck.status === "refused";
    const isOpen = !isDismissed && (isRefused || (!isTaken && root.contains(document.activeElement)));
    answer.hidden = !isOpen || answer.childElementCount === 0;
  };
  /** @param {string} mended */
  const applyFix = (mended) => {
    input.value = mended;
    input.focus();
    type(mended);
  };

  input.addEventListener("input", () => type(input.value), { signal });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) isTaken = true;
    else if (event.key === "Escape" && !answer.hidden) isDismissed = true;
    else return;
    open();
  }, { signal });
  root.addEventListener("focusin", open, { signal });
  root.addEventListener("focusout", () => {
    isTaken = false;
    setTimeout(open);
  }, { signal });

  const unsubscribe = [
    store.subscribe((state) => state.objective, (objective) => {
      name.textContent = `f(${objective.variables.join(", ")}) =`;
      if (document.activeElement !== input) input.value = objective.expression;
      show();
    }),
    store.subscribe((state) => state.expressionCheck, show),
  ];
  return () => {
    listening.abort();
    for (const leave of unsubscribe) leave();
  };
}

/** @param {ExpressionCheck["status"]} status */
function statusNodes(status) {
  if (status === "checking") return [text("formula.checking")];
  if (status === "refused") return [icon("warning", 13), text("formula.refused")];
  return status === "accepted" ? [icon("check", 13), text("formula.accepted")] : [];
}

/**
 * The formula and its gradient, typeset, with what is worth knowing about how it was read.
 * @param {ExpressionCheck} check
 * @param {import("../types.js").ObjectiveFacts} objective
 */
function understood(check, objective) {
  const parts = check.gradientMathml.map((part) => typeset(part)).filter((part) => part !== null);
  return [
    formulaRow(text("formula.value"), [typeset(check.mathml || objective.mathml)].filter((formula) => formula !== null)),
    formulaRow(text("formula.gradient"), parts),
    freeLetters(check),
    ...check.notes.map(({ message }) => element("p", { class: "hint" }, asSentence(message))),
    traits(check),
  ].filter((node) => node !== null);
}

/** @param {ExpressionCheck} check */
function freeLetters({ freeParameters }) {
  if (freeParameters.length === 0) return null;
  const names = freeParameters.map(({ name }) => name).join(", ");
  return element("p", { class: "hint" }, text("formula.free", { names, panel: text("objective.heading") }));
}

/** @param {ExpressionCheck} check */
function traits({ traits: found }) {
  if (found.length === 0) return null;
  return element("ul", { class: "formula-traits" }, ...found.map(({ message }) => element("li", {}, asSentence(message))));
}

/**
 * @param {string} name
 * @param {Element[]} formulas   none: no row
 */
function formulaRow(name, formulas) {
  if (formulas.length === 0) return null;
  const lines = formulas.map((formula) => element("span", { class: "formula-typeset" }, formula));
  return element("div", { class: "formula-row" }, element("span", { class: "formula-row-name" }, name), element("div", { class: "formula-lines" }, ...lines));
}

/**
 * The typed text with a caret under what is wrong, the sentence, and the way out.
 * @param {ExpressionCheck} check
 * @param {(mended: string) => void} applyFix
 */
function refusal({ expression, errors }, applyFix) {
  const problem = errors[0];
  if (!problem) return [];
  const characters = [...expression];
  const at = Math.min(problem.position ?? 0, characters.length);
  const end = Math.max(at + 1, at + (problem.length ?? 0));
  const fix = problem.fix;
  const mended = fix && [...characters.slice(0, fix.position), fix.replacement, ...characters.slice(fix.position + fix.length)].join("");
  return [
    element(
      "p",
      { class: "formula-echo", "aria-hidden": "true" },
      characters.slice(0, at).join(""),
      element("mark", { class: "formula-offence" }, characters.slice(at, end).join("") || "\u00a0"),
      characters.slice(end).join(""),
    ),
    element("p", { class: "formula-sentence" }, sentence(problem)),
    ...(mended ? [element("button", { type: "button", class: "button primary formula-fix", onclick: () => applyFix(mended) }, text("formula.fix", { suggestion: mended }))] : []),
    element("p", { class: "hint" }, text("formula.kept")),
  ];
}

/** @param {Pick<ProblemDetail, "message" | "hint"> | undefined} problem */
function sentence(problem) {
  if (!problem) return "";
  const parts = [problem.message, problem.hint].filter(Boolean).map((part) => String(part));
  return parts.map(asSentence).join(text("sentence.gap"));
}

/** A name at the beginning (x = 0, sin(x)) stays as it is. @param {string} words */
function asSentence(words) {
  const end = /[.?!。？！]$/.test(words) ? "" : text("sentence.end");
  const isWord = document.documentElement.lang === "en" && /^(?:a [a-z]|[a-z]{2,}[ :,])/.test(words);
  return (isWord ? words.charAt(0).toUpperCase() + words.slice(1) : words) + end;
}
