// @ts-check
/** Files to keep: pictures of the map and of the curves, the numbers as a table, the run as a film. */

import { filmAsGif } from "../charts/film_gif.js";
import { pictureOfMap } from "../charts/map_picture.js";
import { pictureOfPage } from "../charts/page_picture.js";
import { pictureOf } from "../charts/pictures.js";
import { canRecord, recordPlayback } from "../charts/recording.js";
import { download } from "../dom/download.js";
import { element } from "../dom/element.js";
import { text } from "../dom/text.js";
import { isLearning } from "../state/learning/problem.js";
import { isSliceShown } from "../state/slice/question.js";
import { whileFilming } from "./filming.js";
import { problemWords } from "./learning/problem_line.js";

/** @typedef {import("../types.js").Store} Store */
/** @typedef {import("../types.js").Commands} Commands */

/** Parts of the page that can be kept as a picture, and what is added to the file's name. */
const PICTURES = /** @type {const} */ ([["landscape", "map"], ["stage", ""], ["loss", "loss"], ["second", "second-curve"]]);

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
  const [ofMap, ofStage] = rows;
  const tables = /** @type {const} */ (["csv", "json"]).map((format) => fileButton(format.toUpperCase(), text("share.file.runs"), () => table(format)));
  const films = [
    fileButton("GIF", text("share.file.film"), () => film("gif", (watch) => filmAsGif(store, commands, titleOf(store.get()), watch))),
    canRecord() && fileButton("WebM", text("share.file.film"), () => film("webm", (watch) => recordPlayback(store, commands, titleOf(store.get()), watch))),
  ];
  const filming = row(text("share.file.film"), ...films);
  const onMap = element("p", { class: "hint" }, text("share.film_of_map"));
  const unfilmed = element("p", { class: "hint" }, text("share.film_not_of_training"));
  const node = element(
    "section",
    { class: "share-part", "aria-labelledby": "share-files-title" },
    element("h3", { id: "share-files-title", class: "section-head" }, text("share.files")),
    element("div", { class: "share-files" }, ...rows, row(text("share.file.runs"), ...tables), filming),
    onMap,
    unfilmed,
    status,
  );
  const isOfModel = () => isLearning(store.get().experiment.objective);
  const update = () => {
    status.textContent = "";
    filming.hidden = ofMap.hidden = isOfModel();
    ofStage.hidden = unfilmed.hidden = !isOfModel();
  };
  store.subscribe((state) => isLearning(state.experiment.objective) || !isSliceShown(state), (isPlain) => void (onMap.hidden = isPlain));
  return { node, update };

  /** @param {string} figure @param {"png" | "svg"} format @param {string} ending */
  async function picture(figure, format, ending) {
    const state = store.get();
    const { title, ...rest } = titleOf(state);
    const notes = isSliceShown(state) && (figure === "landscape" || figure === "stage") ? sliceNotes() : [];
    const shown = document.querySelector(`#curves [data-figure="${figure}"]`)?.getAttribute("aria-label");
    for (const { name, letter } of sidesOf(figure)) {
      const words = { title: [shown ? `${title}: ${shown}` : title, letter].filter(Boolean).join(" · "), ...rest, value: shown ?? "", notes, runs: letter === "B" ? state.companions : state.runs };
      const blob = await drawnAs(name, format, words);
      const part = figure === "stage" ? state.view.stage : ending;
      if (blob) keep(blob, `${commands.fileName()}-${[part, letter.toLowerCase()].filter(Boolean).join("-")}.${format}`);
      else status.textContent = text("share.not_drawn");
    }
  }

  /** @param {string} name @param {"png" | "svg"} format @param {import("../charts/frames.js").Words} words */
  function drawnAs(name, format, words) {
    const isOnMap = name.startsWith("landscape");
    if ((isOnMap || name === "stage") && isSliceShown(store.get())) return pictureOf("slice", format, isOfModel() ? stageWords(store.get(), words) : words);
    if (isOnMap) return pictureOfMap(store, name, format, words);
    const stage = /** @type {HTMLElement | null} */ (document.querySelector("#learning-stage .stage-body"));
    return name === "stage" && stage ? pictureOfPage(stage, format, stageWords(store.get(), words)) : pictureOf(name, format, words);
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

/** What is shown of a training, and when, belongs to its picture. @param {import("../types.js").State} state @param {import("../charts/frames.js").Words} words */
function stageWords({ view, playback }, { title, source, atStep, ...rest }) {
  return { ...rest, title: `${title} · ${text(`stage.${view.stage}`)}`, source: `${source} · ${atStep(Math.round(playback.cursor))}` };
}

/** What the page says beside a slice: where it misleads, and how far the runs are from it. */
function sliceNotes() {
  const said = document.querySelectorAll(":is(.slice-what, .slice-variance, .slice-reach, .slice-warnings li, .slice-runs li)");
  return Array.from(said).filter((node) => node.checkVisibility()).map((node) => node.textContent?.trim() ?? "").filter(Boolean);
}

/** Title, origin and runs, as they stand on a picture. @param {import("../types.js").State} state */
function titleOf(state) {
  const { objective, experiment } = state;
  const seed = text("share.seed", { seed: experiment.seed ?? 0 });
  return { title: problemWords(state) || objective.title || objective.expression, runs: state.runs, source: `Thalweg · ${seed} · ${location.host}`, atStep: (/** @type {number} */ step) => text("table.at_step", { step }) };
}

/** @param {string} label @param {...(HTMLElement | false)} buttons */
function row(label, ...buttons) {
  return element("div", { class: "share-file", role: "group", "aria-label": label }, element("span", { class: "field-label" }, label), ...buttons);
}

/** @param {string} words @param {string} label @param {() => Promise<void>} onPress */
function fileButton(words, label, onPress) {
  return element("button", { type: "button", class: "button", "aria-label": `${label}: ${words}`, onclick: onPress }, words);
}
