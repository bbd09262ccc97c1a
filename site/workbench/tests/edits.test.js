import assert from "node:assert/strict";
import { test } from "node:test";
import * as edits from "../edits.js";
import { begun, changed, redone, settled, undone } from "../history.js";
import { Text } from "../places.js";

/** @import { Document } from "../types.js" */

/** @returns {Document} */
const draft = () => ({
  article: {
    id: "a",
    method: "rules",
    status: "draft",
    regions: [{ role: "body", span: [0, 100] }],
    quotes: [
      {
        id: "outer",
        medium: "speech",
        content: [{ exact: "x", span: [0, 9] }],
        speakers: ["nato"],
        rule: "r",
        confidence: 0.5,
      },
      {
        id: "inner",
        medium: "speech",
        content: [{ exact: "y", span: [3, 5] }],
        speakers: [],
        within: "outer",
        rule: "r",
        confidence: 0.3,
      },
    ],
    mentions: [{ exact: "NATO", every: true, spans: [[0, 4]], type: "ORG", entity: "nato", confidence: 0.4 }],
    outlet: { value: null, basis: "unknown" },
    published: { value: "2024-05-16", basis: "stated", evidence: [{ exact: "May 16", span: [20, 26] }] },
    byline: { value: null, basis: "unknown" },
  },
  entities: {},
  seed: { name: "a.txt", text: "x".repeat(100) },
  suggested: null,
});

test("a decision removes rule and confidence, and leaves the old document as it is", () => {
  const before = draft();
  const after = edits.acceptQuote("outer")(before);
  assert.deepEqual(before, draft());
  assert.equal(after.article.quotes[0].confidence, undefined);
  assert.equal(after.article.quotes[1].confidence, 0.3);
});

test("what is undecided is sorted, the least certain first", () => {
  assert.deepEqual(
    edits.undecided(draft()).map(({ kind, id }) => `${kind} ${id}`),
    ["quote inner", "mention 0", "quote outer"],
  );
});

test("a quote inside a removed one stays", () => {
  const { quotes } = edits.removeQuote("outer")(draft()).article;
  assert.deepEqual(
    quotes.map(({ id, within }) => [id, within]),
    [["inner", undefined]],
  );
});

test("a part keeps the anchors of places that stay, and goes when it is empty", () => {
  const longer = edits.setPart("outer", "content", [
    [20, 25],
    [0, 9],
  ])(draft()).article.quotes[0];
  assert.deepEqual(longer.content, [{ exact: "x", span: [0, 9] }, { span: [20, 25] }]);
  const cued = edits.setPart("outer", "cue", [[10, 14]])(draft());
  assert.deepEqual(edits.setPart("outer", "cue", [])(cued).article.quotes[0].cue, undefined);
});

test("a speaker takes the place of the reason why there is none", () => {
  const none = edits.setField("inner", "no_speaker", edits.NO_SPEAKER)(draft());
  assert.equal(none.article.quotes[1].no_speaker, edits.NO_SPEAKER);
  assert.equal(edits.setSpeakers("inner", ["nato"])(none).article.quotes[1].no_speaker, undefined);
});

test("a fact without a value is unknown and has no evidence", () => {
  assert.deepEqual(edits.setFact("published", { value: "" })(draft()).article.published, {
    value: null,
    basis: "unknown",
  });
  const byline = edits.setFact("byline", { value: "Ana Vell", evidence: [{ span: [1, 3] }] })(draft()).article.byline;
  assert.deepEqual(byline, { value: "Ana Vell", basis: "stated", evidence: [{ span: [1, 3] }] });
});

test("an entity is added, accepted and removed", () => {
  const entity = { id: "bo", name: "Bo", type: "PERSON", description: "a person", status: "draft" };
  const added = edits.putEntity(entity)(draft());
  assert.equal(added.entities.bo.wikidata, null);
  assert.equal(edits.acceptEntity("bo")(added).entities.bo.status, undefined);
  assert.deepEqual(edits.removeEntity("bo")(added).entities, {});
  assert.ok(!edits.usedEntities(added).has("bo"));
  assert.ok(edits.usedEntities(edits.addMention([1, 3], entity, "name")(added)).has("bo"));
});

