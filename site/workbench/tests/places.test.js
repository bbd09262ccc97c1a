import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces, Text } from "../places.js";

/** @import { Mark, Piece } from "../places.js" */

test("places count code points", () => {
  const text = new Text("𝒜 “said” 👋 so");
  assert.equal(text.words([2, 8]), "“said”");
  assert.equal(text.words([9, 10]), "👋");
});

test("words are found by their letters, and marks in them are no pattern", () => {
  const text = new Text("𝒜 Foreign Minister (acting) - a/b");
  assert.deepEqual(text.placeOf("foreign minister"), [2, 18]);
  assert.deepEqual(text.placeOf("minister (acting) - a/b"), [10, 33]);
  assert.equal(text.placeOf("king"), undefined);
  assert.equal(text.placeOf(""), undefined);
});

test("a selection becomes complete words without white space at its edges", () => {
  const text = new Text("He said: no, never.");
  assert.deepEqual(text.snapped([1, 5]), [0, 7]);
  assert.deepEqual(text.snapped([7, 11]), [7, 11]);
  assert.deepEqual(text.snapped([2, 3]), undefined);
  assert.deepEqual(text.snapped([8, 14]), [9, 18]);
});

test("a border moves by one word or one mark, and stays in its region", () => {
  const text = new Text("One “two three” four");
  const area = /** @type {[number, number]} */ ([0, 20]);
  assert.equal(text.words(text.stepped([5, 8], 1, 1, area)), "two three");
  assert.equal(text.words(text.stepped([5, 14], 1, 1, area)), "two three”");
  assert.equal(text.words(text.stepped([5, 14], 0, -1, area)), "“two three");
  assert.equal(text.words(text.stepped([4, 14], 0, -1, area)), "One “two three");
  assert.equal(text.words(text.stepped([4, 15], 1, -1, area)), "“two three");
  assert.equal(text.words(text.stepped([4, 14], 1, -1, area)), "“two");
  assert.equal(text.words(text.stepped([4, 14], 0, 1, area)), "two three");
  assert.equal(text.words(text.stepped([5, 14], 0, 1, area)), "three");
  assert.equal(text.words(text.stepped([16, 20], 1, 1, area)), "four");
  assert.equal(text.words(text.stepped([0, 3], 0, -1, area)), "One");
  assert.equal(text.words(text.stepped([16, 20], 0, 1, area)), "four");
});

test("paragraphs leave out the line breaks", () => {
  const text = new Text("One\n\n  \r\nTwo");
  assert.deepEqual(
    text.paragraphs([0, 12]).map((place) => text.words(place)),
    ["One", "Two"],
  );
});

/** @param {Piece[]} parts @returns {string} */
const flat = (parts) =>
  parts.map((part) => ("text" in part ? part.text : `<${part.mark.className}>${flat(part.parts)}</>`)).join("");

test("marks that overlap are nested, and no character is lost", () => {
  const text = new Text("abcdef");
  /** @type {Mark[]} */
  const marks = [
    { place: [1, 4], rank: 2, className: "x" },
    { place: [3, 6], rank: 3, className: "y" },
  ];
  assert.equal(flat(pieces(text, [0, 6], marks)), "a<x>bc<y>d</></><y>ef</>");
  assert.equal(flat(pieces(text, [2, 3], marks)), "<x>c</>");
  assert.equal(flat(pieces(text, [0, 1], marks)), "a");
});
