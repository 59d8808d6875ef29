// @ts-check
/** Differences between two settings, in words: "SGD: learning rate 0.01 → 0.1". */

import { formatInput } from "../dom/format.js";
import { hasText, text, wordFor } from "../dom/text.js";

/** @typedef {import("../state/differences.js").Difference} Difference */
/** @typedef {import("../types.js").Catalogue} Catalogue */

/** Names of what is no hyperparameter; `hyper` is looked up first for those, too. @type {Record<string, string>} */
const NAMES = {
  schedule: text("run.schedule"),
  clip: text("run.clip"),
  start: text("objective.start"),
  changes: text("compare.changes"),
  noise: text("objective.noise"),
  gradient: text("objective.gradient"),
  project: text("objective.project"),
  stop: text("stop.heading"),
  batch: text("compare.batch"),
};

/** @param {Difference} difference @param {Catalogue} catalogue */
export function differenceWords({ run, part, caption, from, to }, catalogue) {
  if (part === "run") return text(from === null ? "compare.added" : "compare.left_out", { run: from ?? to });
  if (part === "optimizer") return `${from} → ${to}`;
  if (part === "changes") return `${run}${text("compare.colon")}${NAMES.changes} ${changeWords(from)} → ${changeWords(to)}`;
  const name = part.replace("optimizer.", "");
  const called = caption && hasText(`compare.name.${name}`) ? text(`compare.name.${name}`) : (caption?.title ?? NAMES[part] ?? name);
  const [before, after] = [from, to].map((value, at) => valueWords(value, [to, from][at], catalogue));
  return `${run === null ? "" : `${run}${text("compare.colon")}`}${called} ${before} → ${after}`;
}

/** The last of some live changes, and how many there are. @param {{step: number, optimizer: Record<string, any>}[]} changes */
function changeWords(changes) {
  const last = changes[changes.length - 1];
  if (!last) return text("compare.none");
  const settings = Object.entries(last.optimizer).map(([name, value]) => `${hasText(`compare.name.${name}`) ? text(`compare.name.${name}`) : name.replaceAll("_", " ")} ${typeof value === "number" ? formatInput(value) : value}`);
  return `${settings.join(", ")} (${text("reading.step")} ${last.step})`;
}

/**
 * A value; of two that are composed alike only what is not the same in both.
 * @param {any} value
 * @param {any} other
 * @param {Catalogue} catalogue
 * @returns {string}
 */
function valueWords(value, other, catalogue) {
  if (value === null || value === undefined) return text("compare.none");
  if (typeof value === "number") return formatInput(value).replace("-", "−");
  if (typeof value === "boolean") return text(value ? "compare.on" : "compare.off");
  if (typeof value === "string") return hasText(`objective.gradient.${value}`) ? text(`objective.gradient.${value}`) : wordFor(value);
  if (Array.isArray(value)) return `(${value.map((entry) => valueWords(entry, undefined, catalogue)).join(", ")})`;
  const { name, ...settings } = value;
  const title = [...catalogue.schedules, ...catalogue.optimizers].find((entry) => entry.name === name)?.title;
  const isAlike = typeof other === "object" && other !== null && other.name === name;
  const parts = Object.entries(settings).filter(([key, entry]) => entry !== null && isAlike && JSON.stringify(entry) !== JSON.stringify(other[key]));
  const shown = name === undefined && !isAlike ? Object.entries(settings).filter(([, entry]) => entry !== null) : parts;
  const words = shown.map(([key, entry]) => (key === "method" ? valueWords(entry, undefined, catalogue) : `${key.replaceAll("_", " ")} ${valueWords(entry, isAlike ? other[key] : undefined, catalogue)}`));
  return [...(title ? [title] : []), ...words].join(" ") || text("compare.none");
}
