import assert from "node:assert/strict";
import { test } from "node:test";
import { isTyping } from "./shortcuts.js";

test("a slash typed into a field stays a slash", () => {
  assert.ok(isTyping("INPUT", false));
  assert.ok(isTyping("TEXTAREA", false));
  assert.ok(isTyping("DIV", true));
  assert.ok(!isTyping("BODY", false));
  assert.ok(!isTyping("A", false));
});
