// @ts-check
/** Copying, also where the page is served without https and the clipboard of the browser stays shut. */

/**
 * Put `content` into the clipboard; resolves to whether that worked.
 * @param {string} content
 * @returns {Promise<boolean>}
 */
export async function copyText(content) {
  try {
    await navigator.clipboard.writeText(content);
    return true;
  } catch {
    return copySelected(content);
  }
}

/** @param {string} content */
function copySelected(content) {
  const area = document.createElement("textarea");
  const focused = document.activeElement;
  area.value = content;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return isCopied;
}
