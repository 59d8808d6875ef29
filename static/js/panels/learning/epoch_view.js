// @ts-check
/** The epoch: which examples are in the batch of the next step, which have been used, and that each is used once. */

import { createEpochDrawing, usesOf } from "../../charts/learning/epoch_drawing.js";
import { element } from "../../dom/element.js";
import { formatCount } from "../../dom/format.js";
import { text } from "../../dom/text.js";
import { placeIn, placeOf } from "../../state/learning/epoch.js";
import { areEntriesEqual } from "../../state/store.js";
import { inMoments } from "../readings.js";

/** @typedef {import("../../types.js").State} State */

const SIZE = 32;

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store, commands) {
  const head = element("p", { class: "stage-head" });
  const idea = element("p", { class: "hint stage-idea" });
  const squares = element("div", { class: "epoch-frame", role: "img", "aria-label": text("stage.epoch") });
  const legend = element("ul", { class: "epoch-legend", role: "list" }, ...["current", "used", "more", "coming"].map((word) => element("li", { class: `is-${word}` }, text(`epoch.${word}`))));
  /** The button goes: whoever pressed a key goes on at what stands in its place. @param {MouseEvent} event */
  const takeBatches = ({ detail }) => {
    commands.setBatch({ size: SIZE, sampling: "partition" });
    if (detail === 0) root.focus();
  };
  const turnOn = element("button", { type: "button", class: "button primary", onclick: takeBatches }, text("epoch.turn_on", { size: SIZE }));
  const wait = element("p", { class: "hint stage-wait" }, text("stage.computing"));
  root.replaceChildren(head, idea, turnOn, wait, squares, legend);
  const drawing = createEpochDrawing(squares);

  const show = () => {
    const state = store.get();
    const { experiment: { batch }, learning: { epoch, examples } } = state;
    turnOn.hidden = batch !== null && batch !== undefined;
    wait.hidden = !batch || epoch !== null;
    squares.hidden = legend.hidden = !batch || epoch === null;
    idea.textContent = text(!batch ? "epoch.full" : batch.sampling === "replacement" ? "epoch.idea_replacement" : "epoch.idea");
    legend.classList.toggle("has-more", batch?.sampling === "replacement");
    if (!batch) return void (head.textContent = text("epoch.all", { total: formatCount(examples?.total ?? 0) }));
    const place = epoch ? placeIn(epoch, state) : placeOf(state);
    if (!place) return; // of an experiment before: its heading stays with its picture
    head.textContent = text("epoch.head", { epoch: place.epoch + 1, batch: place.at + 1, of: place.perEpoch });
    if (!epoch) return;
    drawing.show({ total: epoch.total, batches: epoch.batches, at: place.at });
    moments.request();
  };
  const moments = inMoments(() => {
    const state = store.get();
    const { epoch } = state.learning;
    const place = epoch && placeIn(epoch, state);
    if (!place) return;
    const { at } = place;
    const uses = usesOf({ total: epoch.total, batches: epoch.batches, at });
    const summary = text("epoch.summary", { used: uses.filter((count) => count > 0).length, total: epoch.total, size: epoch.batches[at]?.length ?? 0, most: Math.max(0, ...uses) });
    if (squares.getAttribute("aria-label") !== summary) squares.setAttribute("aria-label", summary);
  });
  const stop = store.subscribe((state) => [state.learning.epoch, state.experiment, state.learning.examples, placeOf(state).epoch, placeOf(state).at], show, areEntriesEqual);
  return () => {
    moments.cancel();
    stop();
    drawing.remove();
    root.replaceChildren();
  };
}
