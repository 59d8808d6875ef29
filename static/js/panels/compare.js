// @ts-check
/**
 * Two settings side by side: over each its letter, which also says whose controls are shown; over the second, in words,
 * in what it differs. The second is shown by the same panels as the first.
 */

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { isTyping } from "../dom/keyboard.js";
import { text } from "../dom/text.js";
import { differencesOf } from "../state/differences.js";
import { isLearning } from "../state/learning/problem.js";
import { areEntriesEqual } from "../state/store.js";
import { mount as mountCurves } from "./curves.js";
import { differenceWords } from "./difference_words.js";
import { mount as mountLandscape } from "./landscape.js";
import { mount as mountObjective } from "./objective.js";
import { mount as mountOptimizers } from "./optimizers.js";
import { mount as mountReadout } from "./readout.js";
import { mount as mountRunLegend } from "./run_legend.js";
import { segmented } from "./segmented.js";
import { mount as mountTable } from "./table.js";

/** @typedef {import("../types.js").Side} Side */

/** The panels of the second setting: in which part of the page each stands, behind the one of the first. @type {Record<string, import("../types.js").MountPanel>} */
const TWINS = { "objective-panel": mountObjective, "optimizers-panel": mountOptimizers, landscape: mountLandscape, readout: mountReadout, "run-legend": mountRunLegend, curves: mountCurves, table: mountTable };

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const workspace = /** @type {HTMLElement} */ (root.parentElement);
  const words = element("p", { class: "compare-words" });
  const live = element("p", { class: "visually-hidden", role: "status" });
  const captions = { a: caption("a", element("p", { class: "compare-words" }, text("compare.first"))), b: caption("b", words) };
  const swap = element("button", { type: "button", class: "icon-button", "aria-label": text("compare.swap"), title: text("compare.swap"), onclick: (/** @type {MouseEvent} */ event) => event.detail < 2 && commands.swapSettings() }, icon("swap"));
  const leave = element("button", { type: "button", class: "icon-button", "aria-label": text("compare.leave"), title: text("compare.leave"), onclick: (/** @type {MouseEvent} */ event) => leaveFor(event) }, icon("close"));
  captions.b.append(swap, leave);
  const chosen = segmented({ label: text("compare.controls"), choices: [["a", "A"], ["b", "B"]], onChoose: commands.chooseSetting });
  const chooser = element("div", { class: "compare-chooser" }, element("span", { class: "section-head", "aria-hidden": "true" }, text("compare.settings")), chosen.root);
  /** @type {(() => void)[]} */
  let stops = [];

  const begin = () => {
    const twin = commands.twin();
    if (!twin) return;
    const own = { ...commands, ...twin.commands };
    const [stage, figures] = ["stage", "figures"].map((name) => /** @type {HTMLElement} */ (workspace.querySelector(`.${name}`)));
    const second = { stage: element("section", { class: "stage is-twin", "aria-label": text("compare.map", { letter: "B" }) }), figures: element("section", { class: "figures is-twin", "aria-label": text("compare.curves", { letter: "B" }) }) };
    stage.after(captions.b, second.stage);
    figures.after(second.figures);
    stage.before(captions.a);
    document.getElementById("objective-panel")?.before(chooser);
    const mounted = Object.entries(TWINS).map(([id, mountPanel]) => {
      const first = /** @type {HTMLElement} */ (document.getElementById(id));
      const node = element(/** @type {"div"} */ (first.localName), { id: `${id}-b`, class: `${first.className} is-twin`, "aria-label": first.getAttribute("aria-label"), "data-twin": true });
      if (first.parentElement === stage) second.stage.append(node);
      else if (first.parentElement === figures) second.figures.append(node);
      else first.after(node);
      const unmount = mountPanel(node, twin.store, own);
      for (const region of node.querySelectorAll("[role=region]")) region.setAttribute("aria-label", `B: ${region.getAttribute("aria-label")}`);
      return () => (unmount(), node.remove());
    });
    stops = [
      ...mounted,
      twin.store.subscribe(({ experiment, runs, other, companions, catalogue }) => [experiment, other, catalogue, ...[...runs, ...companions].map(({ label, appearance }) => `${label} ${appearance.slot}`)], sayDifferences, areEntriesEqual),
      () => [captions.a, captions.b, second.stage, second.figures, chooser].forEach((node) => node.remove()),
    ];
    workspace.classList.add("is-comparing");
  };
  const end = () => {
    stops.forEach((stop) => stop());
    stops = [];
    workspace.classList.remove("is-comparing");
  };

  const sayDifferences = () => {
    const twin = commands.twin();
    if (!twin) return;
    const [first, second] = [store.get(), twin.store.get()];
    if (first.catalogue.optimizers.length === 0) return;
    const all = differencesOf(first, second, first.catalogue.optimizers).map((difference) => differenceWords(difference, first.catalogue));
    words.replaceChildren(...(all.length > 0 ? all.map((difference) => element("span", { class: "compare-difference" }, difference)) : [text("compare.same")]));
    live.textContent = all.length > 0 ? text("compare.differs", { differences: all.join("; ") }) : text("compare.same");
    words.title = all.join("\n");
  };

  /** Whoever leaves by a key goes on from where one compares. @param {MouseEvent} event @param {Side} [side] */
  function leaveFor({ detail }, side) {
    commands.leaveCompare(side);
    if (detail === 0) /** @type {HTMLElement | null} */ (document.querySelector(".compare-open"))?.focus();
  }

  /** @param {Side} side @param {HTMLElement} said */
  function caption(side, said) {
    const letter = side.toUpperCase();
    const badge = element("button", { type: "button", class: "compare-badge", "aria-label": text("compare.edit", { letter }), title: text("compare.edit", { letter }), onclick: () => commands.chooseSetting(side) }, letter);
    const keep = element("button", { type: "button", class: "button quiet compare-keep", title: text("compare.keep_hint", { letter }), onclick: (/** @type {MouseEvent} */ event) => leaveFor(event, side) }, text("compare.keep", { letter }));
    return element("div", { class: "compare-caption", "data-side": side, role: "group", "aria-label": text("compare.setting", { letter }) }, badge, said, keep);
  }

  const listening = new AbortController();
  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const { experiment, other, view } = store.get();
    const isOn = other !== null;
    const actions = /** @type {Record<string, (() => void) | false>} */ ({
      c: !isLearning(experiment.objective) && commands.toggleCompare,
      e: isOn && (() => commands.chooseSetting(view.setting === "a" ? "b" : "a")),
      x: isOn && commands.swapSettings,
    });
    const action = actions[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  }, { signal: listening.signal });
  root.append(live);
  const unsubscribe = [
    store.subscribe(({ other }) => other !== null, (isOn) => (isOn ? begin() : end())),
    store.subscribe(({ view, other }) => (other ? view.setting : "a"), (side) => {
      workspace.dataset.setting = side;
      chosen.choose(side);
      for (const [name, { firstElementChild: badge }] of Object.entries(captions)) badge?.setAttribute("aria-pressed", String(name === side));
    }),
  ];
  return () => {
    listening.abort();
    end();
    for (const stop of unsubscribe) stop();
    root.replaceChildren();
  };
}
