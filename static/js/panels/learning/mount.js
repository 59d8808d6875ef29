// @ts-check
/** The panels of learning: put into the page when somebody first looks at a learning problem. */

import { mount as mountProblem } from "./problem.js";
import { mount as mountProblemLine } from "./problem_line.js";
import { mount as mountStage } from "./stage.js";

/** @type {Record<string, import("../../types.js").MountPanel>} */
const PANELS = { "problem-panel": mountProblem, "problem-line": mountProblemLine, "learning-stage": mountStage };

/** @param {import("../../types.js").Store} store @param {import("../../types.js").Commands} commands */
export function mountLearning(store, commands) {
  for (const [id, mount] of Object.entries(PANELS)) {
    const root = document.getElementById(id);
    if (root) mount(root, store, commands);
  }
}
