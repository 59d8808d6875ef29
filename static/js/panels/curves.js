// @ts-check
/** The curves: the loss, and below it the gradient's length, the learning rate or a part of a state, with the cursor of the playback. */

import { createCurveChart } from "../charts/curve_chart.js";
import { mapMoves } from "../charts/library.js";
import { offerFigure } from "../charts/pictures.js";
import { element } from "../dom/element.js";
import { text } from "../dom/text.js";
import { markedSteps, markedStepsOfRuns } from "../state/experiment.js";
import { innerSeries, seriesOf } from "../state/inner.js";
import { isCommon } from "../state/abscissa.js";
import { lossLines, secondCurve, secondLines } from "../state/learning/curves.js";
import { seriesFor } from "../state/learning/figures.js";
import { isLearning } from "../state/learning/problem.js";
import { clockedRuns } from "../state/runs.js";
import { areEntriesEqual } from "../state/store.js";
import { createAxes } from "./axes.js";
import { summaryOf } from "./curve_summary.js";
import { curveLabel } from "./inner_names.js";
import { createFigureChoice, figureLabel, lossLegend } from "./learning/figure_choice.js";
import { inFrames } from "./painting.js";
import { createQuantity } from "./quantity.js";
import { segmented } from "./segmented.js";

/** @typedef {import("../types.js").State} State */

let described = 0;

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const words = { step: text("reading.step"), evaluations: text("reading.evaluations"), epochs: text("reading.epochs"), examples: text("reading.examples") };
  const options = { words, onSeek: commands.seek };
  const lossTitle = element("h2", { class: "card-title" });
  const scale = segmented({
    label: text("curves.scale"),
    choices: [["log", text("scale.log")], ["linear", text("scale.linear")]],
    onChoose: (value) => commands.setView({ lossScale: value }),
  });
  const axes = createAxes({ onChange: commands.setView });
  const second = createQuantity({ onChoose: (series) => commands.setView({ secondCurve: series }) });
  const figure = createFigureChoice({ onChoose: (name) => commands.setView({ learningCurve: name }) });
  const legend = element("p", { class: "curve-legend hint", hidden: true });
  const secondTitle = element("h2", { class: "card-title visually-hidden" });
  const [lossRoot, secondRoot] = [lossTitle, secondTitle].map(() => element("div", { class: "chart", role: "img" }));
  const hidden = element("p", { class: "curves-hidden hint" }, text("curves.blindfolded"));
  root.replaceChildren(card(lossTitle, [legend, scale.root, axes.button, axes.panel], lossRoot), card(secondTitle, [second.root, figure.root], secondRoot), hidden);
  const charts = { loss: createCurveChart(lossRoot, options), second: createCurveChart(secondRoot, options) };
  const [lossWords, secondWords] = [lossRoot, secondRoot].map(describe);
  lossRoot.dataset.figure = "loss";
  secondRoot.dataset.figure = "second";
  const ending = root.id.replace("curves", "");
  const takeBack = [offerFigure(`loss${ending}`, charts.loss.figure), offerFigure(`second${ending}`, charts.second.figure)];
  mapMoves.then(() => Object.values(charts).forEach((chart) => chart.begin()));

  /** The same list as long as it says the same, so that the charts see that nothing changed. @type {import("../charts/curve_chart.js").Mark[]} */
  let marks = [];
  const marksOf = (/** @type {State} */ { experiment, view }) => {
    const now = isCommon(view.xAxis) ? markedSteps(experiment).map((step) => ({ step, run: null })) : markedStepsOfRuns(experiment);
    return (marks = JSON.stringify(now) === JSON.stringify(marks) ? marks : now);
  };

  /** @param {State} state */
  const show = (state) => {
    const isOfModel = isLearning(state.experiment.objective);
    for (const [control, isShown] of /** @type {const} */ ([[second.root, !isOfModel], [figure.root, isOfModel], [legend, isOfModel]])) control.hidden = !isShown;
    (isOfModel ? showLearning : showFunction)(state);
  };

  /** @param {State} state */
  const showLearning = (state) => {
    const { runs, view } = state;
    const name = secondCurve(state);
    const label = figureLabel(name, state);
    setText(lossTitle, text("curves.loss_short"));
    setText(secondTitle, label);
    setLabel(lossRoot, text("curves.loss_short"));
    setLabel(secondRoot, label);
    setText(legend, lossLegend(runs));
    scale.choose(view.lossScale);
    axes.update(view, true);
    figure.update(state, name);
    const common = { ...commonOf(state), offset: 0, isPlain: true };
    draw({ ...common, runs: lossLines(state), series: "loss", scale: view.lossScale }, { ...common, runs: secondLines(state, name), series: seriesFor(name), scale: name === "accuracy" ? "linear" : view.lossScale }, state);
  };

  /** What the words say; scrubbing changes nothing of it. */
  let told = "";
  let toldOf = "";
  /** @param {import("../charts/curve_chart.js").CurveScene} loss @param {import("../charts/curve_chart.js").CurveScene} other @param {State} state */
  const draw = (loss, other, { playback, objective }) => {
    charts.loss.show(loss);
    charts.second.show(other);
    const of = JSON.stringify([objective.identity, [loss, other].map(({ runs, series }) => [series, runs.map(({ label, isHidden }) => [label, isHidden])])]);
    if (playback.isPlaying && of === toldOf) return; // words wait until the picture rests, but none stay that are of another one
    toldOf = of;
    const now = [loss, other].map(({ runs, series, offset }) => [series, offset, runs.map((run) => [run.label, run.length, run.columns.revision, run.isHidden, run.series])]);
    if (JSON.stringify(now) === told) return;
    told = JSON.stringify(now);
    setText(lossWords, summaryOf(loss));
    setText(secondWords, summaryOf(other));
  };

  const commonOf = (/** @type {State} */ state) => {
    const { runs, companions, experiment, objective, playback, view: { xScale, xAxis, smoothing } } = state;
    return { runs, companions, steps: experiment.steps, cursor: playback.cursor, marks: marksOf(state), minima: objective.minima, xScale, xAxis, smoothing };
  };

  /** @param {State} state */
  const showFunction = (state) => {
    const { runs, objective, view } = state;
    const common = commonOf(state);
    const floor = view.lossScale === "log" ? floorOf(objective.minimumValue, clockedRuns(state)) : { offset: 0, key: "curves.loss" };
    setText(lossTitle, text(floor.key));
    const secondName = curveLabel(view.secondCurve, objective.variables);
    setText(secondTitle, secondName);
    setLabel(lossRoot, text(floor.key));
    setLabel(secondRoot, secondName);
    scale.choose(view.lossScale);
    axes.update(view, false);
    second.update(state);
    draw({ ...common, series: "loss", offset: floor.offset, scale: view.lossScale }, { ...common, series: view.secondCurve, offset: 0, scale: isSigned(runs, view.secondCurve) ? "linear" : view.lossScale }, state);
  };
  const frames = inFrames(() => show(store.get()));
  const parts = (/** @type {State} */ { runs, companions, experiment, objective, playback, view, learning }) => [runs, companions, experiment, objective, playback.cursor, view, learning.groups];
  const stop = store.subscribe(parts, frames.request, areEntriesEqual);
  return () => {
    frames.cancel();
    stop();
    takeBack.forEach((back) => back());
    Object.values(charts).forEach((chart) => chart.remove());
    root.replaceChildren();
  };
}

