import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fill, fillText, longestValue, normal, type Form, type Values } from "./form.js";

/** The file that the tests of the Go package check, too. */
const twins = JSON.parse(readFileSync(new URL("../../../internal/office/form/testdata/twins.json", import.meta.url), "utf8")) as {
  form: Form;
  copies: { values: Values | null; parts: string[] }[];
  values: [string, string][];
  refused: string[];
};

test("a form is filled as in Go", () => {
  for (const { values, parts } of twins.copies) {
    const got = fill(twins.form, values ?? {}).map(({ body }) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(body));
    assert.deepEqual(got, parts);
  }
});

test("values become one line as in Go", () => {
  for (const [typed, want] of twins.values) assert.equal(normal(typed), want);
  assert.equal(normal("Ä".repeat(longestValue + 5)).length, longestValue);
  assert.equal([...normal("😀 ".repeat(longestValue))].length, longestValue);
  assert.equal(normal("\ud800a\udc00"), "a");
});

test("forms whose holes do not fit are refused", () => {
  for (const text of twins.refused) assert.throws(() => fillText(text, {}), /broken/, JSON.stringify(text));
});
