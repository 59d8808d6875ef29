// @ts-check
/**
 * Something that opens beside a button, above everything else, and closes on Escape or a click elsewhere: the browser's
 * own popover, placed where there is room.
 */

const GAP_PX = 6;
const MARGIN_PX = 8;

/**
 * Let `anchor` open and close `panel`. The panel has to stand in the document beside it.
 * @param {HTMLButtonElement} anchor
 * @param {HTMLElement} panel
 * @param {{onBefore?: () => void, onOpen?: () => void}} [options]   `onBefore` fills it: its place depends on its size
 */
export function attachPopover(anchor, panel, { onBefore, onOpen } = {}) {
  panel.popover = "auto";
  anchor.popoverTargetElement = panel;
  anchor.setAttribute("aria-expanded", "false");
  panel.addEventListener("beforetoggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "open") onBefore?.();
  });
  panel.addEventListener("toggle", (event) => {
    const isOpen = /** @type {ToggleEvent} */ (event).newState === "open";
    anchor.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) return;
    place(panel, anchor.getBoundingClientRect());
    onOpen?.();
  });
}

/**
 * Below the anchor if there is room, else above it; never outside the window.
 * @param {HTMLElement} panel
 * @param {DOMRect} anchor
 */
function place(panel, anchor) {
  const below = innerHeight - anchor.bottom - GAP_PX - MARGIN_PX;
  const above = anchor.top - GAP_PX - MARGIN_PX;
  const isBelow = below >= Math.min(panel.scrollHeight, 320) || below >= above;
  panel.style.minWidth = `${anchor.width}px`;
  panel.style.maxHeight = `${Math.min(isBelow ? below : above, 480)}px`;
  const left = Math.min(anchor.left, innerWidth - panel.offsetWidth - MARGIN_PX);
  panel.style.left = `${Math.max(MARGIN_PX, left)}px`;
  panel.style.top = `${isBelow ? anchor.bottom + GAP_PX : anchor.top - GAP_PX - panel.offsetHeight}px`;
}
