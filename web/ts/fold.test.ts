import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, foldShort } from "./fold.js";

test("umlauts are written out, in either Unicode form", () => {
  assert.equal(fold("Übung"), "uebung");
  assert.equal(fold("U\u0308bung"), "uebung");
  assert.equal(fold("MASSNAHME"), fold("Maßnahme"));
  assert.equal(fold("Café"), "cafe");
});

test("the short form leaves the dots out", () => {
  assert.equal(foldShort("Übung"), "ubung");
  assert.equal(foldShort("Straße"), "strasse");
});
