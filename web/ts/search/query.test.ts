import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, type Query } from "./query.js";

const query = (parts: Partial<Query>): Query => ({ text: "", phrases: [], without: [], prefixes: [], filters: [], ...parts });

const tests: [string, Partial<Query>][] = [
  ["Notfall Handbuch", { text: "Notfall Handbuch" }],
  ["  Notfall\t\nHandbuch  ", { text: "Notfall Handbuch" }],
  ['"im Notfall" Stab', { text: "im Notfall Stab", phrases: ["im Notfall"] }],
  [
    "„im Notfall“ “zwei drei” »vier fünf«",
    { text: "im Notfall zwei drei vier fünf", phrases: ["im Notfall", "zwei drei", "vier fünf"] },
  ],
  ['"Notfall"', { text: "Notfall" }],
  ['Stab "nie zu Ende', { text: "Stab nie zu Ende" }],
  ['5"-Diskette', { text: "5 -Diskette" }],
  ["Übung -Feuerwehr", { text: "Übung", without: ["Feuerwehr"] }],
  ['Übung -"der Feuerwehr"', { text: "Übung", without: ["der Feuerwehr"] }],
  ["200-4 IT-Grundschutz", { text: "200-4 IT-Grundschutz" }],
  ["Plan - Entwurf", { text: "Plan Entwurf" }],
  ["Notf*", { prefixes: ["Notf"] }],
  ["No* Ü*", { text: "No* Ü*" }],
  ["Mitarbeiter*innen", { text: "Mitarbeiter*innen" }],
  ["typ:termin Stab", { text: "Stab", filters: [{ facet: "typ", values: ["termin"], not: false }] }],
  ["TYP:Termin", { filters: [{ facet: "typ", values: ["Termin"], not: false }] }],
  [
    "typ:termin typ:leitfaden -bereich:wissen",
    {
      filters: [
        { facet: "typ", values: ["termin", "leitfaden"], not: false },
        { facet: "bereich", values: ["wissen"], not: true },
      ],
    },
  ],
  [
    'schlagwort:"IT-Sicherheit im Amt"',
    { filters: [{ facet: "schlagwort", values: ["IT-Sicherheit im Amt"], not: false }] },
  ],
  [
    "stufe:reaktiv role:bcm schritt:7",
    {
      filters: [
        { facet: "stufe", values: ["reaktiv"], not: false },
        { facet: "rolle", values: ["bcm"], not: false },
        { facet: "schritt", values: ["7"], not: false },
      ],
    },
  ],
  ["typ: termin", { text: "typ: termin" }],
  ["typ:", { text: "typ:" }],
  ["farbe:rot 22301:2019", { text: "farbe:rot 22301:2019" }],
  ["__proto__:a constructor:b", { text: "__proto__:a constructor:b" }],
  ["§ 8a", { text: "8a" }],
  ["?! … --", {}],
  ["a\x00b\x1b[31mc", { text: "a b [31mc" }],
  ["a\ud800b", { text: "a b" }],
];

test("a query is read as in Go", () => {
  for (const [input, want] of tests) assert.deepEqual(parse(input), query(want), input);
});

test("long queries are cut at a character", () => {
  assert.equal(parse("ä".repeat(201)).text, "ä".repeat(200));
  assert.equal(parse("😀a".repeat(10_000)).text, "😀a".repeat(100));
  assert.equal(parse("x".repeat(10 << 20)).text.length, 200);
});

test("a filter has a bounded number of values", () => {
  const [filter] = parse(Array.from({ length: 25 }, (_, i) => `typ:${i}`).join(" ")).filters;
  assert.equal(filter?.values.length, 16);
});

test("no piece of a query keeps the parser from its end", () => {
  const signs = ['"', "„", "“", "»", "«", "-", "−", ":", "*", "a", " ", "typ:", "\u202e", "😀", "<b>"];
  for (const a of signs) for (const b of signs) for (const c of signs) parse((a + b + c).repeat(20));
});
