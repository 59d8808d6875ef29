// @ts-check
/** Keys that act on the page leave alone whoever is typing or choosing. */

/**
 * Whether a key belongs to the field, list or dialog it was pressed in, and not to the page.
 * @param {KeyboardEvent} event
 */
export function isTyping(event) {
  if (event.isComposing) return true;
  const target = event.target instanceof Element ? event.target : null;
  const field = target?.closest("input, textarea, select, [contenteditable], [role=listbox], dialog, [popover]");
  if (!field) return false;
  return !(field instanceof HTMLInputElement && ["range", "checkbox"].includes(field.type)) || isSliderKey(event.key);
}

/** @param {string} key */
function isSliderKey(key) {
  return ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown", " "].includes(key);
}
