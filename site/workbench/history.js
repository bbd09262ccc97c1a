// Undo and redo: the documents before and after the present one.
/** @import { Document } from "./types.js" */

/** @typedef {{past: Document[], present: Document, future: Document[]}} History */

/** The number of steps that can be undone. */
const STEPS = 100;

/** @param {Document} present @returns {History} */
export const begun = (present) => ({ past: [], present, future: [] });

/** @param {History} history @param {Document} present @returns {History} */
export const changed = ({ past, present: before }, present) => ({
  past: [...past, before].slice(-STEPS),
  present,
  future: [],
});

/**
 * The same step, with what Python made of the document.
 * @param {History} history
 * @param {Document} present
 * @returns {History}
 */
export const settled = (history, present) => ({ ...history, present });

/** @param {History} history @returns {History} */
export function undone(history) {
  const before = history.past.at(-1);
  if (!before) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future] };
}

/** @param {History} history @returns {History} */
export function redone(history) {
  const [after, ...future] = history.future;
  return after ? { past: [...history.past, history.present], present: after, future } : history;
}
