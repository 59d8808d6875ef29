// @ts-check
/** What the server refuses, as an error that carries its problem document (RFC 9457). */

/** @typedef {import("../types.js").Problem} Problem */

/** The server said no, and why. */
export class RefusedError extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.detail ?? problem.title);
    this.name = "RefusedError";
    this.problem = problem;
  }
}
