import assert from "node:assert/strict";
import { test } from "node:test";
import { wordsOf } from "./words.js";

test("texts are filled and counted", () => {
  const words = wordsOf({ "a.one": "{n} Feld", "a.other": "{n} Felder", b: "{x} {y} {x}" });
  assert.equal(words("a", { n: 1 }), "1 Feld");
  assert.equal(words("a", { n: 1200 }), "1.200 Felder");
  assert.equal(words("b", { x: "{y}" }), "{y} {y} {y}");
  assert.equal(words("gone"), "[gone]");
  assert.equal(words("toString"), "[toString]");
});
