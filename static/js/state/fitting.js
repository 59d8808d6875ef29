// @ts-check
/** What a link in words leaves out of a typed formula is what the server's check suggests, as where the formula is typed on the page. */

/** @typedef {import("../types.js").Experiment} Experiment */

/**
 * The experiment with a frame, a start and letters that suit its formula, as far as it has none of its own. Where the
 * formula is refused nothing is added: the session tells why.
 * @param {Experiment} experiment
 * @param {import("../server/rest.js").Rest} rest
 * @returns {Promise<Experiment>}
 */
export async function fitted(experiment, rest) {
  const { objective, start } = experiment;
  if (!("expression" in objective) || (objective.domain && start)) return experiment;
  const answer = await rest.expression(objective).catch(() => null);
  if (!answer) return experiment;
  const letters = Object.fromEntries(answer.free_parameters.map(({ name, default: usual }) => [name, usual]));
  const place = start ?? answer.start;
  const suits = place.length === answer.domain.length && place.every((coordinate, axis) => coordinate >= answer.domain[axis][0] && coordinate <= answer.domain[axis][1]);
  const frame = objective.domain || !suits ? {} : { domain: answer.domain };
  return { ...experiment, objective: { ...objective, ...frame, parameters: { ...letters, ...objective.parameters } }, start: place };
}
