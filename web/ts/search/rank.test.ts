import assert from "node:assert/strict";
import { test } from "node:test";
import { log } from "./log.js";
import { best } from "./match.js";
import { Ranker } from "./rank.js";
import { newSlot } from "./slots.js";
import type { List } from "./terms.js";

test("logarithms have every bit that they have in Go", () => {
  // math.Log of these numbers, printed by Go
  const tests: [number, number][] = [[1, 0], [1.5, 0.4054651081081644], [2, 0.6931471805599453], [33.333, 3.5065478972699813],
    [200_001, 12.206077645517674], [1.000004999975, 4.999962500197353e-6]];
  for (const [x, want] of tests) assert.equal(log(x), want);
});

test("the best documents come first, of equal ones the first", () => {
  const scores = Float64Array.of(1, 0, 3, 2, 3, 1, 0.5, 3);
  assert.deepEqual(best(scores, 0, 4), [2, 4, 7, 3]);
  assert.deepEqual(best(scores, 3, 100), [3, 0, 5, 6]);
  assert.deepEqual(best(scores, 100, 10), []);
  const many = Float64Array.from({ length: 5000 }, (_, i) => (i * 7919) % 101);
  const sorted = [...many.keys()].filter((i) => many[i]).sort((a, b) => (many[b] ?? 0) - (many[a] ?? 0) || a - b);
  assert.deepEqual(best(many, 13, 100), sorted.slice(13, 113));
});

/** A list of all documents that a step leads to. */
function list(n: number, step: number): List {
  const df = Math.floor(n / step);
  const bytes = new Uint8Array(2 * df).fill(step, 0, df).fill(20, df);
  return { df, bytes, docs: 0, impacts: df };
}

test("documents with all words stand in front of those with the rarer one", () => {
  const lists: Record<string, List> = { wa: list(1000, 10), wb: list(1000, 3) };
  const ranker = new Ranker({ list: (field, text) => lists[field + text] }, 1001);
  const slots = ["a", "b"].map((text) => newSlot(text, text, [{ field: "w", text, weight: 1 }]));
  const { scores, slots: [a, b] } = ranker.rank(slots);
  assert.deepEqual([a?.df, b?.df, a && b && a.idf > b.idf], [100, 333, true]);
  assert.deepEqual(best(scores, 0, 2), [30, 60]);
  assert.ok((scores[30] ?? 0) > (scores[10] ?? 0) && (scores[10] ?? 0) > (scores[3] ?? 0));
  assert.deepEqual(ranker.rank(slots).scores, scores, "columns are empty again");
});

test("a hundred thousand documents are ranked while somebody types", () => {
  const n = 100_000;
  const common = [1, 2, 3, 5].map((step) => list(n - 1, step));
  const ranker = new Ranker({ list: (_, text) => common[text.length % 4] }, n);
  const slots = ["a", "bb", "ccc", "dddd"].map((text) => {
    const slot = newSlot(text, text, [{ field: "w", text, weight: 1 }, { field: "r", text, weight: 0.5 }]);
    return { ...slot, parts: slot.groups };
  });
  const times = Array.from({ length: 12 }, () => {
    const start = performance.now();
    best(ranker.rank(slots).scores, 0, 10);
    return performance.now() - start;
  });
  assert.ok(Math.min(...times) < 150, `took ${times.map(Math.round).join(", ")} ms`);
});
