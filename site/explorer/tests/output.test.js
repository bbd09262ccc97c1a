import assert from "node:assert/strict";
import { test } from "node:test";
import { overTime } from "../chart.js";
import { bibtex, citation } from "../cite.js";
import { fileNames } from "../data/table.js";
import { asPython, asSql } from "../download/code.js";
import { csvLine, jsonLine } from "../download/write.js";
import { sourceLink } from "../forge.js";
import { parseQuery } from "../search/query.js";
import { quotesOf } from "./quotes_of.js";

/** @type {any} */
const RELEASE = {
  facts: {
    citation: { author: "The authors", title: "A & B", year: "2026" },
    repository: "https://forge.example/org/name",
  },
  version: "1.0.0",
  commit: "a".repeat(40),
};

test("the files of a table come in the order of the splits, then of their numbers", () => {
  const names = [
    "data/quotes/test-00000-of-00001.parquet",
    "data/quotes/train-00001-of-00002.parquet",
    "data/quotes/train-00000-of-00002.parquet",
    "data/quotes2/train-00000-of-00001.parquet",
    "README.md",
  ];
  assert.deepEqual(fileNames(names, "quotes"), [names[2], names[1], names[0]]);
});

test("a cell of a spreadsheet is no formula and no second cell", () => {
  assert.equal(
    csvLine([], ['=HYPERLINK("x")', "a,b", null, 1, true, ["a", "b"], [{ start: 1 }]]),
    `"'=HYPERLINK(""x"")","a,b",,1,true,a; b,"[{""start"":1}]"\r\n`,
  );
  assert.equal(csvLine([], ["+1", "-1", "@x", "–1", -1]), "'+1,'-1,'@x,–1,-1\r\n");
});

test("a line of JSON has every column", () => {
  assert.equal(jsonLine(["a", "b"], ["x\ny"]), '{"a":"x\\ny","b":null}\n');
});

test("SQL and Python quote what a user chose", () => {
  const wanted = {
    urls: ["https://x/a'b.parquet"],
    filters: { speaker: ["o'neill", ""], year: ["2024"] },
    terms: parseQuery("don't (x"),
  };
  const sql = asSql(wanted);
  assert.ok(sql.includes("'https://x/a''b.parquet'"));
  assert.ok(sql.includes("(list_has_any(speaker_ids, ['o''neill']) or coalesce(len(speaker_ids), 0) = 0)"));
  assert.ok(sql.includes("published_year in (2024)"));
  const python = asPython(wanted);
  assert.ok(python.includes(`"o'neill"`));
  assert.ok(python.includes("isin([2024])"));
  assert.ok(/^[\0-\u007e]*$/.test(asPython({ ...wanted, filters: { outlet: ["zürich\u2028"] } })), "only ASCII");
});

test("a citation names version, id and link, and TeX reads no command in it", () => {
  const cited = { id: "a#b", kind: "Quote", words: "100% \\input{x}", url: "https://x/#/quotes/a%23b" };
  assert.equal(
    citation(RELEASE, cited),
    "The authors (2026). A & B (version 1.0.0) [data set]. Quote a#b: “100% \\input{x}”. https://x/#/quotes/a%23b",
  );
  assert.match(citation(RELEASE, { ...cited, words: "It is." }), /: “It is\.” https/);
  const entry = bibtex(RELEASE, cited);
  assert.ok(entry.startsWith("@misc{a-b,\n"));
  assert.ok(entry.includes("title = {A \\& B}"));
  assert.ok(entry.includes("100\\% \\textbackslash{}input\\{x\\}"));
});

test("a link to the source is to a line at the commit of the release", () => {
  const path = "corpus/articles/a b.json";
  assert.equal(
    sourceLink(RELEASE, path, 7),
    `https://forge.example/org/name/blob/${"a".repeat(40)}/corpus/articles/a%20b.json#L7`,
  );
  const gitlab = { ...RELEASE, facts: { repository: "https://gitlab.example/org/name.git" } };
  assert.ok(sourceLink(gitlab, path)?.startsWith("https://gitlab.example/org/name/-/blob/"));
  assert.equal(sourceLink({ ...RELEASE, commit: null }, path), null);
  assert.equal(sourceLink({ ...RELEASE, facts: { repository: null } }, path), null);
});

test("a chart has every month from the first to the last, or every year if they are many", () => {
  const quotes = quotesOf([
    { published: "2023-11-02", type: "direct" },
    { published: "2024-01-31", type: "mixed" },
    { published: null, type: "mixed" },
  ]);
  assert.deepEqual(overTime(quotes, [0, 1, 2]), [
    { period: "2023-11", counts: [1, 0, 0] },
    { period: "2023-12", counts: [0, 0, 0] },
    { period: "2024-01", counts: [0, 1, 0] },
  ]);
  const long = quotesOf([{ published: "1999-12-31" }, { published: "2024-01-01" }]);
  assert.equal(overTime(long, [0, 1]).length, 26);
  assert.deepEqual(overTime(quotes, [2]), []);
});