test("a finished article is no draft and has no suggestions left", () => {
  const { article } = edits.finish(draft());
  assert.equal(article.method, "human");
  assert.ok(!("status" in article));
  assert.deepEqual(edits.undecided(edits.finish(draft())), []);
});

test("every step is undone and redone, and a new step ends what could be redone", () => {
  const [one, two, three] = ["one", "two", "three"].map((name) => ({ ...draft(), seed: { name, text: "" } }));
  const at = changed(settled(begun(one), two), three);
  assert.equal(undone(at).present, two);
  assert.equal(redone(undone(at)).present, three);
  assert.equal(redone(changed(undone(at), one)).present, one);
  assert.equal(undone(undone(undone(at))).present, two);
});

test("words of a part become a part of their own, and parts are joined again", () => {
  const text = new Text("Head line By Bo Xu said. More.");
  const before = draft();
  before.article.regions = [{ role: "title", span: [0, 30] }];
  const split = edits.splitRegion(text, 0, [10, 18], "byline")(before);
  assert.deepEqual(split.article.regions, [
    { role: "title", span: [0, 9] },
    { role: "byline", span: [10, 18] },
    { role: "title", span: [19, 30] },
  ]);
  const joined = edits.joinRegion(1)(split);
  assert.deepEqual(joined.article.regions[0], { role: "title", span: [0, 18] });
  assert.equal(edits.splitRegion(text, 0, [0, 9], "kicker")(joined).article.regions.length, 3);
  assert.equal(edits.joinRegion(0)(split), split);
});

test("a date, a note or an office is left out when it is emptied", () => {
  const dated = edits.setDate("inner", "said_on", { value: "2024-05-16" })(draft());
  assert.deepEqual(dated.article.quotes[1].said_on, { value: "2024-05-16", basis: "stated" });
  assert.ok(!("said_on" in edits.setDate("inner", "said_on", { value: "" })(dated).article.quotes[1]));
  assert.ok(!("note" in edits.setNote("")(edits.setNote("Odd.")(draft())).article));
  const office = edits.setOffice("nato", { office: "spokesman" })(draft());
  assert.deepEqual(office.article.roles, [{ entity: "nato", evidence: [], office: "spokesman" }]);
  const tied = edits.setOffice("nato", { office: "", affiliation: "japan" })(office);
  assert.deepEqual(tied.article.roles, [{ entity: "nato", evidence: [], affiliation: "japan" }]);
  assert.ok(edits.usedEntities(tied).has("japan"));
  assert.ok(!("roles" in edits.setOffice("nato", { affiliation: undefined })(tied).article));
});

test("a speaker is uncertain, passes words on, and reports utterances only as long as somebody says so", () => {
  const open = edits.setCertain("inner", false)(draft());
  assert.equal(open.article.quotes[1].certain, false);
  assert.ok(!("certain" in edits.setCertain("inner", true)(open).article.quotes[1]));
  const told = edits.setField("inner", "via", "xinhua")(draft());
  assert.ok(edits.usedEntities(told).has("xinhua"));
  const same = edits.setUtterances("inner", ["u"])(draft());
  assert.ok(!("utterances" in edits.setUtterances("inner", [])(same).article.quotes[1]));
});

test("a new outlet is the article's, and can be removed", () => {
  const outlet = { id: "sea-wire", name: "Sea Wire", kind: "agency", description: "agency" };
  const added = edits.addOutlet(outlet)(draft());
  assert.equal(added.article.outlet.value, "sea-wire");
  assert.deepEqual(Object.keys(added.outlets ?? {}), ["sea-wire"]);
  assert.deepEqual(edits.removeOutlet("sea-wire")(added).outlets, {});
});
