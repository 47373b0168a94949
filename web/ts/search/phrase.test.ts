import assert from "node:assert/strict";
import { test } from "node:test";
import { Analyzer } from "../german/german.js";
import { exclude, keepPhrases } from "./phrase.js";
import type { Access, DocMeta, Matches } from "./types.js";

const analyzer = new Analyzer();

/** Documents that are found as if each had every word of a query. */
function site(bodies: string[]): { access: Access; matches: Matches; read: number[] } {
  const read: number[] = [];
  const meta = (doc: number): DocMeta => ({
    doc, url: "", anchor: "", title: `Seite ${doc}`, trail: "", kind: "", section: "", summary: "",
    textBlock: 0, textIndex: 0, textParts: 1,
  });
  const access: Access = {
    analyzer,
    postings: {
      load: () => Promise.resolve(),
      each: (_field, _text, f) => bodies.forEach((_, doc) => f(doc, 1)),
    },
    documents: {
      count: bodies.length,
      metas: (docs) => Promise.resolve(docs.map(meta)),
      text: ({ doc }) => {
        read.push(doc);
        return Promise.resolve({ body: bodies[doc] ?? "", headings: [], compounds: [] });
      },
    },
  };
  const scores = Float64Array.from(bodies, (_, doc) => doc + 1);
  const matches = { ranking: { scores, slots: [] }, partial: false, relaxed: false, passes: () => true };
  return { access, matches, read };
}

const left = ({ ranking: { scores } }: Matches): number[] => [...scores.keys()].filter((doc) => scores[doc]);

test("the words of a phrase stand side by side, in any form, stop words as well", async () => {
  const { access, matches } = site(["Die Übung des Stabs.", "Übung mit dem Stab", "der Stab, die Übung", "Übungen des Stabes"]);
  await keepPhrases(access, ["Übung des Stabs"], matches);
  assert.deepEqual(left(matches), [0, 3]);
});

test("all phrases have to be there", async () => {
  const { access, matches } = site(["eins zwei, drei vier", "eins zwei", "drei vier"]);
  await keepPhrases(access, ["eins zwei", "drei vier"], matches);
  assert.deepEqual(left(matches), [0]);
});

test("phrases that nothing has are dropped", async () => {
  const { access, matches } = site(["eins", "zwei"]);
  await keepPhrases(access, ["eins zwei"], matches);
  assert.deepEqual(left(matches), [0, 1]);
  assert.ok(matches.relaxed && !matches.partial);
});

test("a phrase in the title needs no text", async () => {
  const { access, matches, read } = site(["", "", ""]);
  await keepPhrases(access, ["Seite 1"], matches);
  assert.deepEqual(left(matches), [1]);
  assert.ok(!read.includes(1));
});

test("phrases are excluded", async () => {
  const { access, matches } = site(["eins zwei", "zwei eins"]);
  await exclude(access, "eins zwei", matches);
  assert.deepEqual(left(matches), [1]);
});

test("the best documents are read first, until there was enough text", async () => {
  const bodies = Array.from({ length: 40 }, () => "eins zwei ".repeat(3000));
  const { access, matches, read } = site(bodies);
  await keepPhrases(access, ["eins zwei"], matches);
  assert.ok(matches.partial);
  assert.equal(read[0], 39);
  assert.ok(read.length < 20, `${read.length} texts were read`);
  assert.ok(left(matches).every((doc) => doc > 20));
});
