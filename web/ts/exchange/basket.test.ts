import assert from "node:assert/strict";
import { test } from "node:test";
import { parseBasket } from "./basket.js";

test("a stored list is read, each id once", () => {
  assert.deepEqual(parseBasket('["notfallkarte","leitlinie-bcms","notfallkarte"]'), ["notfallkarte", "leitlinie-bcms"]);
});

test("what is no list of ids is left out", () => {
  for (const text of [null, "", "{", "{}", "1", '"notfallkarte"']) assert.deepEqual(parseBasket(text), []);
  assert.deepEqual(parseBasket('[1,null,"<b>","../../etc","a","abc",["abc"]]'), ["abc"]);
  assert.equal(parseBasket(JSON.stringify(Array.from({ length: 500 }, (_, n) => `abc-${n}`))).length, 200);
});
