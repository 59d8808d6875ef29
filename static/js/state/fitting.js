// @ts-check
/** What a link in words leaves out of a typed formula is what the server's check suggests, as where the formula is typed on the page. */

/** @typedef {import("../types.js").Experiment} Experiment */

/** Between a start that the suggested frame leaves out and the edge of the frame that holds it, as a share of its width. */
const MARGIN = 0.1;

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
  const fits = !objective.domain && place.length === answer.domain.length && place.every(Number.isFinite);
  const frame = fits ? { domain: answer.domain.map((interval, axis) => around(interval, place[axis])) } : {};
  return { ...experiment, objective: { ...objective, ...frame, parameters: { ...letters, ...objective.parameters } }, start: place };
}

/** An interval that holds a coordinate with room to its edge; the same one where it does already. @param {number[]} interval @param {number} coordinate */
function around([low, high], coordinate) {
  if (coordinate >= low && coordinate <= high) return [low, high];
  const room = MARGIN * (Math.max(high, coordinate) - Math.min(low, coordinate));
  return coordinate < low ? [coordinate - room, high] : [low, coordinate + room];
}
