// @ts-check
/** Token: an experiment as URL-safe text, in the form the server reads too: "1", then base64url of zlib of the JSON. */

/** @typedef {import("../types.js").Experiment} Experiment */

const VERSION = "1";

/**
 * @param {Experiment} experiment
 * @returns {Promise<string>}
 */
export async function tokenOf(experiment) {
  const packed = await piped(new TextEncoder().encode(JSON.stringify(experiment)), new CompressionStream("deflate"));
  const characters = Array.from(packed, (byte) => String.fromCharCode(byte)).join("");
  return VERSION + btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * The experiment in a token; null if it holds none.
 * @param {string} token
 * @returns {Promise<Experiment | null>}
 */
export async function experimentOf(token) {
  if (!token.startsWith(VERSION)) return null;
  try {
    const characters = atob(token.slice(1).replaceAll("-", "+").replaceAll("_", "/"));
    const packed = Uint8Array.from(characters, (character) => character.charCodeAt(0));
    const text = new TextDecoder().decode(await piped(packed, new DecompressionStream("deflate")));
    const experiment = JSON.parse(text);
    return Array.isArray(experiment?.runs) && experiment.runs.length > 0 && experiment.objective ? experiment : null;
  } catch {
    return null;
  }
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {CompressionStream | DecompressionStream} transform
 */
async function piped(bytes, transform) {
  const stream = new Blob([bytes]).stream().pipeThrough(transform);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
