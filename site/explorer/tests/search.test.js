import assert from "node:assert/strict";
import { test } from "node:test";
import { contentOf, fold, foldedOf } from "../data/texts.js";
import { findTerms, places } from "../search/match.js";
import { parseQuery, withForms } from "../search/query.js";
import { sortRows } from "../search/sort.js";
import { quotesOf } from "./quotes_of.js";

const WORDS = [
  "Security first, and security last",
  "no “Cold War” mentality",
  "insecurity grows",
  null,
  "the cold\nwar is over",
  "Don’t secure it",
  "İstanbul says: security 😀 now",
];

const quotes = quotesOf(WORDS.map((content, i) => ({ quote_id: `q${i}`, content })));

/** @param {string} query */
function found(query) {
  const { at } = findTerms(quotes, parseQuery(query));
  return Array.from(at.keys()).filter((row) => at[row] >= 0);
}

test("folding keeps the length, so that places stay", () => {
  for (const text of ["İI’‘", "\u00A0ß", "😀A", ""]) assert.equal(fold(text).length, text.length);
  assert.equal(fold("Don’t\nGO"), "don't go");
});

test("the words of every quote can be read back", () => {
  WORDS.forEach((words, row) => {
    assert.equal(contentOf(quotes.blocks, row), words ?? "");
    assert.equal(foldedOf(quotes.blocks, row), fold(words ?? ""));
  });
});

test("a word is found as a word, in any case", () => {
  assert.deepEqual(found("SECURITY"), [0, 6]);
  assert.deepEqual(found("secur"), []);
  assert.deepEqual(found("secur*"), [0, 5, 6]);
  assert.deepEqual(found("don't"), [5]);
});

test("a phrase is found across a line break, and words in any order", () => {
  assert.deepEqual(found('"cold war"'), [1, 4]);
  assert.deepEqual(found("“cold war”"), [1, 4]);
  assert.deepEqual(found("war cold"), [1, 4]);
  assert.deepEqual(found("war over"), [4]);
  assert.deepEqual(found('"war cold"'), []);
});

test("a phrase does not reach from one quote into the next", () => {
  assert.deepEqual(found('"last no"'), []);
  assert.deepEqual(found('"grows the"'), []);
});

test("the first place is the one shown, and all places are marked", () => {
  const terms = parseQuery("security");
  const { at, length } = findTerms(quotes, terms);
  assert.deepEqual([at[0], length[0], at[6]], [0, 8, 15]);
  assert.deepEqual(places(foldedOf(quotes.blocks, 0), terms), [
    [0, 8],
    [20, 28],
  ]);
  assert.deepEqual(places("cold war", parseQuery('cold "cold war"')), [[0, 8]]);
});

test("an empty query has no terms, and an unclosed quotation mark does no harm", () => {
  assert.deepEqual(parseQuery("  "), []);
  assert.deepEqual(parseQuery('""'), []);
  assert.deepEqual(parseQuery('"cold war'), [{ forms: ["cold war"], isOpen: false }]);
  assert.deepEqual(parseQuery("*"), []);
});

test("other forms of a word are those in the quotes with the same stem", () => {
  const [term] = withForms(parseQuery("secures"), quotes.blocks);
  assert.ok(term.forms.includes("secure"));
  assert.ok(!term.forms.includes("insecurity"));
  const [open] = withForms(parseQuery("secur*"), quotes.blocks);
  assert.deepEqual(open.forms, ["secur"]);
});

test("rows are sorted by the words beside the match", () => {
  const lines = quotesOf(["b a key d", "a b key c", "key", "x y"].map((content) => ({ content })));
  const matches = findTerms(lines, parseQuery("key"));
  const rows = Uint32Array.from([0, 1, 2]);
  assert.deepEqual([...sortRows(lines, rows, "left", matches)], [0, 1, 2]);
  assert.deepEqual([...sortRows(lines, rows, "right", matches)], [1, 0, 2]);
  assert.deepEqual([...sortRows(lines, rows, "-right", matches)], [2, 0, 1]);
  assert.deepEqual([...sortRows(lines, rows, "nonsense", matches)], [0, 1, 2]);
});

test("rows are sorted by a column, those without a value last, and only the wanted ones", () => {
  const dated = quotesOf(["2024", null, "2022", "2023"].map((published) => ({ published })));
  assert.deepEqual([...sortRows(dated, Uint32Array.from([0, 1, 2]), "date", null)], [2, 0, 1]);
  assert.deepEqual([...sortRows(dated, Uint32Array.from([3]), "date", null)], [3]);
});
