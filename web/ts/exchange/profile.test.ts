import assert from "node:assert/strict";
import { test } from "node:test";
import { exportProfile, importProfile, longest, missing, parseProfile, withAnswer } from "./profile.js";

const same = (got: object | undefined, want: object) => assert.deepEqual({ ...got }, want);
const known = new Set(["kommune.name", "it.leitung.name"]);

test("what was stored is read, and what is no profile is empty", () => {
  same(parseProfile('{"a":"x","b":" y \\r\\n z ","c":"","d":1}'), { a: "x", b: "y z" });
  for (const text of [null, "", "x", "[]", "null", '"a"', "{"]) same(parseProfile(text), {});
});

test("an exported profile comes back as it was", () => {
  const profile = { "kommune.name": 'A <&"\'ß> =1+1 😀', "it.leitung.name": "eins zwei" };
  same(importProfile(exportProfile(profile), known)?.profile, profile);
  assert.equal(exportProfile({ b: "2", a: "1" }), exportProfile({ a: "1", b: "2" }));
});

test("an import tells what it does not take", () => {
  const long = "x".repeat(longest.value + 1);
  const got = importProfile(
    JSON.stringify({ "kommune.name": "M", "it.leitung.name": long, toString: "x", "@copied": "2000-01-01" }).replace("{", '{"__proto__":"x",'),
    known,
  );
  same(got?.profile, { "kommune.name": "M" });
  assert.deepEqual(got?.unknown, ["__proto__", "toString", "@copied"]);
  assert.deepEqual(got?.refused, ["it.leitung.name"]);
  assert.deepEqual(importProfile('{"kommune.name":{"a":1}}', known)?.refused, ["kommune.name"]);
  assert.equal(importProfile("kommune.name: M", known), undefined);
  assert.equal(importProfile("[]", known), undefined);
});

test("a file may begin with the mark of its encoding", () => {
  same(importProfile('\ufeff{"kommune.name":"M"}', known)?.profile, { "kommune.name": "M" });
});

test("answers come and go", () => {
  same(withAnswer({ a: "1" }, "b", " 2 "), { a: "1", b: "2" });
  same(withAnswer({ a: "1" }, "a", "  "), {});
  assert.equal(withAnswer({}, "a", "x".repeat(20_000))["a"]?.length, longest.value);
});

test("what is missing is told by own answers alone", () => {
  assert.deepEqual(missing(["a", "constructor", "b"], { a: "1" }), ["constructor", "b"]);
});
