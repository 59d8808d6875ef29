// @ts-check
/** The gallery: presets as cards with their maps, of trainings with their curves, in a native dialog. Choosing one shows it on the page. */

import { onThemeChange } from "../charts/palette.js";
import { createSketch } from "../charts/sketch.js";
import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { isTyping } from "../dom/keyboard.js";
import { text } from "../dom/text.js";
import { isLearning, problemOf } from "../state/learning/problem.js";

/** @typedef {import("../server/rest.js").Preset} Preset */
/** @typedef {import("../state/gallery.js").Preview} Preview */

/** How long the paths of a card take, once more, when a pointer rests on it. */
const PLAYED_MS = 2500;

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const listening = new AbortController();
  const { signal } = listening;
  const parts = ["function", "learning"].map((name) => galleryPart(text(`gallery.${name}`)));
  const list = element("div", { class: "gallery-parts" });
  const status = element("p", { class: "hint", role: "status" });
  const close = element("button", { type: "button", class: "icon-button", "aria-label": text("gallery.close"), title: text("gallery.close"), onclick: () => dialog.close() }, icon("close"));
  const dialog = element(
    "dialog",
    { class: "dialog gallery", "aria-labelledby": "gallery-title", "aria-describedby": "gallery-intro", onclick: (/** @type {Event} */ event) => event.target === dialog && dialog.close() },
    element("header", { class: "dialog-head gallery-head" }, element("div", {}, element("h2", { id: "gallery-title" }, text("gallery.title")), element("p", { id: "gallery-intro", class: "hint" }, text("gallery.intro"))), close),
    element("div", { class: "gallery-body scrolls" }, status, list),
  );
  root.prepend(icon("gallery"));
  /** @type {Card[]} */
  let cards = [];
  const whenSeen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      whenSeen.unobserve(target);
      cards.find(({ node }) => node === target)?.show();
    }
  });
  const stopWatchingTheme = onThemeChange(() => dialog.open && cards.forEach((card) => card.draw()));
  const onResize = new ResizeObserver(() => cards.forEach((card) => card.draw()));
  onResize.observe(list);

  /** @param {Preset} preset */
  const choose = async (preset) => {
    dialog.close();
    await commands.loadPreset(preset);
    const announcer = document.getElementById("announcer");
    if (announcer) announcer.textContent = text("gallery.chosen", { title: preset.title, why: preset.why });
  };
  const fill = async () => {
    if (cards.length > 0) return;
    status.textContent = text("gallery.loading");
    try {
      const presets = await commands.listPresets();
      if (cards.length > 0) return;
      cards = presets.map((preset) => createCard(preset, () => commands.previewPreset(preset), () => void choose(preset)));
      parts.forEach(({ list: own }, at) => own.replaceChildren(...cards.filter(({ isTraining }) => isTraining === (at === 1)).map(({ node }) => node)));
      for (const { node } of cards) whenSeen.observe(node);
      status.textContent = "";
    } catch {
      status.textContent = text("gallery.failed");
    }
    status.hidden = status.textContent === "";
  };
  const open = () => {
    if (!dialog.isConnected) document.body.append(dialog);
    const nodes = parts.map(({ node }) => node);
    if (!dialog.open) list.replaceChildren(...(problemOf(store.get()) ? nodes.reverse() : nodes));
    if (!dialog.open) dialog.showModal();
    void fill();
  };

  root.addEventListener("click", open, { signal });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "g" || event.repeat || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    event.preventDefault();
    open();
  }, { signal });
  return () => {
    listening.abort();
    whenSeen.disconnect();
    onResize.disconnect();
    stopWatchingTheme();
    dialog.remove();
  };
}

/** Presets of one kind, under a heading. @param {string} title */
function galleryPart(title) {
  const list = element("ul", { class: "gallery-list", role: "list" });
  return { list, node: element("section", {}, element("h3", { class: "section-head" }, title), list) };
}

/** @typedef {{node: HTMLElement, isTraining: boolean, show: () => Promise<void>, draw: () => void}} Card   `show` asks for the picture, `draw` draws it again */

/**
 * @param {Preset} preset
 * @param {() => Promise<Preview>} preview
 * @param {() => void} onChoose
 * @returns {Card}
 */
function createCard({ name, title, why, goes_wrong: goesWrong, experiment }, preview, onChoose) {
  const canvas = element("canvas", { class: "preset-map", "aria-hidden": "true" });
  const sign = goesWrong && element("span", { class: "preset-sign" }, icon("warning", 12), text("gallery.goes_wrong"));
  const button = element(
    "button",
    { type: "button", class: "preset", "data-preset": name, "aria-describedby": `preset-${name}`, onclick: onChoose },
    element("span", { class: "preset-picture" }, canvas, sign),
    element("span", { class: "preset-title" }, title),
  );
  const sketch = createSketch(canvas);
  /** @type {Preview | null} */
  let scene = null;
  let last = 0;
  let frame = 0;
  const draw = () => scene && sketch.draw(scene, last);
  const play = () => {
    const shown = scene;
    if (!shown || frame || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const begun = performance.now();
    const tick = (/** @type {number} */ now) => {
      const share = Math.min((now - begun) / PLAYED_MS, 1);
      sketch.draw(shown, share * last);
      frame = share < 1 && button.isConnected ? requestAnimationFrame(tick) : 0;
    };
    frame = requestAnimationFrame(tick);
  };
  button.addEventListener("pointerenter", play);
  return {
    isTraining: isLearning(experiment.objective),
    node: element("li", {}, button, element("p", { id: `preset-${name}`, class: "preset-why" }, why)),
    draw,
    async show() {
      try {
        scene = await preview();
      } catch {
        return; // the card says what it is without its picture
      }
      last = Math.max(...scene.runs.map(({ loss }) => loss.length - 1));
      draw();
      button.dataset.drawn = "true";
    },
  };
}
