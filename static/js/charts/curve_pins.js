// @ts-check
/** Pins: where each run stands on its curve, for an axis on which the same step is another place for every run. */

/** @typedef {import("../types.js").Run} Run */
/** @typedef {{x: number, y: number} | null} Place   pixels from the upper left corner; null: nowhere to be seen */

/** @param {HTMLElement} root */
export function createPins(root) {
  const board = root.appendChild(Object.assign(document.createElement("div"), { className: "pins" }));
  /** @type {HTMLElement[]} */
  let pins = [];
  let colors = "";

  /** @param {readonly Run[]} runs */
  const build = (runs) => {
    pins = runs.map(({ appearance }) => {
      const pin = Object.assign(document.createElement("div"), { className: "pin" });
      pin.style.setProperty("--pin", appearance.color);
      return pin;
    });
    board.replaceChildren(...pins);
  };

  return {
    /** The part of the chart that they may stand in. @param {{left: number, top: number, width: number, height: number}} area */
    frame({ left, top, width, height }) {
      Object.assign(board.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    },
    /** @param {readonly Run[]} runs @param {(run: Run) => Place} placeOf */
    place(runs, placeOf) {
      const now = runs.map(({ appearance }) => appearance.color).join();
      if (now !== colors) build(runs);
      colors = now;
      runs.forEach((run, index) => {
        const place = placeOf(run);
        pins[index].hidden = place === null;
        if (place) pins[index].style.transform = `translate(${place.x.toFixed(1)}px, ${place.y.toFixed(1)}px)`;
      });
    },
  };
}
