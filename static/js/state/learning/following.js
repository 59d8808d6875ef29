// @ts-check
/**
 * Following a question whose answer changes with the state: one request at a time, and after it the newest question, so
 * that a cursor that moves gets as many answers as the server can give, and never a queue of old ones.
 */

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
  const stop = store.subscribe((state) => depends(state) ?? NOTHING, (parts) => {
    if (parts === NOTHING) return forget();
    isWaiting = true;
    if (!isBusy) void go();
  }, areEntriesEqual);
  return () => {
    isStopped = true;
    stop();
  };
}

/** @type {readonly unknown[]} */
const NOTHING = [];
