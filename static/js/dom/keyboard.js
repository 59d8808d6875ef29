// @ts-check
/** Keys that act on the page leave alone whoever is typing or choosing. */

/**
 * What a key was pressed in. Until its next frame Chromium leaves the focus in a dialog that has closed: there it is nothing.
 * @param {KeyboardEvent} event
 */
export function pressedIn({ target }) {
  return target instanceof Element && !target.closest("dialog:not([open])") ? target : null;
}

/**
 * Whether a key belongs to the field, list or dialog it was pressed in, and not to the page.
 * @param {KeyboardEvent} event
 */
export function isTyping(event) {
  if (event.isComposing) return true;
  const field = pressedIn(event)?.closest("input, textarea, select, [contenteditable], [role=listbox], dialog, [popover]");
  if (!field) return false;
  return !(field instanceof HTMLInputElement && ["range", "checkbox"].includes(field.type)) || isSliderKey(event.key);
}

/** @param {string} key */
function isSliderKey(key) {
  return ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown", " "].includes(key);
}
