import assert from "node:assert/strict";
import { test } from "node:test";
import { addressBelowRoot } from "./nachbar.js";

test("addresses are those that the command line prints", () => {
  for (const [url, part, want] of [
    ["leitfaden/bia/index.html", "", "leitfaden/bia/"],
    ["leitfaden/bia/", "", "leitfaden/bia/"],
    ["index.html", "", "./"],
    ["./", "", "./"],
    ["glossar/", "bia", "glossar/#bia"],
    ["glossar/#bia", "bia", "glossar/#bia"],
    ["404.html", "", "404.html"],
  ] as const) {
    assert.equal(addressBelowRoot({ url, part }), want);
  }
});
