// @ts-check
/** The query of an address, as people read and write it: a plus is a plus, as in the API, and only what has to be is escaped. */

/** What may stand in a query as it is, though `encodeURIComponent` is careful with it. */
const PLAIN = /%(?:24|2B|2C|2F|3A|3B|3D|40|5E)/g;

/**
 * @param {string} search   with or without the question mark
 * @returns {URLSearchParams}
 */
export function parsedQuery(search) {
  return new URLSearchParams(search.replace(/^\?/, "").replaceAll("+", "%2B"));
}

/**
 * The text of a query, with its question mark; "" where it says nothing.
 * @param {URLSearchParams} query
 */
export function queryText(query) {
  const text = [...query].map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join("&");
  return text && `?${text}`;
}

/** @param {string} text */
function escaped(text) {
  return encodeURIComponent(text).replaceAll("'", "%27").replace(PLAIN, decodeURIComponent);
}
