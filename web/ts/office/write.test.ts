import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { unzipSync } from "fflate";
import type { Model, ReportWords } from "../bsc/types.js";
import { fill, type Form } from "./form.js";
import { reportFile, reportForm } from "./write.js";

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../../internal/bsc/report/testdata/${name}`, import.meta.url), "utf8"));

/** The files that the tests of the Go package check, too. */
const [[words], , cases] = read("reports.json") as [[ReportWords], unknown, { name: string; short: Model; long: Model }[]];
const [[shells], files] = read("office.json") as [
  [Record<string, Form>],
  { case: string; kind: "short" | "long"; format: string; parts: Record<string, string>; model?: Model }[],
];

const modelOf = (name: string, kind: "short" | "long"): Model => {
  const found = cases.find((c) => c.name === name);
  assert.ok(found);
  return found[kind];
};

for (const { case: name, kind, format, parts, model } of files) {
  test(`the ${kind} report of „${name}“ as ${format} is the text that Go writes`, () => {
    const shell = shells[format];
    assert.ok(shell);
    const made = fill(reportForm(shell, model ?? modelOf(name, kind), format, words), {});
    for (const [part, want] of Object.entries(parts)) {
      const got = made.find((file) => file.name === part);
      assert.equal(got && new TextDecoder().decode(got.body), want, part);
    }
    for (const { name: part, body } of made) {
      if (name === "mixed") assert.doesNotMatch(new TextDecoder().decode(body), /@@[A-Z]+@@/, part);
    }
  });
}

test("what a municipality wrote is never taken for a mark of the shell", () => {
  const shell = shells["odt"];
  assert.ok(shell);
  const content = reportForm(shell, modelOf("hostile", "long"), "odt", words).parts.find(({ name }) => name === "content.xml");
  assert.match(content?.text ?? "", /@@BODY@@/);
});

test("a report is an archive with its kind in front", () => {
  const shell = shells["odt"];
  assert.ok(shell);
  const data = reportFile(shell, modelOf("mixed", "short"), "odt", words);
  assert.equal(Object.keys(unzipSync(data))[0], "mimetype");
  assert.throws(() => reportFile(shell, modelOf("mixed", "short"), "pdf", words), /pdf/);
});
