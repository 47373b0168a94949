import assert from "node:assert/strict";
import { test } from "node:test";
import { nextTheme, parseTheme } from "./theme.js";

test("a stored theme is read back, anything else means automatic", () => {
  assert.equal(parseTheme("dark"), "dark");
  assert.equal(parseTheme("light"), "light");
  assert.equal(parseTheme(null), "auto");
  assert.equal(parseTheme("<script>"), "auto");
});

test("the switch goes round through all three themes", () => {
  assert.equal(nextTheme("auto"), "light");
  assert.equal(nextTheme("light"), "dark");
  assert.equal(nextTheme("dark"), "auto");
});
