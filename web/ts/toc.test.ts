import assert from "node:assert/strict";
import { test } from "node:test";
import { currentSection } from "./toc.js";

test("the section being read is the last that has passed the line", () => {
  assert.equal(currentSection([-900, -20, 150, 800], 200), 2);
  assert.equal(currentSection([-900, -20, 250, 800], 200), 1);
});

test("above the first heading there is no section", () => {
  assert.equal(currentSection([300, 800], 200), -1);
  assert.equal(currentSection([], 200), -1);
});
