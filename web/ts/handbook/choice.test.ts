import assert from "node:assert/strict";
import { test } from "node:test";
import { cssString, readChoice, writeChoice } from "./choice.js";

test("only what differs from the preset is stored", () => {
  const chapters = [{ id: "a", chosen: true, preset: true }, { id: "b", chosen: false, preset: true }, { id: "c", chosen: true, preset: false }];
  assert.equal(writeChoice(chapters), '{"b":false,"c":true}');
  assert.equal(writeChoice(chapters.slice(0, 1)), "");
  assert.deepEqual([...readChoice('{"b":false,"c":true}')], [["b", false], ["c", true]]);
});

test("what is no choice is the preset", () => {
  for (const text of [null, "", "[]", "null", "7", '{"a":"yes"}', "{"]) assert.equal(readChoice(text).size, 0, String(text));
});

test("no name of a municipality gets out of a string of CSS", () => {
  assert.equal(cssString("Musterstadt am Bäch 7"), '"Musterstadt am Bäch 7"');
  assert.equal(cssString('"}\\\n;'), '"\\22 \\7d \\5c \\a \\3b "');
});
