// Compares two wordings word by word.
import { diffArrays } from "diff";

const WORDS = /[\p{L}\p{M}\p{N}'’-]+|\s+|[^\p{L}\p{M}\p{N}\s'’-]/gu;

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
  const changes = diffArrays(a, b, { comparator: (one, other) => one.toLowerCase() === other.toLowerCase() });
  return changes.map(({ value, added, removed }) =>
    change(added ? "added" : removed ? "removed" : "same", value.join("")),
  );
}

/**
 * @param {Change["status"]} status
 * @param {string} text
 * @returns {Change}
 */
function change(status, text) {
  return { status, text };
}
