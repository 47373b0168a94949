import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { longReport, measures, shortReport } from "./report.js";
import { isDay } from "./report-words.js";
import type { Catalogue, Model, Release, ReportInput, ReportWords, SheetData } from "./types.js";

interface Case {
  name: string;
  catalogue: string;
  sheet: SheetData;
  previous?: SheetData;
  release?: Release;
  portal: string;
  date: string;
  short: Model;
  long: Model;
  measures: string[];
}

/** The file that the tests of the Go package check, too. */
const [[words], [catalogues], cases] = JSON.parse(
  readFileSync(new URL("../../../internal/bsc/report/testdata/reports.json", import.meta.url), "utf8"),
) as [[ReportWords], [Record<string, Catalogue>], Case[]];

function inputOf({ catalogue, sheet, previous, release, portal, date }: Case): ReportInput {
  const known = catalogues[catalogue];
  assert.ok(known);
  return { catalogue: known, sheet, previous, release, words, portal, date };
}

for (const expected of cases) {
  test(`the reports of „${expected.name}“ are those that Go makes`, () => {
    const input = inputOf(expected);
    assert.deepEqual(shortReport(input), expected.short);
    assert.deepEqual(longReport(input), expected.long);
    assert.deepEqual(measures(input.catalogue, input.sheet).map(({ question }) => question.id), expected.measures);
  });
}

test("an input is not changed by its reports", () => {
  const input = inputOf(cases[0] as Case);
  const before = JSON.stringify(input);
  longReport(input);
  shortReport(input);
  assert.equal(JSON.stringify(input), before);
});

test("days are days of the calendar", () => {
  for (const day of ["2026-01-31", "2024-02-29", "2000-02-29"]) assert.equal(isDay(day), true, day);
  for (const day of ["2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-1", "bald", "2026-01-31 "]) assert.equal(isDay(day), false, day);
});
