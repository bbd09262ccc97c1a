import assert from "node:assert/strict";
import { test } from "node:test";
import { strToU8, zipSync } from "fflate";
import { found } from "../choose.js";
import { newFileAddress, unzipped, zipped } from "../files.js";
import { idOf } from "../names.js";

test("a ZIP has the same bytes for the same files, and gives them back", () => {
  const files = { "seeds/a.txt": "“Text”", "corpus/articles/a.json": "{}\n", "reviews/a.json": "{}" };
  assert.deepEqual(zipped(files), zipped(files));
  assert.deepEqual(unzipped(zipped(files)), files);
});

test("only the files of a checkout are read from a ZIP", () => {
  const data = zipSync({
    "repo/seeds/a.txt": strToU8("a"),
    "../seeds/b.txt": strToU8("b"),
    "repo/README.md": strToU8("c"),
    "corpus/articles/x/y.json": strToU8("d"),
  });
  assert.deepEqual(Object.keys(unzipped(data)).sort(), ["seeds/a.txt", "seeds/b.txt"]);
});

test("a short file is in the address of the editor, a long one is not", () => {
  const forge = { repository: "https://github.com/org/repo", branch: "main" };
  const short = newFileAddress(forge, "corpus/entities/a.json", '{"name": "Ä & B"}');
  assert.ok(short?.complete);
  assert.equal(new URL(short.href).searchParams.get("value"), '{"name": "Ä & B"}');
  assert.equal(new URL(short.href).pathname, "/org/repo/new/main/corpus/entities");
  const other = newFileAddress({ ...forge, branch: "next/a b" }, "seeds/a.txt", "x");
  assert.equal(new URL(other?.href ?? "").pathname, "/org/repo/new/next/a%20b/seeds");
  assert.equal(newFileAddress(forge, "seeds/a.txt", "x".repeat(9000))?.complete, false);
  assert.equal(newFileAddress({ ...forge, repository: "https://forge.example/a/b" }, "seeds/a.txt", "x"), undefined);
  assert.equal(newFileAddress({ ...forge, repository: null }, "seeds/a.txt", "x"), undefined);
});

test("entities are found by parts of their names, accents aside", () => {
  const entity = (/** @type {string} */ id, /** @type {string} */ name, aliases = [""]) => ({
    id,
    name,
    aliases,
    type: "ORG",
    description: "",
  });
  const all = [entity("nato", "NATO"), entity("elysee", "Élysée Palace"), entity("un", "United Nations", ["UN"])];
  const ids = (/** @type {string} */ words) => found(all, words).map(({ id }) => id);
  assert.deepEqual(ids("elys"), ["elysee"]);
  assert.deepEqual(ids("nat"), ["nato", "un"]);
  assert.deepEqual(ids("palace ely"), ["elysee"]);
  assert.deepEqual(ids(" "), []);
});

test("an id is made of a name", () => {
  assert.equal(idOf("Élysée Palace, Paris"), "elysee-palace-paris");
  assert.equal(idOf("O’Brien"), "obrien");
});
