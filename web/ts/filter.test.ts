import assert from "node:assert/strict";
import { test } from "node:test";
import { folded, matches, withNumber } from "./filter.js";

const entry = folded("Üben und Testen Leitfaden");

for (const query of ["üben", "UEBEN", "uben", "test", "leit üb", "  testen  ", ""]) {
  test(`"${query}" finds the entry`, () => assert.ok(matches(entry, query)));
}

for (const query of ["bia", "üben bia", "testenn"]) {
  test(`"${query}" does not find the entry`, () => assert.ok(!matches(entry, query)));
}

test("a number goes into the message", () => {
  assert.equal(withNumber("{n} Einträge", 12), "12 Einträge");
});
