// @ts-check
/**
 * Following a question whose answer changes with the state: one request at a time, and after it the newest question, so
 * that a cursor that moves gets as many answers as the server can give, and never a queue of old ones. While an
 * experiment waits for its first rows, an answer about the one before stands until there is a question again.
 */

import { keysOf } from "../runs.js";
import { areEntriesEqual } from "../store.js";

/** @typedef {import("../../types.js").Store} Store */
/** @typedef {import("../../types.js").State} State */

/**
 * @template Question
 * @param {Store} store
 * @param {object} parts
 * @param {(state: State) => readonly unknown[] | null} parts.depends   what the question is made of; null: there is none
 * @param {(state: State) => Question} parts.question
 * @param {(question: Question) => Promise<unknown>} parts.ask          answers the store by itself
 * @param {() => void} parts.forget                                     there is no question any more
 * @param {number} [parts.pause_ms]                                     between an answer and the next question
 * @returns {() => void} stops following
 */
export function followQuestion(store, { depends, question, ask, forget, pause_ms = 0 }) {
  let isBusy = false;
  let isWaiting = false;
  let isStopped = false;
  let latest = NOTHING;

  const go = async () => {
    isWaiting = false;
    const state = store.get();
    if (isStopped || !depends(state)) return;
    isBusy = true;
    try {
      await ask(question(state));
    } catch {
      // refused, or not answered: what was there stays; the stream tells what is wrong with the experiment
    }
    if (pause_ms > 0) await new Promise((resolve) => setTimeout(resolve, pause_ms));
    isBusy = false;
    if (isWaiting) void go();
  };
  const stop = store.subscribe((state) => (latest = depends(state) ?? (state.learning.isComputing ? latest : NOTHING)), (parts) => {
    if (parts === NOTHING) return forget();
    isWaiting = true;
    if (!isBusy) void go();
  }, areEntriesEqual);
  return () => {
    isStopped = true;
    stop();
  };
}

/** The experiment that the server can be asked about: the one it took whose runs are on show. @param {State} state */
export function askable({ learning: { shown }, runs }) {
  return shown && shown.keys === keysOf(runs) ? shown.experiment : null;
}

/** @type {readonly unknown[]} */
const NOTHING = [];
