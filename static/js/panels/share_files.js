// @ts-check
/** Files to keep: pictures of the map and of the curves, the numbers as a table, the run as a film. */

import { filmAsGif } from "../charts/film_gif.js";
import { pictureOfMap } from "../charts/map_picture.js";
import { pictureOf } from "../charts/pictures.js";
import { canRecord, recordPlayback } from "../charts/recording.js";
import { download } from "../dom/download.js";
import { element } from "../dom/element.js";
import { text } from "../dom/text.js";
import { isLearning } from "../state/learning/problem.js";
import { isSliceShown } from "../state/slice/question.js";
import { whileFilming } from "./filming.js";

/** @typedef {import("../types.js").Store} Store */
/** @typedef {import("../types.js").Commands} Commands */

/** Parts of the page that can be kept as a picture, and what is added to the file's name. */
const PICTURES = /** @type {const} */ ([["landscape", "map"], ["loss", "loss"], ["second", "second-curve"]]);

const SIDES = /** @type {const} */ (["a", "b"]);

/**
 * @param {Store} store
 * @param {Commands} commands
 * @param {{onBegin: () => void}} options   `onBegin`: a film is being made, the page has to be seen
 */
export function createShareFiles(store, commands, { onBegin }) {
  const status = element("p", { class: "hint", role: "status" });
  const rows = PICTURES.map(([figure, ending]) => {
    const label = text(`share.file.${figure}`);
    const formats = /** @type {const} */ (["png", "svg"]).map((format) => fileButton(format.toUpperCase(), label, () => picture(figure, format, ending)));
    return row(label, ...formats);
  });
  const tables = /** @type {const} */ (["csv", "json"]).map((format) => fileButton(format.toUpperCase(), text("share.file.runs"), () => table(format)));
  const films = [
    fileButton("GIF", text("share.file.film"), () => film("gif", (watch) => filmAsGif(store, commands, titleOf(store.get()), watch))),
    canRecord() && fileButton("WebM", text("share.file.film"), () => film("webm", (watch) => recordPlayback(store, commands, titleOf(store.get()), watch))),
  ];
  const filming = row(text("share.file.film"), ...films);
  const onMap = element("p", { class: "hint" }, text("share.film_of_map"));
  const node = element(
    "section",
    { class: "share-part", "aria-labelledby": "share-files-title" },
    element("h3", { id: "share-files-title", class: "section-head" }, text("share.files")),
    element("div", { class: "share-files" }, ...rows, row(text("share.file.runs"), ...tables), filming),
    onMap,
    status,
  );
  const isOfModel = () => isLearning(store.get().experiment.objective);
  const update = () => {
    status.textContent = "";
    filming.hidden = isOfModel();
  };
  store.subscribe((state) => isLearning(state.experiment.objective) || !isSliceShown(state), (isPlain) => void (onMap.hidden = isPlain));
  return { node, update };

  /** @param {string} figure @param {"png" | "svg"} format @param {string} ending */
  async function picture(figure, format, ending) {
    const { title, ...rest } = titleOf(store.get());
    const shown = document.querySelector(`#curves [data-figure="${figure}"]`)?.getAttribute("aria-label");
    for (const { name, letter } of sidesOf(figure)) {
      const words = { title: [shown ? `${title}: ${shown}` : title, letter].filter(Boolean).join(" · "), ...rest };
      const drawn = figure !== "landscape" ? name : isSliceShown(store.get()) ? "slice" : isOfModel() ? "data" : null;
      const blob = await (drawn ? pictureOf(drawn, format, words) : pictureOfMap(store, name, format, words));
      if (blob) keep(blob, `${commands.fileName()}-${[ending, letter.toLowerCase()].filter(Boolean).join("-")}.${format}`);
      else status.textContent = text("share.not_drawn");
    }
  }

  /** The names of a figure: of both settings, where two are compared; surfaces beside each other are one picture. @param {string} figure */
  function sidesOf(figure) {
    const { other, view } = store.get();
    if (!other || (figure === "landscape" && view.map === "surface")) return [{ name: figure, letter: "" }];
    return [{ name: figure, letter: "A" }, { name: `${figure}-b`, letter: "B" }];
  }

  /** @param {"csv" | "json"} format */
  async function table(format) {
    status.textContent = text("share.writing");
    try {
      for (const side of store.get().other ? SIDES : [SIDES[0]]) {
        const ending = store.get().other ? `-${side}` : "";
        keep(await commands.exportTable(format, side), `${commands.fileName()}${ending}.${format}`);
      }
    } catch (error) {
      status.textContent = /** @type {any} */ (error).problem?.detail ?? text("share.failed");
    }
  }

  /** @param {string} ending @param {Parameters<typeof whileFilming>[0]} make */
  async function film(ending, make) {
    onBegin();
    const blob = await whileFilming(make);
    if (blob) download(blob, `${commands.fileName()}.${ending}`);
  }

  /** @param {Blob} blob @param {string} name */
  function keep(blob, name) {
    download(blob, name);
    status.textContent = text("share.kept", { name });
  }
}

/** Title and origin, as they stand on a picture. @param {import("../types.js").State} state */
function titleOf({ objective, experiment }) {
  const seed = text("share.seed", { seed: experiment.seed ?? 0 });
  return { title: objective.title || objective.expression, source: `Thalweg · ${seed} · ${location.host}`, atStep: (/** @type {number} */ step) => text("table.at_step", { step }) };
}

/** @param {string} label @param {...(HTMLElement | false)} buttons */
function row(label, ...buttons) {
  return element("div", { class: "share-file", role: "group", "aria-label": label }, element("span", { class: "field-label" }, label), ...buttons);
}

/** @param {string} words @param {string} label @param {() => Promise<void>} onPress */
function fileButton(words, label, onPress) {
  return element("button", { type: "button", class: "button", "aria-label": `${label}: ${words}`, onclick: onPress }, words);
}
