// @ts-check
/** Places inside an element: from where its border ends, as its children and all frames (charts/frame.js) count. */

/**
 * @param {Element} root
 * @param {number} clientX   as events give it
 * @param {number} clientY
 * @returns {number[]} [left, top] in CSS pixels
 */
export function placeIn(root, clientX, clientY) {
  const { left, top } = root.getBoundingClientRect();
  return [clientX - left - root.clientLeft, clientY - top - root.clientTop];
}
