import assert from "node:assert/strict";
import { test } from "node:test";
import { bandsFor, bandsOf, newest, ownPlace } from "./compare.js";
import { emptyState, withReply } from "./state.js";
import type { Answer, Release, ReleaseCell } from "./types.js";

const quantile = (topic: string, p: number, lo: number, g = "2026/alle"): ReleaseCell => ({
  g, q: topic.split("+").flatMap((one) => [`k-${one}-01`, `k-${one}-02`]), num: ["ja"], half: ["teilweise"], den: ["ja", "teilweise", "nein"], p, topic, lo, hi: lo + 0.05,
});

const release = (cells: ReleaseCell[], rest: Partial<Release> = {}): Release => ({
  format: "nachbar-round/1", round: "2026", audience: "public", catalogue: "k", closed: "2026-06-30", groups: { "2026/alle": { n: 48 } }, cells, ...rest,
});

const quarters = (topic: string): ReleaseCell[] => [quantile(topic, 25, 0.4), quantile(topic, 50, 0.55), quantile(topic, 75, 0.7)];

test("bands are read where both quarters of all members are published", () => {
  const { topic: _, ...total } = quantile("T01", 25, 0.5);
  const { topic: __, ...totalHigh } = quantile("T01", 75, 0.6);
  const bands = bandsOf(release([
    { g: "2026/alle", q: "k-T01-01", a: ["ja"], lo: 3, hi: 7 },
    ...quarters("T01"), ...quarters("T02+T03"), quantile("T04", 25, 0.4), quantile("T05", 25, 0.4, "2026/klein"), quantile("T05", 75, 0.4, "2026/klein"), total, totalHigh,
  ]));
  assert.deepEqual(bands.map(({ topic, questions }) => [topic, questions.length]), [["T01", 2], ["T02+T03", 4], ["", 2]]);
  assert.ok(Math.abs((bands[0]?.from ?? 0) - 0.425) < 1e-9 && Math.abs((bands[0]?.to ?? 0) - 0.725) < 1e-9);
  assert.equal(bandsFor(bands, "T03")?.topic, "T02+T03");
  assert.equal(bandsFor(bands, "")?.topic, "");
  assert.equal(bandsFor(bands, "T04"), undefined);
});

test("one's own place needs all answers of the topic", () => {
  const published = release(quarters("T01"));
  const [bands] = bandsOf(published);
  assert.ok(bands);
  const place = (...given: Answer[]): string | undefined => {
    const sheet = given.reduce((made, answer, i) => withReply(made, `k-T01-0${i + 1}`, { answer }), emptyState("k").sheet);
    return ownPlace(published, bands, sheet);
  };
  assert.equal(place("ja"), undefined);
  assert.equal(place("ja", "nein"), "middle");
  assert.equal(place("ja", "entbehrlich"), "higher");
  assert.equal(place("nein", "teilweise"), "lower");
  assert.equal(place("entbehrlich", "entbehrlich"), undefined);
});

test("topics that were merged are compared together", () => {
  const published = release(quarters("T02+T03"));
  const [bands] = bandsOf(published);
  assert.ok(bands);
  let { sheet } = emptyState("k");
  for (const [id, answer] of [["T02-01", "ja"], ["T02-02", "nein"], ["T03-01", "ja"]] as const) sheet = withReply(sheet, `k-${id}`, { answer });
  assert.equal(ownPlace(published, bands, sheet), undefined);
  assert.equal(ownPlace(published, bands, withReply(sheet, "k-T03-02", { answer: "ja" })), "higher");
  assert.equal(ownPlace(published, bands, withReply(sheet, "k-T03-02", { answer: "nein" })), "middle");
});

test("the newest release of the catalogue is the one to compare with", () => {
  const old = release([], { round: "2022", closed: "2022-06-30" });
  const other = release([], { round: "2027", closed: "2027-06-30", catalogue: "other" });
  assert.equal(newest([old, release([]), other], "k")?.round, "2026");
  assert.equal(newest([other], "k"), undefined);
});
