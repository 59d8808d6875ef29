// @ts-check
/** The dialog of the fair race: what each may spend, the search with its progress, what was found, and how. */

import { drawRateChart } from "../charts/rate_chart.js";
import { expectation, isWithin, parseNumber } from "../dom/bounds.js";
import { element } from "../dom/element.js";
import { formatInput, formatNumber } from "../dom/format.js";
import { icon } from "../dom/icon.js";
import { createProgressBar, durationWords } from "../dom/progress_bar.js";
import { runSwatch } from "../dom/swatch.js";
import { text } from "../dom/text.js";
import { METRICS } from "../state/race.js";

/** @typedef {import("../server/rest.js").TuningAnswer} TuningAnswer */

/** The estimate waits until a number is written. */
const QUIET_MS = 200;

/** Names of the metrics. @type {Record<string, string>} */
const METRIC_WORDS = {
  final_loss: text("tuning.metric.final_loss"),
  best_loss: text("tuning.metric.best_loss"),
  final_gradient_norm: text("tuning.metric.final_gradient_norm"),
  final_distance: text("tuning.metric.final_distance"),
};

/**
 * @param {import("../types.js").Store} store
 * @param {import("../types.js").Commands} commands
 * @param {(tuning: TuningAnswer) => void} onRace
 */
export function createRaceDialog(store, commands, onRace) {
  let asked = new AbortController();
  let foreseen = new AbortController();
  /** @type {TuningAnswer | null} */
  let found = null;
  let removeChart = () => {};

  const budget = element("input", { id: "race-budget", class: "input", type: "text", inputmode: "numeric", autocomplete: "off", "aria-describedby": "race-error" });
  const metric = element("select", { id: "race-metric", class: "select" });
  const error = element("p", { id: "race-error", class: "field-error", role: "alert" });
  const search = element("button", { type: "submit", class: "button primary" }, text("race.search"));
  const estimate = element("p", { class: "hint race-estimate", role: "status" });
  const progress = createProgressBar({ label: text("race.searching"), onCancel: () => asked.abort() });
  const chart = element("div", { class: "race-chart", role: "img", "aria-label": text("race.chart") });
  const body = element("tbody");
  const metricHead = element("th", { scope: "col", class: "number" });
  const head = element("tr", {}, element("th", { scope: "col" }, text("race.optimizer")), ...["race.rate"].map((key) => element("th", { scope: "col", class: "number" }, text(key))), metricHead, element("th", { scope: "col", class: "number" }, text("reading.evaluations")));
  const protocol = element("p", { class: "race-protocol" });
  const start = element("button", { type: "button", class: "button primary", onclick: () => race() }, text("race.start"));
  const result = element("div", { class: "race-result", hidden: true }, chart, element("table", { class: "table" }, element("thead", {}, head), body), element("h3", { class: "section-head" }, text("race.protocol")), protocol, start);
  const form = element(
    "form",
    { class: "race-form", onsubmit: (/** @type {Event} */ event) => (event.preventDefault(), void begin()) },
    element("label", { for: "race-budget", class: "field-label" }, text("race.budget")),
    budget,
    element("label", { for: "race-metric", class: "field-label" }, text("race.metric")),
    metric,
    error,
    estimate,
    search,
  );
  const close = element("button", { type: "button", class: "icon-button", "aria-label": text("help.close"), title: text("help.close"), onclick: () => node.close() }, icon("close"));
  const node = element(
    "dialog",
    { class: "dialog race", "aria-labelledby": "race-title", onclose: () => asked.abort(), onclick: (/** @type {Event} */ event) => event.target === node && node.close() },
    element("div", { class: "dialog-content" }, element("header", { class: "dialog-head" }, element("h2", { id: "race-title" }, text("race.title")), close), element("p", { class: "hint" }, text("race.idea")), form, progress.node, result),
  );
  node.addEventListener("toggle", () => node.open && prepare());
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let wait;
  budget.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(foresee, QUIET_MS);
  });

  /** What can be asked of the experiment on the page; an answer for another one is no longer of use. */
  const prepare = () => {
    const { experiment, objective } = store.get();
    const metrics = METRICS.filter((name) => name !== "final_distance" || objective.minima.length > 0);
    const before = metric.value;
    metric.replaceChildren(...metrics.map((name) => element("option", { value: name }, METRIC_WORDS[name])));
    metric.value = metrics.some((name) => name === before) ? before : metrics[0];
    budget.value = String(Math.max(experiment.steps, 1));
    forget();
    void foresee();
  };
  const ruleOf = () => ({ type: "integer", minimum: 1, maximum: store.get().catalogue.limits.steps });
  /** Say about how long the search will take. */
  const foresee = async () => {
    foreseen.abort();
    foreseen = new AbortController();
    const { signal } = foreseen;
    const value = parseNumber(budget.value);
    const seconds = isWithin(value, ruleOf()) ? await commands.foreseeRates({ budget: value, metric: metric.value }, signal).catch(() => null) : null;
    if (!signal.aborted) estimate.textContent = seconds === null ? "" : durationWords(seconds);
  };
  const forget = () => {
    found = null;
    error.textContent = "";
    removeChart();
    result.hidden = true;
    search.classList.add("primary");
  };

  const begin = async () => {
    const rule = ruleOf();
    const value = parseNumber(budget.value);
    forget();
    budget.toggleAttribute("aria-invalid", !isWithin(value, rule));
    if (!isWithin(value, rule)) return void (error.textContent = text("form.range", { expected: expectation(rule) }));
    asked = new AbortController();
    const { signal } = asked;
    progress.begin();
    search.disabled = estimate.hidden = true;
    try {
      show(await commands.findRates({ budget: value, metric: metric.value }, signal, progress.tell));
    } catch (reason) {
      const problem = /** @type {{problem?: import("../types.js").Problem}} */ (reason).problem;
      if (!signal.aborted) error.textContent = problem?.errors[0]?.message ?? problem?.detail ?? problem?.title ?? text("race.failed");
    } finally {
      progress.end();
      search.disabled = estimate.hidden = false;
    }
  };

  /** @param {TuningAnswer} tuning */
  const show = (tuning) => {
    const { runs, objective } = store.get();
    found = tuning;
    const isLoss = tuning.metric.endsWith("loss");
    metricHead.textContent = METRIC_WORDS[tuning.metric];
    body.replaceChildren(...tuning.runs.map(({ learning_rate: rate, value, evaluations, message }, index) => {
      const numbers = [rate === null ? "–" : formatInput(rate), formatNumber(value), evaluations ? String(evaluations.value + evaluations.gradient) : "–"];
      return element("tr", { title: message }, element("th", { scope: "row" }, runSwatch(runs[index].appearance), ` ${runs[index].label}`), ...numbers.map((word) => element("td", { class: "number" }, word)));
    }));
    protocol.textContent = tuning.protocol;
    result.hidden = false;
    search.classList.remove("primary");
    const curves = tuning.runs.map(({ learning_rate: best, curve }, index) => ({ name: runs[index].label, appearance: runs[index].appearance, rates: curve.learning_rate, values: curve.values, best }));
    removeChart = drawRateChart(chart, { curves, offset: isLoss ? (objective.minimumValue ?? 0) : 0, rateName: text("race.rate_axis") });
    start.focus();
  };
  const race = () => {
    const tuning = found;
    node.close();
    if (tuning) onRace(tuning);
  };
  return node;
}
