// @ts-check
/** What is known of the objective in play: from the catalogue, or from what the server said of a typed formula. Pure. */

import { isLearning } from "./learning/problem.js";

/** @typedef {import("../types.js").ObjectiveFacts} ObjectiveFacts */
/** @typedef {Omit<ObjectiveFacts, "identity" | "ownDomain">} OwnFacts   before anyone has looked closer */
/** @typedef {import("../types.js").ObjectiveSettings} ObjectiveSettings */
/** @typedef {import("../types.js").State} State */

/**
 * @param {ObjectiveSettings} objective
 * @param {Pick<State, "catalogue" | "expressionCheck" | "view">} known
 * @returns {ObjectiveFacts}
 */
export function factsOf(objective, { catalogue, expressionCheck, view }) {
  const facts = factsOfKind(objective, catalogue, expressionCheck);
  const shown = view.domain?.length === Math.min(facts.dimension, 2) ? view.domain : [];
  const domain = facts.domain.map((interval, axis) => shown[axis] ?? interval);
  return { ...facts, identity: facts.key, ownDomain: facts.domain, domain, key: JSON.stringify([facts.key, domain]) };
}

/** @param {ObjectiveSettings} objective @param {import("../types.js").Catalogue} catalogue @param {import("../types.js").ExpressionCheck} check */
function factsOfKind(objective, catalogue, check) {
  if (isLearning(objective)) return learningFacts(objective, catalogue);
  return "expression" in objective ? typedFacts(objective, check) : catalogueFacts(objective, catalogue);
}

/**
 * A learning problem is no map: it has no coordinates that one could name.
 * @param {import("./learning/problem.js").ModelObjective} objective
 * @param {import("../types.js").Catalogue} catalogue
 * @returns {OwnFacts}
 */
function learningFacts(objective, { learning }) {
  const title = learning?.datasets.find(({ name }) => name === objective.dataset.name)?.title ?? objective.dataset.name;
  return { key: JSON.stringify(objective), title, expression: "", mathml: "", variables: [], dimension: 0, domain: [], minima: [], saddles: [], minimumValue: null };
}

/**
 * @param {import("../types.js").CatalogueObjective} objective
 * @param {import("../types.js").Catalogue} catalogue
 * @returns {OwnFacts}
 */
function catalogueFacts(objective, catalogue) {
  const own = catalogue.objectives.find((row) => row.name === objective.name);
  const entry = own && { ...own, ...own.beyond?.[String(objective.dimension)] };
  const hasDefaults = Object.entries(objective.parameters ?? {}).every(([name, value]) => entry?.parameters?.[name]?.default === value);
  const minima = hasDefaults ? (entry?.minima ?? []) : [];
  const values = minima.map((minimum) => minimum.value).filter((value) => typeof value === "number");
  return {
    key: JSON.stringify([objective.name, hasDefaults ? {} : objective.parameters, entry?.variables?.length]),
    title: entry?.title ?? objective.name,
    expression: entry?.expression ?? "",
    mathml: entry?.mathml ?? "",
    variables: entry?.variables ?? ["x", "y"],
    dimension: entry ? (entry.variables?.length ?? 2) : 0,
    domain: entry?.domain ?? [[-5, 5], [-5, 5]],
    minima,
    saddles: hasDefaults ? (entry?.saddles ?? []) : [],
    minimumValue: values.length > 0 ? Math.min(...values) : null,
  };
}

/**
 * @param {import("../types.js").TypedObjective} objective
 * @param {import("../types.js").ExpressionCheck} check
 * @returns {OwnFacts}
 */
function typedFacts(objective, check) {
  const isChecked = check.status === "accepted" && check.expression === objective.expression;
  const dimension = objective.domain?.length ?? (isChecked ? check.variables.length : 0);
  const variables = isChecked ? check.variables : ["x", "y", "z", "w"].slice(0, dimension || 2);
  return {
    key: JSON.stringify([objective.expression, objective.parameters ?? {}]),
    title: objective.expression,
    expression: objective.expression,
    mathml: isChecked ? check.mathml : "",
    variables,
    dimension,
    domain: objective.domain ?? variables.map(() => [-5, 5]),
    minima: [],
    saddles: [],
    minimumValue: null,
  };
}
