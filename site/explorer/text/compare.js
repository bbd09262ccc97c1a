// Compares two wordings word by word.
import { diffArrays } from "diff";

/** A word or a sign, with the white space after it. */
const WORDS = /(?:[\p{L}\p{M}\p{N}'’-]+|[^\p{L}\p{M}\p{N}\s'’-])\s*/gu;

/** Longer wordings are shown as replaced: the comparison takes time by the square of their difference. */
const MOST_WORDS = 5_000;

/**
 * @typedef {{text: string, status: "same" | "added" | "removed"}} Change
 *
 * The words of two wordings, in order, each the same in both or only in one; case does not count.
 * @param {string} before
 * @param {string} after
 * @returns {Change[]}
 */
export function compareWords(before, after) {
  const [a, b] = [before, after].map((text) => text.match(WORDS) ?? []);
  if (a.length + b.length > MOST_WORDS) return [change("removed", before), change("added", after)];
  const changes = diffArrays(a, b, { comparator: (one, other) => plain(one) === plain(other) });
  return changes.map(({ value, added, removed }) =>
    change(added ? "added" : removed ? "removed" : "same", value.join("")),
  );
}

/**
 * A word as far as it counts: without case, white space, and the form of its quotation marks.
 * @param {string} word
 */
function plain(word) {
  return word.trim().toLowerCase().replace(/[“”„]/g, '"').replace(/’/g, "'");
}

/**
 * @param {Change["status"]} status
 * @param {string} text
 * @returns {Change}
 */
function change(status, text) {
  return { status, text };
}
