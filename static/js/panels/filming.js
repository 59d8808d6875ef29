// @ts-check
/** While a film is made: how much of it there is, and the way out. The page is seen and does not answer: it is on film. */

import { element } from "../dom/element.js";
import { createProgressBar } from "../dom/progress_bar.js";
import { text } from "../dom/text.js";

/**
 * @param {(watch: import("../charts/film_gif.js").Watch) => Promise<Blob | null>} make
 * @returns {Promise<Blob | null>} null if it was cancelled, or nothing is drawn
 */
export async function whileFilming(make) {
  const wish = new AbortController();
  const bar = createProgressBar({ label: text("share.filming"), onCancel: () => wish.abort() });
  const node = element("dialog", { class: "filming", "aria-label": text("share.filming"), oncancel: () => wish.abort() }, element("span", {}, text("share.filming")), bar.node);
  document.body.append(node);
  node.showModal();
  bar.begin();
  try {
    return await make({ signal: wish.signal, onProgress: bar.tell });
  } finally {
    bar.end();
    node.remove();
  }
}
