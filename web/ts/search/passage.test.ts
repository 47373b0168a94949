import assert from "node:assert/strict";
import { test } from "node:test";
import { Analyzer } from "../german/german.js";
import { root } from "../german/stem.js";
import { Marker } from "./mark.js";
import { forward, passage } from "./passage.js";
import type { DocMeta, Form, Heading, RankedSlot, Span } from "./types.js";

const analyzer = new Analyzer();

/** Slots of the words of a query, as the planner makes them. */
function slotsOf(query: string): RankedSlot[] {
  const slots: RankedSlot[] = [];
  analyzer.each(query, ({ stop, terms }) => {
    const forms = terms.flatMap(({ kind, text }): Form[] => {
      if (kind === "ident") return [{ field: "i", text, weight: 1 }];
      if (stop || kind !== "whole") return [];
      return [{ field: "w", text, weight: 1 }, { field: "r", text: root(text), weight: 0.5 }];
    });
    const group = { why: "word" as const, label: "", weight: 1, words: [forms], share: 1 };
    const slot = { word: "", key: "", weight: 1, joined: false, prefix: false, groups: [group], parts: [] };
    slots.push({ ...slot, df: 1, idf: 1 });
  });
  return slots;
}

const meta: DocMeta = {
  doc: 0, url: "", anchor: "", title: "", trail: "", kind: "", section: "", summary: "",
  textBlock: 0, textIndex: 0, textParts: 1,
};

const show = (all: readonly Span[]): string => all.map(({ text, mark }) => (mark ? `[${text}]` : text)).join("");

function snippet(query: string, body: string, compounds: string[] = []): string {
  return show(passage(new Marker(analyzer, slotsOf(query)), meta, { body, headings: [], compounds }).spans);
}

test("snippets mark words as they stand in the text", () => {
  const tests: [query: string, text: string, want: string, compounds?: string[]][] = [
    ["Handbuch", "Das Handbuch liegt bereit.", "Das [Handbuch] liegt bereit."],
    ["Handbuch", "Zwei Handbücher liegen bereit.", "Zwei [Handbücher] liegen bereit."],
    ["Handbuch", "Das Notfallhandbuch.", "Das [Notfallhandbuch].", ["notfallhandbuch|notfall|handbuch"]],
    ["Übung", "Äußerst schöne größere Übungen.", "Äußerst schöne größere [Übungen]."],
    ["Übung", "Die U\u0308bung gefa\u0308llt.", "Die [U\u0308bung] gefa\u0308llt."],
    ["Notfallhandbuch", "Das Not\u00adfall\u00adhand\u00adbuch.", "Das [Not\u00adfall\u00adhand\u00adbuch]."],
    ["Notfall IT Stab", "Der IT-Notfall-Stab tagt.", "Der [IT-Notfall-Stab] tagt."],
    ["DER.4 200-4 § 8a", "Nach DER.4, 200-4 und § 8a.", "Nach [DER.4], [200-4] und [§ 8a]."],
    ["Mitarbeiter", "Alle Mitarbeiter:innen üben.", "Alle [Mitarbeiter:innen] üben."],
    ["der Stadt", "Der Stab der Stadt.", "Der Stab der [Stadt]."],
    ["Übung", "😀 שלום Übung 😀", "😀 שלום [Übung] 😀"],
    ["Übung", "Eins\nZwei Übung\nDrei", "Eins · Zwei [Übung] · Drei"],
    ["Übung", "Nichts davon.\n", "Nichts davon."],
  ];
  for (const [query, text, want, compounds] of tests) assert.equal(snippet(query, text, compounds), want);
});

test("passages are short and have most of the words", () => {
  const far = "Hier steht nichts dazu. ".repeat(400);
  const body = `${far}Es geht um den Krisenstab. ${far}Der Krisenstab probt in der Feuerwache. ${far}`;
  const got = snippet("Krisenstab Feuerwache", body);
  assert.match(got, /^… Der \[Krisenstab\] probt in der \[Feuerwache\]\. /);
  assert.ok(got.endsWith(" …") && got.length < 260);
});

test("the section that answers best is named, without its heading in the snippet", () => {
  const parts = ["Vorab.\n", "Aufbau\nDas Handbuch hat Teile.\n", "Übung\nDas Handbuch wird in der Übung geprüft.\n"];
  const body = parts.join("");
  const at = (text: string): number => body.indexOf(text);
  const headings: Heading[] = [
    { anchor: "a", title: "Aufbau", start: at("Aufbau") },
    { anchor: "u", title: "Übung", start: at("Übung") },
  ];
  const marker = new Marker(analyzer, slotsOf("Handbuch Übung"));
  const found = passage(marker, meta, { body, headings, compounds: [] });
  assert.equal(found.anchor, "u");
  assert.equal(found.heading, "Übung");
  assert.equal(show(found.spans), "Das [Handbuch] wird in der [Übung] geprüft.");
});

test("a text without the words shows the summary", () => {
  const marker = new Marker(analyzer, slotsOf("Übung"));
  const found = passage(marker, { ...meta, summary: "Kurz gesagt." }, { body: "Lang.", headings: [], compounds: [] });
  assert.deepEqual(found, { anchor: "", heading: "", spans: [{ text: "Kurz gesagt.", mark: false }] });
});

test("passages are cut between characters, counted in bytes as in Go", () => {
  assert.equal(forward("aäa", 0, 2), 1);
  assert.equal(forward("aäa", 0, 3), 2);
  assert.equal(forward("😀a", 0, 3), 0);
  assert.equal(forward("😀a", 0, 9), 3);
  assert.equal(snippet("Übung", `${"😀ß".repeat(90)} Übung`), "… [Übung]");
});

test("a text of one kind of character takes no longer than it is", () => {
  const marker = new Marker(analyzer, slotsOf("Übung ue a* §"));
  const start = performance.now();
  for (const unit of ["ue", "ue ", "§ ", "ü ", "übung ", "\n", "übung-"]) {
    passage(marker, meta, { body: unit.repeat(64_000 / unit.length), headings: [], compounds: [] });
  }
  assert.ok(performance.now() - start < 10_000);
});
