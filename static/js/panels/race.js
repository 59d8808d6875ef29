// @ts-check
/** The fair race: the buttons that open it, and while it is on, what it is and the way back. */

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { text } from "../dom/text.js";
import { isRacing } from "../state/race.js";
import { createRaceDialog } from "./race_dialog.js";

/** What opens the dialog, for the setting that the controls show: in the transport, on a phone in the sheet. @param {import("../types.js").Commands} commands */
export function raceButton(commands) {
  return element("button", { type: "button", class: "button quiet race-open", title: text("race.idea"), onclick: () => commands.setView({ isRaceOpen: true }) }, icon("race"), text("race.title"));
}

/**
 * @param {import("../types.js").Store} store
 * @param {import("../types.js").Commands} commands
 * @param {import("../types.js").Side} side    whose optimizers race, where two settings are compared
 */
export function createRacePanel(store, commands, side) {
  /** @type {{tuning: import("../server/rest.js").TuningAnswer, former: import("../state/race.js").Former} | null} */
  let on = null;
  /** @type {HTMLDialogElement | null} */
  let dialog = null;

  const back = element("button", { type: "button", class: "link-button", onclick: () => on && commands.leaveRace(on.former) }, text("race.back"));
  const note = element("p", { class: "hint race-note", role: "status", hidden: true });
  const show = () => {
    const isOn = on !== null && isRacing(store.get(), on.tuning);
    if (note.hidden !== isOn) return;
    note.hidden = !isOn;
    note.replaceChildren(...(on && isOn ? [text("race.on", { budget: on.tuning.budget }), " ", back] : []));
  };
  const createDialog = () => {
    const node = createRaceDialog(store, commands, (tuning) => {
      on = { tuning, former: commands.race(tuning) };
      note.hidden = true;
      show();
    });
    node.addEventListener("close", () => commands.setView({ isRaceOpen: false }));
    document.body.append(node);
    return node;
  };
  const open = () => {
    dialog ??= createDialog();
    if (!dialog.open) dialog.showModal();
  };
  const stops = [store.subscribe(({ experiment }) => experiment, show), store.subscribe(({ view }) => view.isRaceOpen && view.setting === side, (isWanted) => isWanted && open())];
  return {
    note,
    remove() {
      for (const stop of stops) stop();
      dialog?.remove();
    },
  };
}