/**
 * What a logarithmic axis measures the loss from: the known minimum, else zero, else the lowest loss that was seen.
 * @param {number | null} minimum
 * @param {readonly import("../types.js").Run[]} runs
 */
function floorOf(minimum, runs) {
  if (minimum !== null) return { offset: minimum, key: minimum === 0 ? "curves.loss" : "curves.excess" };
  const lowest = Math.min(...runs.map(({ columns, length }) => columns.loss.subarray(0, length).reduce((low, value) => (value < low ? value : low), Infinity)));
  return lowest < 0 && Number.isFinite(lowest) ? { offset: lowest, key: "curves.above_lowest" } : { offset: 0, key: "curves.loss" };
}

/** Whether a curve of a state goes below zero: no logarithm then. @param {readonly import("../types.js").Run[]} runs @param {string} series */
function isSigned(runs, series) {
  return innerSeries(series) !== null && runs.some(({ columns, isHidden }) => !isHidden && seriesOf(columns, series).some((value) => value < 0));
}

/** @param {HTMLElement} title @param {HTMLElement[]} controls @param {HTMLElement} chart */
function card(title, controls, chart) {
  return element("section", { class: "card" }, element("header", { class: "card-head" }, title, element("div", { class: "card-controls" }, ...controls)), chart);
}

/** @param {HTMLElement} node @param {string} words */
function setText(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

/** @param {HTMLElement} node @param {string} label */
function setLabel(node, label) {
  if (node.getAttribute("aria-label") !== label) node.setAttribute("aria-label", label);
}

/** Room for a chart's words, which it is described by. @param {HTMLElement} chart */
function describe(chart) {
  const words = element("p", { class: "visually-hidden", id: `curve-words-${(described += 1)}` });
  chart.after(words);
  chart.setAttribute("aria-describedby", words.id);
  return words;
}
