import assert from "node:assert/strict";
import { test } from "node:test";
import { address, parseAddress, START } from "../address.js";

const STATES = [
  {},
  { q: '"cold war" secur* & = # %', stem: true },
  { filters: { speaker: ["vladimir-putin", ""], type: ["direct"] }, sort: "-left", page: 3 },
  { view: "quotes", id: "000-no-place/for#headline?x" },
  { view: "utterances", id: "u", against: "a#b", version: "0.1.0" },
];

for (const state of STATES) {
  test(`an address gives back its state: ${address(state)}`, () => {
    assert.deepEqual(parseAddress(address(state)), { ...START, ...state });
  });
}

test("what cannot be understood is left out", () => {
  assert.deepEqual(parseAddress(""), START);
  assert.deepEqual(parseAddress("#/nonsense?page=-4&x=1&__proto__=y"), START);
  assert.equal(parseAddress("#/quotes/%E0%A4%A").id, "%E0%A4%A");
});
