import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fill, type Answers, type Form } from "./fill.js";

/** The file that the tests of the Go package check, too. */
const twins = JSON.parse(readFileSync(new URL("../../../internal/office/testdata/copies.json", import.meta.url), "utf8")) as {
  name: string;
  form: Form;
  answers: Answers;
  parts: Record<string, string>;
}[];

for (const { name, form, answers, parts } of twins) {
  test(`a form is filled as in Go: ${name}`, () => {
    const got = Object.fromEntries(fill(form, answers).map((part) => [part.name, new TextDecoder().decode(part.body)]));
    assert.deepEqual(got, parts);
  });
}

test("answers are looked up among the answers alone", () => {
  const form = { entries: [{ name: "a", pieces: [{ f: "constructor" }, { f: "toString", c: [{ v: "*", p: [{ t: "x" }] }] }] }] };
  assert.equal(new TextDecoder().decode(fill(form, {})[0]?.body), "");
});
