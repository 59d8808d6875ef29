// @ts-check
/** Sharing: links to what the page shows, and the experiment as code or as a table. The numbers come from the server. */

import { isLearning } from "./learning/problem.js";
import { parsedQuery, queryText } from "./query.js";
import { writeUrl } from "./url.js";

/** How a link opens the page. @typedef {"page" | "controls" | "projector" | "embed"} Presentation */
/** @typedef {{code: string | null, refusal: string | null, left_out?: string[]}} Code   or why there is none; and of which runs there is none */
/** @typedef {{curl: Code, pandas: Code, torch: Code, numpy: Code, permalink: string | null}} Codes */

/** What each presentation adds to the address; first_paint.js reads it. @type {Record<Presentation, Record<string, string>>} */
const ADDED = { page: {}, controls: { controls: "hidden" }, projector: { projector: "1" }, embed: { embed: "1" } };
const PRESENTED = ["controls", "projector", "embed"];

/**
 * @typedef {object} SharingCommands
 * @property {(presentation: Presentation) => Promise<string>} linkTo
 * @property {(link: string) => string} qrAddress                         of the link's QR code, as a picture
 * @property {() => Promise<Codes>} exportCode                             of the setting that the controls edit, where two are compared
 * @property {(format: "csv" | "json", side?: import("../types.js").Side) => Promise<Blob>} exportTable   all recorded steps of all runs of a setting
 * @property {() => string} fileName                                      function and seed, without an ending
 */

/**
 * @param {{store: import("../types.js").Store, rest: import("../server/rest.js").Rest, location: Location}} parts
 * @returns {SharingCommands}
 */
export function createSharing({ store, rest, location }) {
  return {
    async linkTo(presentation) {
      const query = parsedQuery(await writeUrl(store.get(), location.search));
      for (const name of PRESENTED) query.delete(name);
      for (const [name, value] of Object.entries(ADDED[presentation])) query.set(name, value);
      return `${location.origin}${location.pathname}${queryText(query)}`;
    },
    qrAddress: rest.qrAddress,
    exportCode: () => rest.code(settingOf(store.get(), store.get().view.setting)),
    exportTable: (format, side = "a") => rest.table(settingOf(store.get(), side), format),
    fileName() {
      const { objective, seed } = store.get().experiment;
      const words = isLearning(objective) ? `${objective.dataset.name}-${objective.model.name}` : "name" in objective ? objective.name : objective.expression.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-|-$/g, "").slice(0, 40);
      return `thalweg-${words || "formula"}-seed-${seed ?? 0}`;
    },
  };
}

/** The experiment of one of the two settings; there may be only one. @param {import("../types.js").State} state @param {import("../types.js").Side} side */
function settingOf({ experiment, other }, side) {
  return (side === "b" && other) || experiment;
}
