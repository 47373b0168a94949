import assert from "node:assert/strict";
import { test } from "node:test";
import { isPast } from "./events.js";

const now = new Date("2027-01-14T12:00:00+01:00");

test("an event is past only after its end", () => {
  assert.ok(isPast("2027-01-14T11:59:00+01:00", now));
  assert.ok(!isPast("2027-01-14T12:01:00+01:00", now));
});

test("the offset counts, not the digits", () => {
  assert.ok(!isPast("2027-01-14T11:30:00Z", now));
});

test("a whole day lasts until its midnight", () => {
  const noon = new Date(2027, 0, 14, 12);
  assert.ok(!isPast("2027-01-14", noon));
  assert.ok(isPast("2027-01-13", noon));
});

test("an unreadable date is never past", () => {
  assert.ok(!isPast("", now));
  assert.ok(!isPast("morgen", now));
});
