// @ts-check
/**
 * The stream without a WebSocket: the same messages as lines of JSON in the answer to one request, for networks that let
 * nothing but plain HTTP through. Each start, and each live change, is a request of its own and ends the one before.
 */

import { linesOf } from "./progress.js";

/** @typedef {import("../types.js").Experiment} Experiment */
/** @typedef {import("./stream.js").Message} Message */
/** @typedef {import("./stream.js").Stream} Stream */

/**
 * @param {string} root       "" or "/sub/path"
 * @param {string} language   of messages
 * @param {import("./stream.js").StreamListener} listener
 * @returns {Stream}
 */
export function openLines(root, language, { onMessage, onConnection }) {
  const headers = { "Accept-Language": language, Accept: "application/x-ndjson", "Content-Type": "application/json" };
  /** @type {Experiment | null} */
  let running = null;
  let asked = new AbortController();

  /** @param {Experiment} experiment @param {"started" | "changed"} kind what the first line is called */
  const run = async (experiment, kind) => {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const response = await fetch(`${root}/api/v1/trajectories`, { method: "POST", headers, body: JSON.stringify(experiment), signal });
      onConnection("http");
      if (!response.ok || !response.body) return void onMessage({ type: "error", problem: await response.json() });
      for await (const message of linesOf(response.body)) {
        if (signal.aborted) return;
        if (message.type === "started") running = message.experiment;
        onMessage(message.type === "started" ? { ...message, type: kind } : message);
      }
    } catch (error) {
      if (!signal.aborted) onConnection("offline");
    }
  };

  /** Whether the message could be sent; what only a socket needs is as good as sent. @param {Message} message */
  const send = (message) => {
    if (message.type === "start") void run(message.experiment, "started");
    else if (message.type === "change" && running) void run(withChange(running, message), "changed");
    else if (message.type === "stop") asked.abort();
    return true;
  };

  queueMicrotask(() => onConnection("http"));
  return { send, close: () => asked.abort(), reconnectNow: () => void onConnection("http") };
}

/**
 * A live edit written into the experiment, as the server does it on a socket: later edits of the same run belonged to a
 * future that this one replaces.
 * @param {Experiment} experiment
 * @param {Message} change
 * @returns {Experiment}
 */
export function withChange(experiment, { run, step, optimizer }) {
  const changes = experiment.changes ?? [];
  const same = changes.find((earlier) => earlier.run === run && earlier.step === step);
  const kept = changes.filter((earlier) => earlier.run !== run || earlier.step < step);
  return { ...experiment, changes: [...kept, { run, step, optimizer: { ...same?.optimizer, ...optimizer } }] };
}
