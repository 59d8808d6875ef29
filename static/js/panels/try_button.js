// @ts-check
/** The button that tries a better learning rate: the run begins again, and whoever pressed a key goes on where the rate stands. */

import { element } from "../dom/element.js";
import { formatInput } from "../dom/format.js";
import { text } from "../dom/text.js";

/**
 * @param {{index: number, label: string, rate: number, table: HTMLElement, commands: import("../types.js").Commands}} options
 *     `table`: the panel in which the button stands
 */
export function createTryButton({ index, label, rate, table, commands }) {
  /** The button goes with its sentence; a pointer has no use for a field. @param {MouseEvent} event */
  const go = ({ detail }) => {
    commands.toStart();
    commands.editRun(index, { optimizer: { learning_rate: rate } });
    commands.play();
    const announcer = document.getElementById("announcer");
    if (announcer) announcer.textContent = text("fate.trying", { run: label, rate: formatInput(rate) });
    if (detail === 0) setTimeout(() => focusRate(index, table));
  };
  return element("button", { type: "button", class: "link-button", onclick: go }, text("fate.try", { rate: formatInput(rate) }));
}

/** To the field of the rate; where it is out of sight (on a phone, of the other setting), to the name in the table. @param {number} index @param {HTMLElement} table */
function focusRate(index, table) {
  const controls = document.getElementById(table.id.replace("table", "optimizers-panel"));
  const field = controls?.querySelectorAll(".run")[index]?.querySelector("[data-setting=learning_rate] .number-input");
  const name = table.querySelectorAll(".run-name")[index];
  for (const node of [field, name]) {
    if (node instanceof HTMLElement) node.focus();
    if (node && document.activeElement === node) return;
  }
}
