import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync, inflateRawSync } from "node:zlib";
import { Analyzer, type Token } from "./german.js";
import { fold } from "./fold.js";
import { parseLexicon, split } from "./split.js";
import { root, stem } from "./stem.js";

/** Files of the Go package: the twins are held together by them. */
const file = (name: string): Buffer =>
  readFileSync(new URL(`../../../internal/german/${name}`, import.meta.url));

const lexicon = parseLexicon(inflateRawSync(file("lexikon.bin")).toString());
const letter = { whole: "w", part: "p", ident: "i", rooted: "r" } as const;

function describe(token: Token): string {
  const terms = token.terms.map(({ kind, text }) => `${letter[kind]}:${text}`);
  return (token.stop ? "!" : "") + terms.join(",");
}

test("words have the same terms as in Go", () => {
  const analyzer = new Analyzer(lexicon);
  const lines = gunzipSync(file("testdata/woerter.tsv.gz")).toString().trimEnd().split("\n");
  assert.ok(lines.length >= 50_000);
  const wrong: string[] = [];
  for (const line of lines) {
    const word = line.slice(0, line.indexOf("\t"));
    const tokens: string[] = [];
    analyzer.each(word, (token) => tokens.push(describe(token)));
    const got = `${word}\t${tokens.join(" / ")}`;
    if (got !== line) wrong.push(`${got} in place of ${line}`);
  }
  assert.deepEqual(wrong.slice(0, 20), []);
});

test("texts have the same tokens as in Go, at the same places", () => {
  const analyzer = new Analyzer(lexicon);
  const want = file("testdata/texte.tsv").toString();
  let got = "";
  for (const text of want.split("\n")) {
    if (text === "" || text.startsWith("\t")) continue;
    got += `${text}\n`;
    analyzer.each(text, (token) => {
      const covered = text.slice(token.start, token.end);
      got += `\t${token.pos}\t${token.over}\t${covered}\t${describe(token)}\n`;
    });
  }
  assert.equal(got, want);
});

test("without a lexicon compounds stay whole", () => {
  const analyzer = new Analyzer();
  assert.deepEqual(analyzer.parts("Notfallhandbuch"), []);
  analyzer.each("Notfallhandbuch", (token) => {
    assert.equal(describe(token), "w:notfallhandbuch");
  });
});

test("a lexicon that somebody provides cuts compounds", () => {
  const some = parseLexicon("0handbuchC\n0notfallD\n0druck|erzeugnis0\n");
  assert.deepEqual(new Analyzer(some).parts("Notfallhandbücher"), ["notfall", "handbuch"]);
  assert.deepEqual(split(some, "druckerzeugnisse"), [[0, 5], [5, 14]]);
  assert.deepEqual(split(some, "stromausfall"), []);
});

test("fold, stem and root change nothing the second time", () => {
  for (const word of ["Übungen", "Kameraueberwachung", "dokumentiert", "Bürgerinnen", "Łódź", "日本語"]) {
    const folded = fold(word);
    assert.equal(fold(folded), folded);
    assert.equal(stem(stem(folded)), stem(folded));
    assert.equal(root(root(stem(folded))), root(stem(folded)));
  }
});

test("a megabyte of one letter is no bomb", () => {
  const analyzer = new Analyzer(lexicon);
  const start = performance.now();
  for (const unit of ["a", "a-", "a:innenbcd:", "aaa:innenabc", "a\u00ad", "a\u0308", "§", "(in)"]) {
    analyzer.each(unit.repeat(2 ** 20 / unit.length), () => undefined);
  }
  assert.ok(performance.now() - start < 20_000);
});
