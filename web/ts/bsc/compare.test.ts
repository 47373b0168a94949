import assert from "node:assert/strict";
import { test } from "node:test";
import { bandsOf, newest, ownPosition, position } from "./compare.js";
import { emptyState, withReply } from "./state.js";
import type { Release, ReleaseCell } from "./types.js";

const quantile = (topic: string, p: number, lo: number, g = "2026/alle"): ReleaseCell => ({
  g, q: topic.split("+").flatMap((one) => [`k-${one}-01`, `k-${one}-02`]), num: ["ja"], half: ["teilweise"], den: ["ja", "teilweise", "nein"], p, topic, lo, hi: lo + 0.05,
});

const release = (cells: ReleaseCell[], rest: Partial<Release> = {}): Release => ({
  format: "nachbar-round/1", round: "2026", audience: "public", catalogue: "k", closed: "2026-06-30", groups: { "2026/alle": { n: 48 } }, cells, ...rest,
});

const three = (topic: string): ReleaseCell[] => [quantile(topic, 25, 0.4), quantile(topic, 50, 0.55), quantile(topic, 75, 0.7)];

test("bands are read where all three percentiles of all members are published", () => {
  const bands = bandsOf(release([
    { g: "2026/alle", q: "k-T01-01", a: ["ja"], lo: 3, hi: 7 },
    ...three("T01"), ...three("T02+T03"), quantile("T04", 25, 0.4), quantile("T05", 25, 0.4, "2026/klein"),
  ]));
  assert.deepEqual(bands.map(({ topics, n, questions }) => [topics, n, questions.length]), [[["T01"], 48, 2], [["T02", "T03"], 48, 4]]);
});

test("a rate lies in an area, or at its border", () => {
  const [bands] = bandsOf(release(three("T01")));
  assert.ok(bands);
  for (const [own, want] of [[0, "lower"], [0.39, "lower"], [0.4, "lowerEdge"], [0.4499, "lowerEdge"], [0.46, "middle"], [0.69, "middle"], [0.7, "upperEdge"], [0.76, "upper"], [1, "upper"]] as const) {
    assert.equal(position(own, bands), want, String(own));
  }
});

test("at both borders the nearer one counts, and one hundred per cent belongs to the last interval", () => {
  const [bands] = bandsOf(release([quantile("T01", 25, 0.4), quantile("T01", 50, 0.4), quantile("T01", 75, 0.43)]));
  assert.ok(bands);
  assert.equal(position(0.435, bands), "lowerEdge");
  assert.equal(position(0.449, bands), "upperEdge");
  const [high] = bandsOf(release([quantile("T01", 25, 0.8), quantile("T01", 50, 0.9), quantile("T01", 75, 0.95)]));
  assert.ok(high);
  assert.equal(position(1, high), "upperEdge");
});

test("one's own position needs all answers of the topic", () => {
  const [bands] = bandsOf(release(three("T01")));
  assert.ok(bands);
  let { sheet } = emptyState("k");
  sheet = withReply(sheet, "k-T01-01", { answer: "ja" });
  assert.equal(ownPosition(sheet, bands), undefined);
  assert.equal(ownPosition(withReply(sheet, "k-T01-02", { answer: "nein" }), bands), "middle");
  assert.equal(ownPosition(withReply(sheet, "k-T01-02", { answer: "entbehrlich" }), bands), "upper");
  const none = withReply(withReply(sheet, "k-T01-01", { answer: "entbehrlich" }), "k-T01-02", { answer: "entbehrlich" });
  assert.equal(ownPosition(none, bands), undefined);
});

test("the newest release of the catalogue is the one to compare with", () => {
  const old = release([], { round: "2022", closed: "2022-06-30" });
  const other = release([], { round: "2027", closed: "2027-06-30", catalogue: "other" });
  assert.equal(newest([old, release([]), other], "k")?.round, "2026");
  assert.equal(newest([other], "k"), undefined);
});
