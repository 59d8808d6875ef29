// @ts-check
/** The page of the interface: its examples can be copied. */

import { copyText } from "../dom/clipboard.js";

/** How long a button says that it has copied. */
const SAID_MS = 1600;

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-copy]"))) {
  const label = button.textContent ?? "";
  button.addEventListener("click", async () => {
    if (!(await copyText(button.dataset.copy ?? ""))) return;
    button.textContent = button.dataset.copied ?? label;
    setTimeout(() => (button.textContent = label), SAID_MS);
  });
}
