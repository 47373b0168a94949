// Finds the processes of a municipality in what somebody pastes or chooses: a
// line each, a table copied from a sheet, CSV, a workbook.
//
// In a table the head says which column has the names; without a head it is the
// leftmost column with texts that differ. Numbers of products stay in front of
// the names. Headings of a product plan ("02.04" where there is "02.04.01") are
// no processes, and neither is what stands there twice.
import { fold } from "../german/fold.js";
import type { Workbook, WorkbookSheet } from "../bsc/workbook-cells.js";

/** Bounds of a list. */
export const most = { lines: 1000, rows: 20_000, text: 2_000_000, line: 400 };

/** Why a list is refused; the page has the words. */
export type Refusal = "empty" | "lines" | "rows" | "text";

export class ListRefused extends Error {
  constructor(readonly reason: Refusal, readonly n = 0) {
    super(reason);
  }
}

/** What was found, and what was left out. */
export interface List {
  lines: string[];
  /** Cells with formulas that have no value, as "Blatt!B7". */
  broken: string[];
  headings: number;
  twice: number;
}

type Row = ReadonlyMap<number, string>;

/** Reads pasted text, or a text file. */
export function listFromText(text: string): List {
  if (text.length > most.text) throw new ListRefused("text");
  const plain = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const separator = separatorOf(plain);
  const rows = separator === "" ? plain.split("\n").map((line) => new Map([[0, line]])) : parseTable(plain, separator);
  if (rows.length > most.rows) throw new ListRefused("rows", rows.length);
  return finish(separator === "" ? rows.map((row) => row.get(0) ?? "") : linesOf(rows).lines, []);
}

/** Reads the sheets of a workbook: those with a head if there are any, else all. */
export function listFromWorkbook(book: Workbook): List {
  const broken: string[] = [];
  const found = book.sheets.map((sheet) => linesOf(sheet.rows.map((row) => textsOf(row, sheet, broken))));
  const headed = found.filter(({ head }) => head);
  return finish((headed.length > 0 ? headed : found).flatMap(({ lines }) => lines), broken);
}

function textsOf(row: WorkbookSheet["rows"][number], { name }: WorkbookSheet, broken: string[]): Row {
  const texts = new Map<number, string>();
  for (const [at, { text, kind, ref }] of row) {
    if (kind === "error" || /^#(REF|NAME\?|VALUE|DIV\/0|N\/A|NUM|NULL|WERT|BEZUG|NV)!?$/.test(text.trim())) broken.push(`${name.slice(0, 40)}!${ref}`);
    else texts.set(at, text);
  }
  return texts;
}

/** What stands between the cells of a text: in most of its lines, and as often in each. */
function separatorOf(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "").slice(0, 200);
  if (lines.length === 0) return "";
  const of = (sign: string): boolean => lines.filter((line) => line.includes(sign)).length >= lines.length * 0.6;
  if (of("\t")) return "\t";
  // A comma or semicolon belongs to many names; in a table every line has as many.
  for (const sign of [";", ","]) {
    const counts = new Map<number, number>();
    const rows = parseTable(text.slice(0, 50_000), sign).filter((row) => [...row.values()].some((cell) => cell.trim() !== "")).slice(0, 200);
    for (const { size } of rows) counts.set(size, (counts.get(size) ?? 0) + 1);
    const usual = [...counts].sort((a, b) => b[1] - a[1])[0];
    if (rows.length > 1 && usual && usual[0] > 1 && usual[1] >= rows.length * (sign === ";" ? 0.8 : 0.95)) return sign;
  }
  return "";
}

/** The rows of CSV (RFC 4180): cells may be quoted and have line ends. */
export function parseTable(text: string, separator: string): Row[] {
  const rows: Map<number, string>[] = [];
  let row = new Map<number, string>();
  let cell = "";
  let quoted = false;
  let began = false;
  const endCell = (): void => {
    row.set(row.size, cell);
    cell = "";
    began = false;
  };
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? "";
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (sign === '"' && !began) {
      quoted = began = true;
    } else if (sign === separator) {
      endCell();
    } else if (sign === "\n") {
      endCell();
      rows.push(row);
      row = new Map();
    } else {
      cell += sign;
      began = true;
    }
  }
  if (cell !== "" || row.size > 0) {
    endCell();
    rows.push(row);
  }
  return rows;
}

