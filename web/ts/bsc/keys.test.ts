import assert from "node:assert/strict";
import { test } from "node:test";
import { actionOf, type Press } from "./keys.js";

const press = (key: string, rest: Partial<Press> = {}): Press => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false, ...rest });

test("letters and digits are answers", () => {
  for (const [key, answer] of [["j", "ja"], ["J", "ja"], ["t", "teilweise"], ["n", "nein"], ["e", "entbehrlich"], ["1", "ja"], ["4", "entbehrlich"], ["0", ""], ["Delete", ""]] as const) {
    assert.deepEqual(actionOf(press(key), "answers", true), { answer }, key);
  }
  assert.deepEqual(actionOf(press("o"), "other", true), { go: "open" });
});

test("characters count neither in fields, nor with a modifier, nor when they are switched off", () => {
  assert.equal(actionOf(press("j"), "text", true), undefined);
  assert.equal(actionOf(press("j"), "answers", false), undefined);
  for (const rest of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }]) {
    assert.equal(actionOf(press("n", rest), "answers", true), undefined, JSON.stringify(rest));
  }
  for (const key of ["x", "constructor", "toString", "ArrowDown", "5"]) assert.equal(actionOf(press(key), "answers", true), undefined, key);
});

test("enter leads on, with shift back, and stays what it is on links and buttons", () => {
  assert.deepEqual(actionOf(press("Enter"), "answers", false), { go: "next" });
  assert.deepEqual(actionOf(press("Enter"), "text", true), { go: "next" });
  assert.deepEqual(actionOf(press("Enter", { shiftKey: true }), "answers", true), { go: "back" });
  assert.equal(actionOf(press("Enter"), "other", true), undefined);
});
