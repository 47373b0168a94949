import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Workbook } from "../bsc/workbook-cells.js";
import { listFromText, listFromWorkbook, ListRefused, most } from "./list.js";

const refused = (use: () => unknown): string => {
  try {
    use();
  } catch (error) {
    if (error instanceof ListRefused) return error.reason;
    throw error;
  }
  return "";
};

/** A workbook of rows of texts; "#REF!" is an error. */
const book = (...sheets: string[][][]): Workbook => ({
  from1904: false,
  sheets: sheets.map((rows, s) => ({
    name: `Blatt${s + 1}`,
    rows: rows.map((row, r) => new Map(row.flatMap((text, c) => (text === "" ? [] : [[c, { ref: String.fromCharCode(65 + c) + (r + 1), text, kind: text.startsWith("#") ? "error" : "text" }] as const])))),
  })),
});

test("a line is a process, empty ones and doubles are left out", () => {
  assert.deepEqual(listFromText("Meldewesen\r\n\r\n  Fundbüro  \nmeldewesen\n---\n12\n"), { lines: ["Meldewesen", "Fundbüro"], broken: [], headings: 0, twice: 1 });
});

test("commas and semicolons inside names make no table", () => {
  assert.deepEqual(listFromText("Pässe, Ausweise\nFundbüro\nWahlen; Briefwahl").lines, ["Pässe, Ausweise", "Fundbüro", "Wahlen; Briefwahl"]);
  assert.deepEqual(listFromText("Kita").lines, ["Kita"]);
});

test("the head says which column has the names, in any order", () => {
  assert.deepEqual(listFromText("Amt\tProdukt\tProduktnummer\nAmt 32\tMeldewesen\t02.04.01\nAmt 32\tFundbüro\t02.04.02").lines, ["02.04.01 Meldewesen", "02.04.02 Fundbüro"]);
  assert.deepEqual(listFromText('\ufeffNr;Bezeichnung;Kosten\n1;"Pässe; Ausweise";3\n2;"Fund\nbüro";4').lines, ["1 Pässe; Ausweise", "2 Fund büro"]);
});

test("without a head names are the leftmost texts that differ", () => {
  assert.deepEqual(listFromText("02.04.01\tAmt 32\tMeldewesen\n02.04.02\tAmt 32\tFundbüro\n02.04.03\tAmt 32\tPässe\n02.04.04\tAmt 32\tWahlen").lines[0], "02.04.01 Meldewesen");
});

test("headings of a product plan are no processes", () => {
  const list = listFromText("02 Sicherheit und Ordnung\n02.04 Einwohnerwesen\n02.04.01 Meldewesen\n02.04.02 Pässe");
  assert.deepEqual([list.lines, list.headings], [["02.04.01 Meldewesen", "02.04.02 Pässe"], 2]);
});

test("all sheets with a head are read, the others are not", () => {
  const read = listFromWorkbook(book([["Hinweise zur Nutzung"], ["Bitte ausfüllen"]], [["Prozess", "Nr."], ["Meldewesen", "1"]], [["Geschäftsprozesse"], ["Fundbüro"]]));
  assert.deepEqual(read.lines, ["1 Meldewesen", "Fundbüro"]);
});

test("errors of formulas are named by their cells, names over several columns are found", () => {
  const read = listFromWorkbook(book([["Nr.", "Produkt"], ["02.04.01", "Meldewesen"], ["02.04.02", "#REF!"], ["Fundbüro und Fundtiere", ""]]));
  assert.deepEqual([read.lines, read.broken], [["02.04.01 Meldewesen", "Fundbüro und Fundtiere"], ["Blatt1!B3"]]);
});

test("what is too long or empty is refused with a reason", () => {
  assert.equal(refused(() => listFromText("\n \n")), "empty");
  assert.equal(refused(() => listFromText(Array.from({ length: most.lines + 1 }, (_, i) => `Prozess ${i}`).join("\n"))), "lines");
  assert.equal(refused(() => listFromText("a\n".repeat(100_000))), "rows");
  assert.equal(refused(() => listFromText("a".repeat(most.text + 1))), "text");
});

test("any text is read or refused", () => {
  const signs = ["\t", ";", ",", '"', "\n", "\r", "Prozess", "Nr.", "02.04", " ", "ä", "\u0000", "=", "😀"];
  let seed = 7;
  for (let i = 0; i < 2000; i++) {
    let text = "";
    for (let n = 0; n < 30; n++) text += signs[(seed = (seed * 48271) % 0x7fffffff) % signs.length];
    try {
      const { lines } = listFromText(text);
      assert.ok(lines.every((line) => line.trim() === line && !line.includes("\n")));
    } catch (error) {
      assert.ok(error instanceof ListRefused, String(error));
    }
  }
});

test("the lists that matching is measured with are read as they are", () => {
  for (const name of ["klein", "produktplan", "fremd"]) {
    const text = readFileSync(new URL(`../../../internal/bia/testdata/match/${name}.tsv`, import.meta.url), "utf8");
    const names = text.trimEnd().split("\n").map((line) => line.split("\t")[0] ?? "");
    assert.deepEqual(listFromText(names.join("\n")).lines, names);
  }
});
