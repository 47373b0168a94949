import assert from "node:assert/strict";
import { test } from "node:test";
import { forget, parseRecent, recentQueries, remember, withQuery } from "./recent.js";

test("a query that comes again moves to the front, in its last spelling", () => {
  assert.deepEqual(withQuery(["bia", "stab", "rto"], " Stab "), ["Stab", "bia", "rto"]);
  assert.deepEqual(withQuery([], "zwei  \t wörter"), ["zwei wörter"]);
});

test("eight are kept, empty ones never, long ones in part", () => {
  const list = ["1", "2", "3", "4", "5", "6", "7", "8"];
  assert.deepEqual(withQuery(list, "neu"), ["neu", "1", "2", "3", "4", "5", "6", "7"]);
  assert.deepEqual(withQuery(list, "  "), list);
  assert.equal(withQuery([], "a".repeat(1000))[0]?.length, 200);
});

test("whatever lies in the storage, a list comes out", () => {
  for (const value of [null, "", "{", "7", "null", '"bia"', '{"a":1}', "[1,null,[]]", '["  "]']) {
    assert.deepEqual(parseRecent(value), [], String(value));
  }
  assert.deepEqual(parseRecent('["bia",3,"rto"]'), ["bia", "rto"]);
  assert.equal(parseRecent(JSON.stringify(Array(100).fill("a"))).length, 8);
});

test("without storage nothing is kept and nothing breaks", () => {
  remember("bia"); // Node has no storage, as a browser that blocks it
  forget("bia");
  forget();
  assert.deepEqual(recentQueries(), []);
});
