import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { compare, folderOf, grouped, leftBySystem, parseList } from "./list.js";
import { digest, sha256 } from "./sha256.js";

test("sums are those of SHA-256, at every length around a block", async () => {
  for (const n of [0, 1, 3, 54, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 1000, 70_001]) {
    const bytes = Uint8Array.from({ length: n }, (_, i) => (i * 131 + n) & 255);
    const want = createHash("sha256").update(bytes).digest("hex");
    assert.equal(sha256(bytes), want, `${n} bytes`);
    assert.equal(await digest(bytes), want);
    const within = new Uint8Array([9, ...bytes, 9]).subarray(1, n + 1);
    assert.equal(sha256(within), want, `${n} bytes inside others`);
  }
});

const a = "a".repeat(64), b = "b".repeat(64);

test("a list is read line by line; what is no entry is no entry", () => {
  const list = parseList(`${a}  portal/index.html\n${b}  portal/Ordner mit Blank/ä.pdf\nabc  kurz\n${a} ein Blank\n`);
  assert.deepEqual([...list.keys()], ["portal/index.html", "portal/Ordner mit Blank/ä.pdf"]);
  assert.equal(parseList(`${a}  a\u0308.pdf\n`).get("ä.pdf"), a);
});

test("changed, missing and extra files are told apart", () => {
  const list = parseList(`${a}  START.html\n${a}  portal/x\n${b}  portal/y\n`);
  const found = compare(list, new Map([["START.html", a], ["portal/y", a], ["fremd.exe", a]]));
  assert.deepEqual(found, { right: 1, changed: ["portal/y"], missing: ["portal/x"], extra: ["fremd.exe"] });
});

test("the folder of the stick is found in what was chosen", () => {
  const list = parseList(`${a}  START.html\n${a}  portal/x/index.html\n${b}  portal/y\n`);
  const under = (folder: string): string[] => ["START.html", "portal/x/index.html", "portal/y"].map((path) => folder + path);
  assert.equal(folderOf(list, under("NOTFALL/")), "NOTFALL/");
  assert.equal(folderOf(list, ["E/brief.odt", ...under("E/Notfall Stick ü/")]), "E/Notfall Stick ü/");
  assert.equal(folderOf(list, ["portal/x/index.html", "portal/y"]), "");
  assert.equal(folderOf(list, ["Bilder/a.png"]), undefined);
});

test("what systems leave is known, and nothing else", () => {
  for (const path of ["System Volume Information/x", "a/.DS_Store", "Thumbs.db", "$RECYCLE.BIN/a", "portal/._index.html"]) assert.ok(leftBySystem(path), path);
  for (const path of ["autorun.inf", "portal/index.html", "System Volume Information.exe", "desktop.ini.exe"]) assert.ok(!leftBySystem(path), path);
});

test("a sum is read out in eight groups of four", () => {
  assert.equal(grouped("0123456789abcdef".repeat(4)), "0123 4567 89ab cdef 0123 4567 89ab cdef");
});
