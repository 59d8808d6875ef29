// @ts-check
/** Words broken into lines that fit a width: between words, in Japanese between any two signs. */

const ruler = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
/** A word with the space after it, or one sign with the punctuation that must not begin a line. */
const PIECES = /[^\s\u3000-\u9fff\uff00-\uffef]+\s*|[^][\u3001\u3002\uff0c\uff09\u300d\uff1a]*/g;

/**
 * @param {string} words
 * @param {string} font       as a canvas has it
 * @param {number} width_px
 */
export function wrapped(words, font, width_px) {
  ruler.font = font;
  const lines = [""];
  for (const piece of words.match(PIECES) ?? []) {
    const longer = lines[lines.length - 1] + piece;
    if (lines[lines.length - 1] !== "" && ruler.measureText(longer.trimEnd()).width > width_px) lines.push(piece);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((line) => line.trim());
}
