import assert from "node:assert/strict";
import { test } from "node:test";
import { strFromU8, unzipSync } from "fflate";
import { readWorkbook } from "../bsc/workbook.js";
import { csvCell, csvOf, workbookOf } from "./files.js";

const formulas = ["=1+1", "+49 1", "-x", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "|calc", "%x"];

test("nothing that was typed is a formula in CSV", () => {
  for (const text of formulas) {
    const cell = csvCell(text).replace(/^"/, "");
    assert.match(cell, /^'/, JSON.stringify(text));
  }
  assert.equal(csvCell("A. B."), "A. B.");
  assert.equal(csvCell(-3), "-3");
  assert.equal(csvCell('a;"b"\nc'), '"a;""b""\nc"');
  const file = csvOf([["Name", 3], ["Ä;", "=x"]]);
  assert.deepEqual([...file.subarray(0, 3)], [0xef, 0xbb, 0xbf], "a byte order mark");
  assert.equal(strFromU8(file.subarray(3)), 'Name;3\r\n"Ä;";\'=x\r\n');
});

test("nothing that was typed is a formula in a workbook, and all of it is there again", () => {
  const rows = [["Name"], ...formulas.map((text) => [text]), ['<&"> ü 😀'], [5]];
  const data = workbookOf([{ name: "Wer/wann?", rows, widths: [20] }, { name: "B", rows: [["x"]], widths: [] }]);
  const xml = Object.values(unzipSync(data)).map((part) => strFromU8(part)).join("");
  assert.doesNotMatch(xml, /<f[ >]/);
  const book = readWorkbook(data);
  assert.deepEqual(book.sheets.map(({ name }) => name), ["Wer wann ", "B"]);
  const texts = book.sheets[0]?.rows.map((row) => row.get(0)?.text);
  assert.deepEqual(texts?.map((text) => text?.trim()), rows.map(([value]) => String(value).trim()));
  assert.ok(book.sheets[0]?.rows.slice(0, -1).every((row) => row.get(0)?.kind === "text"));
});

test("what XML cannot hold is left out", () => {
  const data = workbookOf([{ name: "a", rows: [["x\u0000y\ud800z\uffff"]], widths: [] }]);
  assert.equal(readWorkbook(data).sheets[0]?.rows[0]?.get(0)?.text, "xyz");
});

test("the same plan gives the same bytes", () => {
  const sheets = [{ name: "a", rows: [["x", 1]], widths: [3] }];
  assert.deepEqual(workbookOf(sheets), workbookOf(sheets));
});
