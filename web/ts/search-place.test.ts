import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, resultsFor, searchPlace } from "./search-place.js";

test("results lead to pages below the root, wherever the site stands", () => {
  const web = searchPlace("https://portal.example.org/p/suche/", "https://portal.example.org/p/assets/search.js");
  assert.equal(web.folder, "https://portal.example.org/p/suche/");
  for (const [url, anchor, want] of [
    ["leitfaden/bia/", "", "leitfaden/bia/"],
    ["leitfaden/bia/index.html", "zweck", "leitfaden/bia/#zweck"],
    ["glossar/#bia", "bia", "glossar/#bia"],
    ["./", "", ""],
    ["index.html", "", ""],
    ["plan b.html", "", "plan%20b.html"],
    ["übung/index.html", "", "%C3%BCbung/"],
  ] as const) {
    assert.equal(addressOf(web, url, anchor), "https://portal.example.org/p/" + want, url);
  }
  assert.equal(resultsFor(web, "a & b"), "https://portal.example.org/p/suche/?q=a+%26+b");
});

test("from a folder they name files", () => {
  const stick = searchPlace("file:///media/stick/suche/index.html", "file:///media/stick/assets/search.js");
  assert.equal(stick.folder, "file:///media/stick/suche/");
  assert.equal(addressOf(stick, "leitfaden/bia/", "zweck"), "file:///media/stick/leitfaden/bia/index.html#zweck");
  assert.equal(addressOf(stick, "./"), "file:///media/stick/index.html");
  assert.equal(resultsFor(stick, "bia"), "file:///media/stick/suche/index.html?q=bia");
});

test("no result leads out of the site's server, whatever its address says", () => {
  const web = searchPlace("https://portal.example.org/suche/", "https://portal.example.org/assets/search.js");
  for (const url of ["javascript:alert(1)", "//evil.example/", "https://evil.example/", "data:text/html,x"]) {
    assert.equal(new URL(addressOf(web, url)).origin, "https://portal.example.org", url);
  }
});
