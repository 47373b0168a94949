import assert from "node:assert/strict";
import { test } from "node:test";
import { strToU8, zipSync } from "fflate";
import { answerFrom, sheetFrom, valuesOf } from "./sheet.js";
import { emptyState, withReply } from "./state.js";
import { dayOfSerial, most, readWorkbook, Refused } from "./workbook.js";
import { parseXML, textOf } from "./xml.js";

const questions = new Set(["k-T01-01", "k-T01-02", "k-T01-03"]);

/** A cell: text stands inline, numbers as they are, XML beginning with "<" as it is. */
const cell = (value: string | number): string =>
  typeof value === "number" ? `<c><v>${value}</v></c>` : value.startsWith("<") ? value : `<c t="inlineStr"><is><t>${value}</t></is></c>`;

function file(sheets: Record<string, (string | number)[][]>, rest: Record<string, string> = {}): Uint8Array {
  const names = Object.keys(sheets);
  const parts: Record<string, string> = {
    "xl/workbook.xml": `<?xml version="1.0"?><workbook xmlns:r="r"><workbookPr/><sheets>${names.map((name, i) => `<sheet name="${name}" r:id="r${i}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${names.map((_, i) => `<Relationship Id="r${i}" Target="worksheets/s${i}.xml"/>`).join("")}</Relationships>`,
    ...rest,
  };
  names.forEach((name, i) => {
    const rows = (sheets[name] ?? []).map((row, n) => `<row r="${n + 1}">${row.map(cell).join("")}</row>`).join("");
    parts[`xl/worksheets/s${i}.xml`] ??= `<x:worksheet xmlns:x="x"><x:sheetData>${rows}</x:sheetData></x:worksheet>`;
  });
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

const head = ["Nr.", "Frage", "Antwort", "Begründung oder Bemerkung", "Verantwortlich (Rolle)", "Frist", "Kennung"];
const row = (id: string, answer: string | number, reason = "", who = "", due: string | number = ""): (string | number)[] => ["1", "Antwort?", answer, reason, who, due, id];
const read = (sheets: Record<string, (string | number)[][]>, rest = {}) => sheetFrom(readWorkbook(file(sheets, rest)), "k", questions);

test("answers are found by their question, with what is said about them", () => {
  const { sheet, troubles, others } = read({
    Angaben: [["Angaben"], ["Kommune", "Musterstadt &amp; Land"], ["Größenklasse", "mittel"], ["Datum", 46168], ["Erfasser/in (Rolle)", "IT"], ["Befragte", ""], ["Kommune", "andere"]],
    Fragen: [["Thema T01"], head, row("k-T01-02", "Teilw.", "", "IT-Leitung", 46477), row("k-T01-01", " JA ", "x", "", "31.3.2027"), row("k-T01-03", "")],
  });
  assert.deepEqual(troubles, []);
  assert.deepEqual(others, []);
  assert.deepEqual({ ...sheet.replies }, {
    "k-T01-01": { answer: "ja", reason: "x", responsible: "", due: "2027-03-31" },
    "k-T01-02": { answer: "teilweise", reason: "", responsible: "IT-Leitung", due: dayOfSerial(46477, false) },
  });
  assert.equal(sheet.member, "Musterstadt & Land");
  assert.equal(sheet.class, "mittel");
  assert.equal(sheet.date, "2026-05-26");
  assert.equal(sheet.author, "IT");
});

test("the details stand behind their keys, whatever the notes beside them say", () => {
  const { sheet } = read({ Angaben: [["", "Angaben"], ["Schlüssel", "Angabe", "Ihr Eintrag", "Hinweis"], ["p.member", "Kommune", "", "Name der Kommune"], ["p.class", "Größenklasse", "groß", "klein: bis"], ["p.date", "Datum der Prüfung", "12.05.2026", "Ein Tag"]] });
  assert.deepEqual([sheet.member, sheet.class, sheet.date, sheet.author], ["", "gross", "2026-05-12", ""]);
});

test("columns may be moved and strings be shared, as Excel writes them", () => {
  const strings = '<sst><si><t>nein</t></si><si><r><t>k-T01</t></r><r><t xml:space="preserve">-01</t></r><rPh><t>x</t></rPh></si></sst>';
  const shared = (i: number): string => `<c t="s"><v>${i}</v></c>`;
  const { sheet } = read({ F: [["Kennung", "Frist", "Antwort"], [shared(1), "bald", shared(0)]] }, { "xl/sharedStrings.xml": strings });
  assert.deepEqual({ ...sheet.replies }, { "k-T01-01": { answer: "nein", reason: "", responsible: "", due: "bald" } });
});

test("what cannot be understood is named with its place", () => {
  const formula = '<c r="C3" t="str"><f>A1</f><v>ja</v></c>';
  const { sheet, troubles, others } = read({
    F: [head, row("k-T01-01", "vielleicht, aber nicht immer ganz"), row("k-T01-02", formula), row("k-T01-03", "ja"), row("k-T01-03", "nein"), row("k-T09-99", "ja"), row("alt-T01-01", "ja")],
  });
  assert.deepEqual(Object.keys(sheet.replies), ["k-T01-03"]);
  assert.equal(sheet.replies["k-T01-03"]?.answer, "ja");
  assert.deepEqual(troubles, [
    { kind: "word", sheet: "F", cell: "C2", found: "vielleicht, aber nic" },
    { kind: "formula", sheet: "F", cell: "C3", found: "ja" },
    { kind: "twice", sheet: "F", cell: "G5", found: "k-T01-03" },
    { kind: "unknown", sheet: "F", cell: "G6", found: "k-T09-99" },
  ]);
  assert.deepEqual(others, ["alt"]);
});

test("OpenDocument spreadsheets are read as LibreOffice writes them", () => {
  const t = (text: string, more = ""): string => `<table:table-cell office:value-type="string"${more}><text:p>${text}</text:p></table:table-cell>`;
  const empty = (n: number): string => `<table:table-cell table:number-columns-repeated="${n}"/>`;
  const rows = [
    `<table:table-header-rows><table:table-row>${t("Schlüssel")}${t("Frage")}${t("Antwort")}${t("Begründung")}${t("Frist")}</table:table-row></table:table-header-rows>`,
    `<table:table-row table:number-rows-repeated="3">${empty(5)}</table:table-row>`,
    `<table:table-row>${t("k-T01-01")}${empty(1)}<table:table-cell office:value-type="string"><office:annotation><text:p>nein</text:p></office:annotation><text:p>ja</text:p></table:table-cell>${t("zwei</text:p><text:p>Zeilen")}<table:table-cell office:value-type="date" office:date-value="2027-03-31T00:00:00"><text:p>31.03.27</text:p></table:table-cell></table:table-row>`,
    `<table:table-row>${t("k-T01-02")}${empty(1)}${t("ja", ' table:formula="of:=A1"')}</table:table-row>`,
    `<table:table-row table:number-rows-repeated="1048000">${empty(16384)}</table:table-row>`,
  ].join("");
  const content = `<office:document-content><office:body><office:spreadsheet><table:table table:name="Fragen">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`;
  const ods = (parts: Record<string, string>): Uint8Array => zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
  const { sheet, troubles } = sheetFrom(readWorkbook(ods({ "content.xml": content })), "k", questions);
  assert.deepEqual({ ...sheet.replies }, { "k-T01-01": { answer: "ja", reason: "zwei Zeilen", responsible: "", due: "2027-03-31" } });
  assert.deepEqual(troubles, [{ kind: "formula", sheet: "Fragen", cell: "C6", found: "ja" }]);
  for (const [parts, reason] of [[{ "content.xml": "<x>", "META-INF/manifest.xml": "<manifest:encryption-data/>" }, "encrypted"], [{ "content.xml": content, "Basic/script-lc.xml": "" }, "macros"], [{ "content.xml": "<office:document-content><office:body><office:text/></office:body></office:document-content>" }, "no-workbook"]] as const) {
    assert.throws(() => readWorkbook(ods(parts)), (error) => error instanceof Refused && error.reason === reason, reason);
  }
});

test("words mean one answer or none", () => {
  for (const [text, want] of [["Ja", "ja"], ["j", "ja"], ["teilw.", "teilweise"], ["n", "nein"], ["nein ", "nein"], ["n/a", "entbehrlich"], ["Entb.", "entbehrlich"], ["", ""], [" ", ""]] as const) {
    assert.equal(answerFrom(text), want, text);
  }
  for (const text of ["x", "1", "?", "ja/nein", "constructor", "jein"]) assert.equal(answerFrom(text), undefined, text);
});

test("files that are no workbook, or not harmless, are refused by name", () => {
  const refused = (data: Uint8Array, reason: string): void => assert.throws(() => readWorkbook(data), (error) => error instanceof Refused && error.reason === reason, reason);
  refused(strToU8("Kommune;Antwort"), "no-workbook");
  refused(new Uint8Array(), "no-workbook");
  refused(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), "encrypted");
  refused(zipSync({ "content.xml": strToU8("<a/>") }), "no-workbook");
  refused(file({}, { "xl/vbaProject.bin": "x" }), "macros");
  refused(file({}, { "xl/externalLinks/externalLink1.xml": "<a/>" }), "links");
  refused(file({ F: [] }).subarray(0, 200), "broken");
  refused(new Uint8Array(most.file + 1).fill(0x50), "large");
  refused(file({}, Object.fromEntries(Array.from({ length: most.parts }, (_, i) => [`a${i}`, ""]))), "large");
  refused(file({ F: Array.from({ length: most.rows + 1 }, () => []) }), "large");
  refused(file({}, { "xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }), "broken");
});

test("a bomb is refused before it is unpacked", () => {
  const bomb = zipSync({ "xl/workbook.xml": new Uint8Array(most.unpacked + 1) });
  assert.ok(bomb.length < 1 << 20);
  assert.throws(() => readWorkbook(bomb), (error) => error instanceof Refused && error.reason === "large");
});

test("whatever bytes come, they are read or refused", () => {
  const good = file({ F: [head, row("k-T01-01", "ja")] });
  let seed = 1;
  const random = (n: number): number => (seed = (seed * 48271) % 2147483647) % n;
  for (let i = 0; i < 300; i++) {
    const bad = good.slice(0, random(4) === 0 ? random(good.length) : good.length);
    for (let j = 0; j < 1 + random(4) && bad.length > 0; j++) bad[random(bad.length)] = random(256);
    try {
      readWorkbook(bad);
    } catch (error) {
      assert.ok(error instanceof Refused, String(error));
    }
  }
});

test("XML is read as far as office files need it", () => {
  assert.equal(textOf(parseXML('<?xml version="1.0"?><!-- a --><x:a b="1"><c>&lt;&#228;&#x1F600;</c><![CDATA[<&]]></x:a>')), "<ä😀<&");
  for (const bad of ["", "x", "<a>", "<a></b>", "<a", "</a>", "<!DOCTYPE a><a/>", "<a>".repeat(100), "<a b='<'/>"]) assert.throws(() => parseXML(bad), bad);
});

test("a sheet fills the holes of its form", () => {
  const sheet = { ...withReply(emptyState("k").sheet, "k-T01-01", { answer: "entbehrlich", reason: "Kein Server", due: "2027-01-31" }), member: "M", class: "gross" };
  assert.deepEqual(valuesOf(sheet), { "p.member": "M", "p.class": "groß", "a.k-T01-01": "entbehrlich", "r.k-T01-01": "Kein Server", "d.k-T01-01": "2027-01-31" });
});
