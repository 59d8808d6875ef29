// @ts-check
/** A setting at work: the store of an experiment, its session over a connection of its own, and the commands that edit it. */

import { language, pageData } from "./dom/text.js";
import { openLines } from "./server/lines.js";
import { openStream } from "./server/stream.js";
import { followAdvice } from "./state/advice.js";
import { followBasins } from "./state/basins.js";
import { followBlindfold } from "./state/blindfold.js";
import { createCommands } from "./state/commands.js";
import { followCurvature } from "./state/curvature.js";
import { createRace } from "./state/race.js";
import { createSession } from "./state/session.js";

/** @typedef {import("./types.js").Connection} Connection */
/** @typedef {ReturnType<typeof openSetting>} OpenSetting */

/**
 * @param {import("./types.js").Side} side
 * @param {import("./types.js").Store} store
 * @param {object} parts
 * @param {import("./server/rest.js").Rest} parts.rest
 * @param {import("./state/undo.js").Undo} parts.undo
 * @param {(language: import("./types.js").Language) => void} parts.openInLanguage
 * @param {boolean} parts.playsByItself
 * @param {(connection: Connection) => void} [parts.onConnection]
 */
export function openSetting(side, store, { rest, undo, openInLanguage, playsByItself, onConnection = () => {} }) {
  const session = createSession(store, (message) => stream.send(message));
  /** @type {Connection} */
  let before = "connecting";
  const listener = {
    onMessage: session.receive,
    onConnection(/** @type {Connection} */ connection) {
      const isNew = before !== connection;
      before = connection;
      onConnection(connection);
      if (connection === "live" || (connection === "http" && isNew)) session.resume();
    },
    onBlocked: () => void (stream = openLines(pageData.basePath, language, listener)),
  };
  let stream = openStream(streamUrl(), listener);
  const watched = undo.watch(side, { store, session, load: (experiment, also) => edits.loadExperiment(experiment, also) });
  const edits = createCommands({ store, session: watched.session, rest, openInLanguage, playsByItself });
  const stops = [watched.stop, followAdvice(store, rest), followCurvature(store, rest), followBasins(store, rest.slices), followBlindfold(store, rest)];
  return {
    store,
    commands: { ...edits, ...createRace({ store, rest, edits, playsByItself }) },
    /** Run the experiment as it stands, whoever has put it there. */
    restart: session.restart,
    reconnectNow: () => stream.reconnectNow(),
    close() {
      stops.forEach((stop) => stop());
      stream.close();
    },
  };
}

function streamUrl() {
  const url = new URL(`${pageData.basePath}/api/v1/stream?lang=${language}`, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