const nameHead = /^(geschäfts|teil|kern)?(prozess|produkt|leistung|aufgabe|bezeichnung)(e|en|s|titel|name|bezeichnung)?$|^(name|titel|bezeichnung|aufgabe|leistung|produkt|prozess)( (des|der) .*)?$|^(prozess|produkt|aufgaben|leistungs)-?(name|titel|bezeichnung)$/;
const numberHead = /^(lfd\. ?)?(nr|nummer|no|id|kennziffer|schlüssel|ziffer)\.?$|(nr|nummer|-id)\.?$/;
const plain = (text: string): string => text.normalize("NFC").trim().toLowerCase();

/** The names in a table, with their numbers. */
function linesOf(rows: readonly Row[]): { lines: string[]; head: boolean } {
  const headAt = rows.slice(0, 30).findIndex((row) => [...row.values()].some((text) => nameHead.test(plain(text))));
  const head = rows[headAt];
  const body = rows.slice(headAt + 1);
  const find = (shape: RegExp): number | undefined => head && [...head].find(([, text]) => shape.test(plain(text)))?.[0];
  const name = find(nameHead) ?? nameColumn(body);
  const number = find(numberHead) ?? numberColumn(body, name);
  const lines: string[] = [];
  for (const row of body) {
    const text = (row.get(name) ?? "").trim();
    const code = number === undefined || number === name ? "" : (row.get(number) ?? "").trim();
    // A name over several columns stands in the first of them.
    if (text !== "") lines.push(/^[\d./-]{1,20}$/.test(code) ? `${code} ${text}` : text);
    else if (code.length > 3 && /\p{L}{3}/u.test(code)) lines.push(code);
  }
  return { lines, head: headAt >= 0 };
}

const isNumber = (text: string): boolean => /^\d+([./-]\d+)*\.?$/.test(text.trim());

/** The leftmost column with texts that differ. */
function nameColumn(rows: readonly Row[]): number {
  const columns = new Map<number, string[]>();
  for (const row of rows) for (const [at, text] of row) if (/\p{L}{2}/u.test(text)) columns.set(at, [...(columns.get(at) ?? []), text]);
  const most = Math.max(0, ...[...columns.values()].map((texts) => texts.length));
  const good = [...columns].filter(([, texts]) => texts.length >= most / 2 && new Set(texts).size >= texts.length * 0.7);
  return (good.length > 0 ? good : [...columns]).map(([at]) => at).sort((a, b) => a - b)[0] ?? 0;
}

/** The column with numbers of products, before the names. */
function numberColumn(rows: readonly Row[], name: number): number | undefined {
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))].filter((at) => at < name).sort((a, b) => b - a);
  return columns.find((at) => {
    const texts = rows.map((row) => row.get(at) ?? "").filter((text) => text !== "");
    return texts.length > 0 && texts.filter(isNumber).length >= texts.length * 0.6;
  });
}

const inFront = /^(\d{1,6}(?:[./-]\d{1,4})*)[.):]?\s+/;

/** Leaves out what is no process and what stands there twice. */
function finish(found: readonly string[], broken: string[]): List {
  const list: List = { lines: [], broken, headings: 0, twice: 0 };
  const lines = found.map((line) => line.replace(/\s+/g, " ").trim().slice(0, most.line)).filter((line) => /\p{L}{2}/u.test(line));
  const numbers = lines.map((line) => inFront.exec(line)?.[1] ?? "");
  const above = new Set(numbers.flatMap((number) => [...number.matchAll(/[./-]/g)].map(({ index }) => number.slice(0, index))));
  const seen = new Set<string>();
  lines.forEach((line, i) => {
    const key = fold(line.replace(inFront, "").toLowerCase());
    if (above.has(numbers[i] ?? "")) list.headings++;
    else if (seen.has(key)) list.twice++;
    else list.lines.push(line);
    seen.add(key);
  });
  if (list.lines.length > most.lines) throw new ListRefused("lines", list.lines.length);
  if (list.lines.length === 0) throw new ListRefused("empty");
  return list;
}
