// @ts-check
/**
 * The stream: one WebSocket that opens itself again. It carries messages and knows nothing of what they mean, except
 * that `welcome` makes it live and that silence after a ping means the other side is gone.
 *
 *     connecting ── welcome ──▶ live ── lost ──▶ reconnecting ── welcome ──▶ live
 *                                                     └── for a while ──▶ offline (goes on trying)
 *
 * Where no socket has ever opened although the server answers plain requests, `onBlocked` is told and it gives up.
 */

import { decodeFrame } from "./binary.js";

/** @typedef {import("../types.js").Connection} Connection */
/** @typedef {{type: string, [field: string]: any}} Message */

/**
 * @typedef {object} StreamListener
 * @property {(message: Message) => void} onMessage
 * @property {(connection: Connection) => void} onConnection   `live` comes once per opened socket, after its welcome
 * @property {() => void} [onBlocked]                           sockets do not get through here
 */

/** @typedef {ReturnType<typeof openStream>} Stream */

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 3_000;
const OFFLINE_AFTER_MS = 15_000;
const PING_EVERY_MS = 15_000;
const SILENCE_MS = 10_000;
/** As many refusals in a row, while plain requests are answered, are no accident. */
const REFUSALS = 3;

/**
 * @param {string} url        ws: or wss:
 * @param {StreamListener} listener
 */
export function openStream(url, { onMessage, onConnection, onBlocked }) {
  /** @type {WebSocket | null} */
  let socket = null;
  let isLive = false;
  let hasLived = false;
  let refusals = 0;
  let isClosed = false;
  let delay_ms = FIRST_DELAY_MS;
  let lostAt = Date.now();
  let heardAt = Date.now();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retry;

  const connect = () => {
    clearTimeout(retry);
    const opened = new WebSocket(url);
    opened.binaryType = "arraybuffer";
    socket = opened;
    opened.addEventListener("message", (event) => {
      if (socket !== opened) return;
      heardAt = Date.now();
      const message = event.data instanceof ArrayBuffer ? decodeFrame(event.data) : /** @type {Message} */ (JSON.parse(event.data));
      if (message.type === "welcome") {
        isLive = hasLived = true;
        delay_ms = FIRST_DELAY_MS;
        onConnection("live");
      }
      onMessage(message);
    });
    opened.addEventListener("close", () => socket === opened && lose());
  };

  const lose = () => {
    if (isClosed) return;
    if (isLive) lostAt = Date.now();
    isLive = false;
    socket = null;
    onConnection(Date.now() - lostAt > OFFLINE_AFTER_MS ? "offline" : "reconnecting");
    refusals += 1;
    if (!hasLived && refusals >= REFUSALS) void giveUpIfBlocked();
    retry = setTimeout(connect, delay_ms * (0.75 + 0.5 * Math.random()));
    delay_ms = Math.min(2 * delay_ms, LONGEST_DELAY_MS);
  };

  const giveUpIfBlocked = async () => {
    const health = new URL(url.replace(/\/api\/v1\/stream.*$/, "/healthz"));
    health.protocol = health.protocol === "wss:" ? "https:" : "http:";
    const isAnswering = await fetch(health).then(({ ok }) => ok, () => false);
    if (!isAnswering || hasLived || isClosed) return;
    close();
    onBlocked?.();
  };

  const heartbeat = setInterval(() => {
    if (!isLive) return;
    if (Date.now() - heardAt > PING_EVERY_MS + SILENCE_MS) {
      const silent = socket;
      lose();
      silent?.close();
    } else send({ type: "ping" });
  }, PING_EVERY_MS);

  /** Whether the message could be sent. @param {Message} message */
  const send = (message) => {
    if (!isLive || socket?.readyState !== WebSocket.OPEN) return false;
    socket.send(JSON.stringify(message));
    return true;
  };

  const close = () => {
    isClosed = true;
    clearTimeout(retry);
    clearInterval(heartbeat);
    socket?.close();
  };

  onConnection("connecting");
  connect();
  return { send, close, reconnectNow: () => void (!isLive && !socket && connect()) };
}
