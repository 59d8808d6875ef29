// @ts-check
/** An answer that takes its time: lines that tell how much is done, and at last the answer itself. */

import { RefusedError } from "./refusal.js";

/** @typedef {(share: number) => void} Progress   how much is done, from 0 to 1 */

/**
 * The lines of JSON in the body of an answer, as they come.
 * @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<{type: string, [field: string]: any}>}
 */
export async function* linesOf(body) {
  const reader = body.pipeThrough(/** @type {any} */ (new TextDecoderStream())).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    const lines = (rest + (value ?? "")).split("\n");
    rest = done ? "" : (lines.pop() ?? "");
    for (const line of lines) if (line) yield JSON.parse(line);
    if (done) return;
  }
}

/**
 * What the last line answers; those before it are told to `onProgress`, and what can be seen of it to `onPicture`.
 * @param {Response} response
 * @param {Progress} onProgress
 * @param {(picture: any) => void} [onPicture]
 * @returns {Promise<any>}
 */
export async function answerOf(response, onProgress, onPicture = () => {}) {
  if (response.body) {
    for await (const { type, ...line } of linesOf(response.body)) {
      if (type === "progress") onProgress(line.share);
      else if (type === "picture") onPicture(line);
      else if (type === "error") throw new RefusedError(line.problem);
      else return line;
    }
  }
  throw new TypeError("the answer ended before its last line"); // as fetch says that the network is gone
}
