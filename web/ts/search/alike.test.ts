import assert from "node:assert/strict";
import { test } from "node:test";
import { distance, near, newWord, Words } from "./alike.js";
import { Memory, pack } from "./fixtures.js";
import { Pieces } from "./repair.js";
import { Directory, Shards } from "./shards.js";

const words = (...list: [string, number][]) => list.map(([text, df]) => newWord(text, df));
const texts = (found: { word: { text: string } }[]): string[] => found.map(({ word }) => word.text);

test("slips are letters left out, added, changed or swapped", () => {
  const tests: [string, string, number][] = [
    ["notfall", "notfall", 0], ["notfall", "notfal", 1], ["notfall", "nottfall", 1], ["notfall", "nutfall", 1],
    ["notfall", "ntofall", 1], ["notfall", "notafll", 1], ["notfall", "ntofal", 2], ["notfall", "stab", 3],
  ];
  for (const [a, b, want] of tests) assert.equal(distance(a, b, 2), want, `${a} ${b}`);
});

test("the nearest words come first, of these the most frequent, then by text", () => {
  const list = words(["krisenstab", 1], ["krisenstob", 3], ["krisanstab", 3], ["kriesenstap", 9], ["brisenstab", 9]);
  assert.deepEqual(texts(near(list, "kriesenstab", 4)), ["kriesenstap", "krisenstab", "krisanstab", "krisenstob"]);
});

test("short words, long words and other scripts have no slips", () => {
  assert.deepEqual(near(words(["bia", 1]), "bix", 4), []);
  const long = "a".repeat(65);
  assert.deepEqual(near(words([long, 1]), `${long.slice(1)}b`, 4), []);
  assert.deepEqual(near(words(["übungen", 1]), "übunge", 4), []);
});

test("words are read from the shards of neighbouring lengths only", async () => {
  const shards = {
    x: pack(0, "nah", 1, 6, ""),
    y: pack(0, "notfall", 3, 15, "", 0, "notfell", 1, 2, "OTFELL"),
    z: pack(0, "notfallplaner", 1, 26, ""),
  };
  const source = new Memory(shards);
  const all = new Shards(source);
  const known = new Words(all, new Directory(all, { firsts: ["n03", "n07", "n13"], refs: ["x", "y", "z"] }));
  const found = await known.alike("notfal", 4);
  assert.deepEqual(found.map(({ word: { text, shown }, distance }) => [text, shown, distance]), [["notfall", "Notfall", 1]]);
  assert.deepEqual(source.loaded, ["x", "y"]); // words with the key n05 can be in x
});

test("a compound is understood with a slip in one of its pieces", () => {
  const pieces = new Pieces(words(["notfall", 5], ["handbuch", 5], ["ubung", 2]));
  assert.deepEqual(pieces.repair("notfallhandbuhc"), ["notfall", "handbuch"]);
  assert.deepEqual(pieces.repair("notfallsubung"), ["notfall", "ubung"]);
  assert.deepEqual(pieces.repair("notfallxyzq"), ["notfall"]);
  assert.deepEqual(pieces.repair("notfallᚠᛇᚻ"), ["notfall"]);
  assert.deepEqual(pieces.repair("xyzxyzxyz"), []);
});

test("no word is long enough to keep the search busy", () => {
  const list = words(...Array.from({ length: 20_000 }, (_, i): [string, number] => [`a${i.toString(36)}bcdefg`, i]));
  const pieces = new Pieces([...list, ...words(["aaaa", 1])]);
  const start = performance.now();
  pieces.repair("a".repeat(1000));
  near(list, "a".repeat(64), 4);
  assert.ok(performance.now() - start < 1000);
});
