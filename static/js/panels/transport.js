// @ts-check
/** The transport: play, step, scrub. What it shows is the playback; what it does are commands. */

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { text } from "../dom/text.js";
import { markedSteps } from "../state/experiment.js";
import { SPEEDS } from "../state/playback.js";
import { areEntriesEqual } from "../state/store.js";
import { listenToKeys } from "./keys.js";
import { raceButton } from "./race.js";
import { inMoments, stepAt } from "./readings.js";

/** @typedef {import("../types.js").State} State */

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const button = (/** @type {import("../dom/icon.js").IconName} */ name, /** @type {() => void} */ act) =>
    element("button", { type: "button", class: "icon-button", "aria-label": text(`transport.${name}`), title: text(`transport.${name}`), "data-transport": name, onclick: act }, icon(name));
  const play = element("button", { type: "button", class: "icon-button play", "data-transport": "play", onclick: commands.togglePlay });
  const buttons = element(
    "div",
    { class: "transport-buttons", role: "group", "aria-label": text("transport.label") },
    button("start", commands.toStart),
    button("back", () => commands.stepBy(-1)),
    play,
    button("forward", () => commands.stepBy(1)),
    button("end", commands.toEnd),
  );
  const speed = element("select", { class: "select", "aria-label": text("transport.speed"), onchange: () => commands.setSpeed(Number(speed.value)) }, ...SPEEDS.map((factor) => element("option", { value: String(factor) }, `×${factor}`)));
  const range = element("input", { type: "range", class: "scrub-range", min: 0, step: 1, "aria-label": text("transport.scrub"), oninput: () => commands.seek(range.valueAsNumber) });
  const ticks = element("div", { class: "scrub-ticks", "aria-hidden": "true" });
  const done = element("div", { class: "scrub-done", "aria-hidden": "true" });
  const knob = element("div", { class: "scrub-knob", "aria-hidden": "true" });
  const scrub = element("div", { class: "scrub" }, range, done, knob, ticks);
  const count = element("output", { class: "scrub-count" });
  const compare = element("button", { type: "button", class: "button quiet compare-open", "aria-pressed": "false", "aria-label": text("compare.open"), title: text("compare.idea"), onclick: (/** @type {MouseEvent} */ event) => event.detail < 2 && commands.toggleCompare() }, icon("compare"), element("span", {}, text("compare.open")));
  const restart = button("restart", () => (commands.toStart(), commands.play()));
  root.replaceChildren(buttons, element("span", { class: "speed" }, speed), scrub, count, element("div", { class: "transport-extra" }, raceButton(commands), compare, restart));

  const counting = inMoments(() => {
    const { playback, experiment } = store.get();
    const step = stepAt(playback.cursor);
    count.textContent = `${step} / ${experiment.steps}`;
    range.valueAsNumber = step;
    range.setAttribute("aria-valuetext", text("transport.at", { step, steps: experiment.steps }));
  });
  let isPlayingShown = /** @type {boolean | null} */ (null);
  const show = (/** @type {State} */ { playback, experiment }) => {
    const { cursor, isPlaying, lastStep } = playback;
    const most = Math.max(experiment.steps, 1);
    if (range.max !== String(most)) range.max = String(most);
    const share = Math.min(cursor / most, 1);
    // Moved, not drawn again: in every frame the input itself would cost more than the map.
    done.style.transform = `scaleX(${share.toFixed(4)})`;
    knob.style.transform = `translateX(${(100 * share).toFixed(2)}%)`;
    const arrived = (lastStep / most).toFixed(4);
    if (range.style.getPropertyValue("--arrived") !== arrived) range.style.setProperty("--arrived", arrived);
    if (!isPlaying) range.valueAsNumber = stepAt(cursor);
    counting.request();
    if (isPlaying === isPlayingShown) return;
    isPlayingShown = isPlaying;
    const label = text(isPlaying ? "transport.pause" : "transport.play");
    play.replaceChildren(icon(isPlaying ? "pause" : "play"));
    play.setAttribute("aria-label", label);
    play.title = label;
  };

  const mark = (/** @type {State} */ { experiment }) => {
    const most = Math.max(experiment.steps, 1);
    ticks.replaceChildren(...markedSteps(experiment).map((step) => element("span", { class: "scrub-tick", style: `--at: ${step / most}` })));
  };

  const stops = [
    store.subscribe(({ playback, experiment }) => [playback, experiment.steps], (_, state) => show(state), areEntriesEqual),
    store.subscribe(({ experiment }) => [experiment.changes, experiment.steps], (_, state) => mark(state), areEntriesEqual),
    store.subscribe(({ other }) => other !== null, (isOn) => compare.setAttribute("aria-pressed", String(isOn))),
    store.subscribe(({ playback }) => playback.speed, (factor) => (speed.value = String(factor))),
    listenToKeys(document, store, commands),
  ];
  return () => {
    for (const stop of stops) stop();
    counting.cancel();
    root.replaceChildren();
  };
}
