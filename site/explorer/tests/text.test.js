import assert from "node:assert/strict";
import { test } from "node:test";
import { visible } from "../../shared/visible.js";
import { toUnits } from "../text/codepoints.js";
import { compareWords } from "../text/compare.js";
import { lanes, nested, paragraphs } from "../text/marks.js";
import { beginning, beginningWords, count, ending, endingWords, shortened } from "../words.js";

test("offsets in code points become offsets in UTF-16 units", () => {
  const text = "a😀b😀c";
  const units = toUnits(text);
  assert.deepEqual([0, 1, 2, 3, 4, 5].map(units), [0, 1, 3, 4, 6, 7]);
  assert.equal(text.slice(units(2), units(3)), "b");
  assert.equal(toUnits("abc")(2), 2);
});

test("marks that overlap become nested, and the text is the same", () => {
  const mark = (/** @type {any} */ kind, /** @type {number} */ start, /** @type {number} */ end, lane = 0) => ({
    ...{ kind, start, end, lane, first: true, about: { kind, start } },
  });
  const marks = [mark("content", 0, 6), mark("cue", 4, 9), mark("mention", 2, 5), mark("content", 1, 3, 0)];
  const words = "abcdefghij";
  const text = (/** @type {any} */ node) => node.text ?? node.children.map(text).join("");
  assert.equal(nested(words, 0, 10, marks).map(text).join(""), words);
  assert.equal(nested(words, 3, 7, marks).map(text).join(""), "defg");
  for (const { start, end, kind } of marks) {
    const inside = (/** @type {any} */ node) =>
      node.mark?.kind === kind && node.mark.start === start ? text(node) : node.children.map(inside).join("");
    assert.equal(nested(words, 0, 10, marks).map(inside).join(""), words.slice(start, end));
  }
});

test("quotes that share words have different lanes, the longer one further out", () => {
  const spans = [[{ start: 0, end: 10 }], [{ start: 2, end: 4 }], [{ start: 20, end: 30 }]];
  assert.deepEqual(lanes(spans), [1, 0, 0]);
  assert.deepEqual(lanes([]), []);
});

test("paragraphs are the lines that are not blank", () => {
  const text = "one\n\n \ntwo\n";
  assert.deepEqual(
    paragraphs(text, 0, text.length).map(({ start, end }) => text.slice(start, end)),
    ["one", "two"],
  );
});

test("two wordings are compared word by word", () => {
  const changes = compareWords("There is no place", "there's no “place” here");
  assert.equal(
    changes
      .filter(({ status }) => status !== "added")
      .map(({ text }) => text.trim().toLowerCase())
      .join(" ")
      .replaceAll(" ", ""),
    "thereisno" + "place",
  );
  assert.equal(
    changes
      .filter(({ status }) => status !== "removed")
      .map(({ text }) => text)
      .join(""),
    "there's no “place” here",
  );
  assert.deepEqual(
    compareWords("“a” b", '"a" B').map(({ status }) => status),
    ["same"],
  );
  assert.deepEqual(compareWords("", ""), []);
});

test("a comparison of very long wordings takes no time", () => {
  const long = "word ".repeat(200_000);
  assert.deepEqual(
    compareWords(long, `${long}more`).map(({ status }) => status),
    ["removed", "added"],
  );
});

test("invisible characters are shown, and no character is cut in half", () => {
  assert.equal(visible("a\u202Eb\u0000\n\t"), "a⟨U+202E⟩b⟨U+0000⟩\n\t");
  assert.equal(visible("\u{E0041}"), "⟨U+E0041⟩");
  assert.equal(visible(null), "");
  assert.equal(beginning("a😀", 2), "a");
  assert.equal(ending("😀a", 2), "a");
  assert.equal(ending("abc", 0), "");
  assert.equal(shortened("abcd", 3), "abc…");
  assert.deepEqual(
    ["a long word ", "aaaaaaa", "a b"].map((text) => endingWords(text, 6)),
    ["word ", "aaaaaa", "a b"],
  );
  assert.deepEqual(
    [" a long word", "aaaaaaa", "a b"].map((text) => beginningWords(text, 6)),
    [" a", "aaaaaa", "a b"],
  );
  assert.deepEqual([count(1, "entity"), count(1204, "entity")], ["1 entity", "1,204 entities"]);
});
