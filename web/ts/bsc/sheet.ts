// Finds the answers in a workbook, wherever columns, rows and sheets went.
//
// A row belongs to the question whose id stands in one of its cells. What the
// other cells mean is told by the row above that has "Antwort" in it.
import { details, emptyState, kept, type Detail } from "./state.js";
import type { Answer, Reply, SheetData } from "./types.js";
import type { Workbook, WorkbookCell, WorkbookSheet } from "./workbook-cells.js";
import { dayOfSerial } from "./workbook.js";

/** Something that was not taken over, and where it stands. */
export interface Trouble {
  /** The words for it: trouble.word, trouble.formula, trouble.twice. */
  kind: "word" | "formula" | "twice" | "unknown";
  sheet: string;
  cell: string;
  /** The offending word, cut to 20 characters. */
  found: string;
}

/** What a workbook brought. */
export interface Found {
  sheet: SheetData;
  /** Other catalogues whose questions are in the file. */
  others: string[];
  troubles: Trouble[];
}

type Column = "answer" | keyof Omit<Reply, "answer">;

/** How the heads of columns begin. */
const heads: readonly (readonly [RegExp, Column])[] = [
  [/^antwort/, "answer"],
  [/^(begründung|bemerkung)/, "reason"],
  [/^(verantwortlich|zuständig)/, "responsible"],
  [/^(frist|umsetzung bis)/, "due"],
];

/** How the names of the details begin. */
const labels: readonly (readonly [RegExp, Detail])[] = [
  [/^kommune/, "member"],
  [/^größenklasse/, "class"],
  [/^datum/, "date"],
  [/^erfass(t|er)/, "author"],
  [/^befragte/, "interviewed"],
];

/** Words that can mean one answer only. */
const words: Readonly<Record<string, Answer>> = {
  j: "ja", ja: "ja", t: "teilweise", teilw: "teilweise", teilweise: "teilweise", teils: "teilweise",
  n: "nein", nein: "nein", e: "entbehrlich", entb: "entbehrlich", entbehrlich: "entbehrlich",
  "n/a": "entbehrlich", "n.a": "entbehrlich", na: "entbehrlich",
};

const plain = (text: string): string => text.normalize("NFC").trim().toLowerCase();

/** The answer that a word means; undefined if it can mean none or several. */
export function answerFrom(text: string): Answer | undefined {
  const word = plain(text).replace(/[.!\s]+$/, "");
  if (word === "") return "";
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

const idShape = /^([a-z0-9]+(?:-[a-z0-9]+)*)-[A-Z]\d{2}-\d{2,3}$/;

/** Reads the answers to the questions of a catalogue. */
export function sheetFrom(book: Workbook, catalogue: string, questions: ReadonlySet<string>): Found {
  const found: Found = { sheet: emptyState(catalogue).sheet, others: [], troubles: [] };
  for (const sheet of book.sheets) {
    let columns = new Map<number, Column>();
    for (const row of sheet.rows) {
      const head = headOf(row);
      if (head) columns = head;
      const key = [...row.values()].find(({ text }) => idShape.test(text));
      if (!key) readDetail(row, found.sheet, book.from1904);
      else if (questions.has(key.text)) readRow(row, key, columns, sheet, book, found);
      else note(found, key, sheet, catalogue);
    }
  }
  return found;
}

function headOf(row: ReadonlyMap<number, WorkbookCell>): Map<number, Column> | undefined {
  const columns = new Map<number, Column>();
  for (const [at, { text }] of row) {
    const name = heads.find(([begin]) => begin.test(plain(text)))?.[1];
    if (name && text.length < 60 && ![...columns.values()].includes(name)) columns.set(at, name);
  }
  // A sentence that begins so is no head: the others are beside it.
  return columns.size >= 2 && [...columns.values()].includes("answer") ? columns : undefined;
}

/** A question of another catalogue, or one that this catalogue does not have. */
function note(found: Found, key: WorkbookCell, { name }: WorkbookSheet, catalogue: string): void {
  const other = idShape.exec(key.text)?.[1] ?? "";
  if (other === catalogue) found.troubles.push({ kind: "unknown", sheet: name, cell: key.ref, found: key.text.slice(0, 20) });
  else if (!found.others.includes(other)) found.others.push(other);
}

function readRow(row: ReadonlyMap<number, WorkbookCell>, key: WorkbookCell, columns: ReadonlyMap<number, Column>, sheet: WorkbookSheet, book: Workbook, found: Found): void {
  const reply: Reply = { answer: "", reason: "", responsible: "", due: "" };
  const trouble = (kind: Trouble["kind"], cell: WorkbookCell): void =>
    void found.troubles.push({ kind, sheet: sheet.name, cell: cell.ref, found: kept(cell.text).slice(0, 20) });
  for (const [at, name] of columns) {
    const cell = row.get(at);
    if (!cell) continue;
    if (cell.kind === "formula" || cell.kind === "error") {
      trouble("formula", cell);
    } else if (name === "answer") {
      const answer = answerFrom(cell.text);
      if (answer === undefined) trouble("word", cell);
      else reply.answer = answer;
    } else {
      reply[name] = name === "due" ? dueFrom(cell, book.from1904) : kept(cell.text);
    }
  }
  if (Object.values(reply).every((value) => value === "")) return;
  if (Object.hasOwn(found.sheet.replies, key.text)) trouble("twice", key);
  else found.sheet.replies[key.text] = reply;
}

function dueFrom(cell: WorkbookCell, from1904: boolean): string {
  const day = cell.kind === "number" ? dayOfSerial(Number(cell.text), from1904) : "";
  const written = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(cell.text.trim());
  if (written) return [written[3], written[2]?.padStart(2, "0"), written[1]?.padStart(2, "0")].join("-");
  return day || kept(cell.text);
}

/** "p.member | Kommune | Musterstadt", or without the key: a name and what stands behind it. */
function readDetail(row: ReadonlyMap<number, WorkbookCell>, sheet: SheetData, from1904: boolean): void {
  for (const [at, { text }] of row) {
    const key = details.find((name) => text === `p.${name}`);
    const label = text.length < 60 ? labels.find(([begin]) => begin.test(plain(text)))?.[1] : undefined;
    const name = key ?? label;
    if (!name) continue;
    const value = row.get(key ? at + 2 : at + 1);
    if (!value || value.kind === "formula" || value.kind === "error" || sheet[name] !== "") return;
    sheet[name] = name === "date" ? dueFrom(value, from1904) : kept(value.text);
    if (name === "class") sheet.class = classFrom(sheet.class);
    return;
  }
}

/** Size classes by what people write. */
const classFrom = (text: string): string => (plain(text) === "groß" ? "gross" : plain(text));
const classText = (id: string): string => (id === "gross" ? "groß" : id);

/** What the holes of the sheet's form are filled with, as Sheet.Values in internal/bsc. */
export function valuesOf(sheet: SheetData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of details) {
    const value = name === "class" ? classText(sheet.class) : sheet[name];
    if (value !== "") values[`p.${name}`] = value;
  }
  for (const [id, { answer, reason, responsible, due }] of Object.entries(sheet.replies)) {
    for (const [prefix, value] of [["a", answer], ["r", reason], ["v", responsible], ["d", due]]) if (value) values[`${prefix}.${id}`] = value;
  }
  return values;
}
