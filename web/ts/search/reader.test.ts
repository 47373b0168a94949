import assert from "node:assert/strict";
import { test } from "node:test";
import { pack } from "./fixtures.js";
import { compareText, FrontReader, Reader } from "./reader.js";

test("numbers and texts are read in order", () => {
  const reader = new Reader(pack(0, 127, 128, 300_000, 2 ** 40, "Übung", "", 2, "a", "b"));
  assert.deepEqual([1, 2, 3, 4, 5].map(() => reader.number()), [0, 127, 128, 300_000, 2 ** 40]);
  assert.deepEqual([reader.text(), reader.text(), reader.list()], ["Übung", "", ["a", "b"]]);
  assert.ok(reader.done);
});

test("words share beginnings, even inside a character", () => {
  const umlaut = String.fromCharCode(0xfc); // ends in bc, é in a9: both begin with c3
  const bytes = Uint8Array.of(...pack(0, `${umlaut}ber`, 2, "rig", 1), 1, 0xa9, ...pack(0, "z".repeat(999), 998, "y"));
  const front = new FrontReader(new Reader(bytes));
  const words = [1, 2, 3, 4, 5].map(() => front.text());
  assert.deepEqual(words, ["über", "ürig", "é", "z".repeat(999), `${"z".repeat(998)}y`]);
});

test("damaged shards are errors, never endless", () => {
  const damaged = [[], [128], [5, 65], [...new Array<number>(12).fill(255), 1]];
  for (const bytes of damaged) assert.throws(() => new Reader(Uint8Array.from(bytes)).text(), /damaged/);
  assert.throws(() => new Reader(pack(1_000_000)).list(), /damaged/);
  assert.throws(() => new FrontReader(new Reader(pack(3, "a"))).next(), /damaged/);
});

test("texts are in the order of their bytes", () => {
  const order = ["", "a", "ab", "b", "ä", "Ω", "社", "\ue000", "\uffee", "😀"];
  for (const [i, a] of order.entries()) {
    for (const [j, b] of order.entries()) assert.equal(Math.sign(compareText(a, b)), Math.sign(i - j), `${a} ${b}`);
  }
});
