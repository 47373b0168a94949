import assert from "node:assert/strict";
import { test } from "node:test";
import { Memory, pack } from "./fixtures.js";
import { Directory, Shards } from "./shards.js";
import { impacts, Terms } from "./terms.js";
import type { Field } from "./types.js";

const field = (name: Field): number => name.charCodeAt(0);

const shards = {
  a: pack(
    0, "not", field("r"), 2, 0, 0, 300, 16, 63,
    3, "fall", field("w"), 1, 2, "not", "fall", 0, 5, 32,
    3, "fallhandbuch", field("w"), 3, 0, 1, "list",
  ),
  b: pack(0, "notiz", field("w"), 1, 0, 0, 7, 0, 0, "übung", field("w"), 1, 0, 0, 9, 0),
  list: pack(1, 1, 1, 0, 8, 16),
};

const terms = (source: Memory): Terms => {
  const all = new Shards(source);
  return new Terms(all, new Directory(all, { firsts: ["not", "notiz"], refs: ["a", "b"] }));
};

function listOf(known: Terms, name: Field, text: string): number[][] {
  const list: number[][] = [];
  known.each(name, text, (doc, impact) => list.push([doc, impact]));
  return list;
}

test("terms are found with their documents, impacts and parts", async () => {
  const known = terms(new Memory(shards));
  await known.load([{ field: "w", text: "notfall" }, { field: "w", text: "übung" }]);
  assert.deepEqual(listOf(known, "r", "not"), [[0, 0.25], [300, 15]]);
  assert.deepEqual(listOf(known, "w", "notfall"), [[5, 1]]);
  assert.deepEqual(known.find("w", "notfall")?.parts, ["not", "fall"]);
  assert.deepEqual(listOf(known, "w", "übung"), [[9, 1 / 16]]);
  assert.equal(known.find("r", "notfall"), undefined);
});

test("long lists are loaded for the terms that were asked for", async () => {
  const source = new Memory(shards);
  const known = terms(source);
  await known.load([{ field: "w", text: "notfall" }]);
  assert.deepEqual(source.loaded, ["a"]);
  await known.load([{ field: "w", text: "notfallhandbuch" }]);
  assert.deepEqual(source.loaded, ["a", "list"]);
  assert.deepEqual(listOf(known, "w", "notfallhandbuch"), [[1, 1 / 16], [2, 1 / 8], [3, 1 / 4]]);
});

test("a shard is loaded once, whoever asks for it", async () => {
  const source = new Memory(shards);
  const known = terms(source);
  await Promise.all([known.load([{ field: "w", text: "not" }]), known.load([{ field: "w", text: "notfall" }])]);
  await known.load([{ field: "r", text: "not" }]);
  assert.deepEqual(source.loaded, ["a"]);
});

test("a shard that failed is tried again", async () => {
  const broken: Record<string, unknown> = {};
  const source = new Memory(broken);
  const known = terms(source);
  await assert.rejects(known.load([{ field: "w", text: "notfall" }]), /no shard a/);
  Object.assign(broken, shards);
  await known.load([{ field: "w", text: "notfall" }]);
  assert.deepEqual(source.loaded, ["a", "a"]);
});

test("words that begin with a text are found in all shards", async () => {
  const found = await terms(new Memory(shards)).prefixed("not");
  assert.deepEqual(found.map(({ text }) => text), ["notfall", "notfallhandbuch", "notiz"]);
});

test("keys in front of all shards and unknown words load nothing or little", async () => {
  const source = new Memory(shards);
  const known = terms(source);
  await known.load([{ field: "w", text: "alarm" }]);
  assert.deepEqual(source.loaded, []);
  await known.load([{ field: "w", text: "zzz" }]);
  assert.deepEqual(source.loaded, ["b"]);
});

test("directories of many entries are read in two steps", async () => {
  const keys = Array.from({ length: 600 }, (_, i) => String(i).padStart(3, "0"));
  const files = [0, 256, 512].map((from) => ({ firsts: keys.slice(from, from + 256), refs: keys.slice(from, from + 256) }));
  const source = new Memory({ x: files[0], y: files[1], z: files[2] });
  const directory = new Directory(new Shards(source), { firsts: ["000", "256", "512"], dirs: ["x", "y", "z"] });
  assert.deepEqual(await directory.between("300a", "300b"), ["300"]);
  assert.deepEqual(await directory.between("254~", "257"), ["254", "255", "256", "257"]);
  assert.deepEqual(await directory.between("/", "000"), ["000"]);
  assert.deepEqual([await directory.at(0), await directory.at(256), await directory.at(599)], ["000", "256", "599"]);
  await assert.rejects(directory.at(600), /damaged/);
});

test("impacts are small floating point numbers", () => {
  assert.deepEqual([impacts[0], impacts[8], impacts[12], impacts[63]], [1 / 16, 1 / 8, 3 / 16, 15]);
});
