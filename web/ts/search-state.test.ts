import assert from "node:assert/strict";
import { test } from "node:test";
import { readAsked, withValues, writeAsked, type Asked } from "./search-state.js";

test("an address says what is asked for, and is written the same way", () => {
  const asked = readAsked("?q=+bia++&typ=guide&typ=page&typ=guide&rolle=bcm&seite=2&leer=");
  assert.deepEqual(asked, {
    query: "bia",
    filters: [
      { facet: "typ", values: ["guide", "page"] },
      { facet: "rolle", values: ["bcm"] },
    ],
  });
  assert.equal(writeAsked(asked), "?q=bia&typ=guide&typ=page&rolle=bcm");
  assert.deepEqual(readAsked(writeAsked(asked)), asked);
});

test("an empty address asks for nothing", () => {
  for (const search of ["", "?", "?q=", "?typ=", "?q=+%20"]) {
    assert.deepEqual(readAsked(search), { query: "", filters: [] }, search);
  }
  assert.equal(writeAsked({ query: "", filters: [] }), "");
});

test("hostile addresses stay within bounds", () => {
  const many = readAsked("?" + Array.from({ length: 500 }, (_, i) => `typ=${i}`).join("&"));
  assert.equal(many.filters[0]?.values.length, 16);
  assert.equal(readAsked("?q=%00%ff<script>").query, "\u0000\ufffd<script>");
});

const base: Asked = { query: 'stab typ:termin "erste Lage" typ:"x y"', filters: [{ facet: "rolle", values: ["bcm"] }] };

test("a choice replaces the filter that was typed for the same facet", () => {
  assert.deepEqual(withValues(base, "typ", ["guide"]), {
    query: 'stab "erste Lage"',
    filters: [
      { facet: "typ", values: ["guide"] },
      { facet: "rolle", values: ["bcm"] },
    ],
  });
  assert.equal(withValues({ query: "Art:Termin art:neu", filters: [] }, "typ", []).query, "");
});

test("what only looks like a filter stays, and so do exclusions", () => {
  for (const query of ["-typ:termin stab", "prototyp:x", "typ: stab", "http://typ:8080/"]) {
    assert.equal(withValues({ query, filters: [] }, "typ", []).query, query);
  }
});

test("the last value taken away takes the filter away", () => {
  assert.deepEqual(withValues({ query: "a", filters: [{ facet: "rolle", values: ["bcm"] }] }, "rolle", []), { query: "a", filters: [] });
});
