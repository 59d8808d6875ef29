// @ts-check
/** Typeset formulas: MathML from the server, let in element by element. */

const NAMESPACE = "http://www.w3.org/1998/Math/MathML";

const ELEMENTS = new Set(
  ("math semantics mrow mi mn mo mtext mspace ms mfrac msqrt mroot mstyle mpadded mphantom mover munder munderover " +
    "msub msup msubsup mtable mtr mtd").split(" "),
);

const ATTRIBUTES = new Set("display mathvariant stretchy fence separator form lspace rspace width height depth minsize maxsize accent accentunder linethickness displaystyle scriptlevel columnalign".split(" "));

/**
 * The formula of a MathML text as nodes that can do nothing but be seen; null if it is none. Elements and attributes that
 * are not on the lists are left out.
 * @param {string} mathml
 * @param {{isBlock?: boolean}} [options]
 * @returns {Element | null}
 */
export function typeset(mathml, { isBlock = false } = {}) {
  if (!mathml) return null;
  const parsed = new DOMParser().parseFromString(mathml.replace(/^<math(?![^>]*xmlns)/, `<math xmlns="${NAMESPACE}"`), "application/xml");
  const root = parsed.documentElement;
  if (root.localName !== "math" || parsed.querySelector("parsererror")) return null;
  const formula = copied(root);
  if (formula && isBlock) formula.setAttribute("display", "block");
  return formula;
}

/**
 * @param {Element} source
 * @returns {Element | null}
 */
function copied(source) {
  if (!ELEMENTS.has(source.localName)) return null;
  const copy = document.createElementNS(NAMESPACE, source.localName);
  for (const { name, value } of source.attributes) if (ATTRIBUTES.has(name)) copy.setAttribute(name, value);
  for (const child of source.childNodes) {
    if (child instanceof Element) copy.append(copied(child) ?? "");
    else if (child.nodeType === Node.TEXT_NODE) copy.append(child.textContent ?? "");
  }
  return copy;
}
