// @ts-check
/** The fair race: the button that opens it, and while it is on, what it is and the way back. */

import { element } from "../dom/element.js";
import { text } from "../dom/text.js";
import { isRacing } from "../state/race.js";
import { createRaceDialog } from "./race_dialog.js";

/**
 * @param {import("../types.js").Store} store
 * @param {import("../types.js").Commands} commands
 */
export function createRacePanel(store, commands) {
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
  const open = () => {
    dialog ??= document.body.appendChild(createRaceDialog(store, commands, (tuning) => {
      on = { tuning, former: commands.race(tuning) };
      note.hidden = true;
      show();
    }));
    dialog.showModal();
  };
  const stop = store.subscribe(({ experiment }) => experiment, show);
  return {
    button: element("button", { type: "button", class: "button quiet race-open", title: text("race.idea"), onclick: open }, text("race.title")),
    note,
    remove() {
      stop();
      dialog?.remove();
    },
  };
}
