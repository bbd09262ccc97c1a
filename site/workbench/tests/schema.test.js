// What the forms offer is what the schemas allow.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { KINDS as TYPES_IN_WORDS } from "../../explorer/words.js";
import { TYPES } from "../names.js";
import { KINDS } from "../outlet.js";
import { CUE_CLASSES, SOURCE_FORMS } from "../quote.js";
import { CONTENT_ROLES, OTHER_ROLES } from "../text.js";

/** @param {string} kind */
const properties = (kind) =>
  JSON.parse(readFileSync(new URL(`../../../schema/${kind}.schema.json`, import.meta.url), "utf8")).properties;

test("the roles of a region are those of the schema", () => {
  const { enum: roles, description } = properties("article").regions.items.properties.role;
  assert.deepEqual([...CONTENT_ROLES, ...OTHER_ROLES].sort(), [...roles].sort());
  const listed = CONTENT_ROLES.join(", ").replace(/, (\w+)$/, " and $1");
  assert.ok(description.includes(`Quotes and mentions are in ${listed} only.`));
});

test("the types of an entity and of a mention are those of the schema", () => {
  const offered = TYPES.map(([type]) => type).sort();
  assert.deepEqual(offered, [...properties("entity").type.enum].sort());
  assert.deepEqual(offered, Object.keys(TYPES_IN_WORDS).sort());
  assert.deepEqual(offered, [...properties("article").mentions.items.properties.type.enum].sort());
});

test("the kinds of an outlet, the classes of a cue and the forms of a source are those of the schema", () => {
  const quote = properties("article").quotes.items.properties;
  assert.deepEqual(KINDS.map(([kind]) => kind).sort(), [...properties("outlet").kind.enum].sort());
  assert.deepEqual(CUE_CLASSES, quote.cue_class.enum);
  assert.deepEqual(
    SOURCE_FORMS.map(([form]) => form),
    quote.source_form.enum,
  );
});
