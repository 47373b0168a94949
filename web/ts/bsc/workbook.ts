// Reads workbooks, XLSX and ODS, as tables of text, within bounds: those of this
// portal and what Excel and LibreOffice made of them.
import { strFromU8, unzipSync } from "fflate";
import { columnName, type CellKind, type Workbook, type WorkbookCell } from "./workbook-cells.js";
import { sheetsOf } from "./workbook-ods.js";
import { attributeOf, elements, parseXML, textOf, type XmlElement } from "./xml.js";

/** Bounds: bytes of the file and unpacked, parts, rows. */
export const most = { file: 8 << 20, unpacked: 24 << 20, parts: 500, rows: 20_000 };

/** Why a file is refused; the page has the words. */
export type Reason = "large" | "no-workbook" | "encrypted" | "macros" | "links" | "broken";

export class Refused extends Error {
  constructor(readonly reason: Reason) {
    super(reason);
  }
}

/** Reads a workbook; throws Refused. */
export function readWorkbook(data: Uint8Array): Workbook {
  if (data.length > most.file) throw new Refused("large");
  // Old and encrypted files are OLE containers.
  if (data[0] === 0xd0 && data[1] === 0xcf) throw new Refused("encrypted");
  if (data[0] !== 0x50 || data[1] !== 0x4b) throw new Refused("no-workbook");
  try {
    return read(unpack(data));
  } catch (error) {
    throw error instanceof Refused ? error : new Refused("broken");
  }
}

type Parts = Readonly<Record<string, Uint8Array>>;

/** Unpacks the parts that are read. Sizes are bounded before anything is unpacked: fflate makes no more of a part than it says. */
function unpack(data: Uint8Array): Parts {
  let parts = 0;
  let size = 0;
  return unzipSync(data, {
    filter({ name, originalSize }) {
      if (/vbaProject|macrosheets|^Basic\//i.test(name)) throw new Refused("macros");
      if (/externalLinks\//i.test(name)) throw new Refused("links");
      if (++parts > most.parts) throw new Refused("large");
      if (!/^xl\/(workbook|sharedStrings|worksheets\/[^/]+)\.xml$|^xl\/_rels\/workbook\.xml\.rels$|^content\.xml$|^META-INF\/manifest\.xml$/.test(name)) return false;
      size += originalSize;
      if (size > most.unpacked) throw new Refused("large");
      return true;
    },
  });
}

function read(parts: Parts): Workbook {
  const xml = (name: string): XmlElement | undefined => {
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
    return part && parseXML(strFromU8(part));
  };
  const book = xml("xl/workbook.xml");
  if (!book) return { sheets: readODS(parts, xml), from1904: false };
  const targets = new Map(elements(xml("xl/_rels/workbook.xml.rels") ?? book, "Relationship").map((link) => [attributeOf(link, "Id"), attributeOf(link, "Target")]));
  const strings = elements(xml("xl/sharedStrings.xml") ?? book, "si").map((item) => textOf(item, "rPh"));
  let rows = 0;
  const sheets = elements(book, "sheets").flatMap((list) => elements(list, "sheet")).flatMap((sheet) => {
    const target = targets.get(attributeOf(sheet, "r:id")) ?? "";
    const part = xml(target.startsWith("/") ? target.slice(1) : `xl/${target}`);
    const found = part && elements(part, "sheetData").flatMap((data) => elements(data, "row"));
    if ((rows += found?.length ?? 0) > most.rows) throw new Refused("large");
    return found ? [{ name: attributeOf(sheet, "name"), rows: found.map((row) => cellsOf(row, strings)) }] : [];
  });
  const from1904 = elements(book, "workbookPr").some((info) => /^(1|true)$/.test(attributeOf(info, "date1904")));
  return { sheets, from1904 };
}

function readODS(parts: Parts, xml: (name: string) => XmlElement | undefined): Workbook["sheets"] {
  if (/encryption-data/.test(strFromU8(parts["META-INF/manifest.xml"] ?? new Uint8Array()))) throw new Refused("encrypted");
  const content = xml("content.xml");
  if (!content || elements(content, "body").every((body) => elements(body, "spreadsheet").length === 0)) throw new Refused("no-workbook");
  const sheets = sheetsOf(content, most.rows);
  if (!sheets) throw new Refused("large");
  return sheets;
}

function cellsOf(row: XmlElement, strings: readonly string[]): Map<number, WorkbookCell> {
  const cells = new Map<number, WorkbookCell>();
  let next = 0;
  for (const cell of elements(row, "c")) {
    const ref = attributeOf(cell, "r");
    const column = ref === "" ? next : columnOf(ref);
    next = column + 1;
    const text = valueOf(cell, strings);
    if (text !== "") cells.set(column, { ref: ref || columnName(column) + attributeOf(row, "r"), text, kind: kindOf(cell) });
  }
  return cells;
}

/** "AB17" is 27. */
function columnOf(ref: string): number {
  let n = 0;
  for (const sign of /^[A-Z]{1,3}/.exec(ref)?.[0] ?? "A") n = n * 26 + sign.charCodeAt(0) - 64;
  return n - 1;
}

function valueOf(cell: XmlElement, strings: readonly string[]): string {
  const [inline] = elements(cell, "is");
  if (inline) return textOf(inline, "rPh");
  const [value] = elements(cell, "v");
  const text = value ? textOf(value) : "";
  return attributeOf(cell, "t") === "s" ? (strings[Number(text)] ?? "") : text;
}

function kindOf(cell: XmlElement): CellKind {
  const type = attributeOf(cell, "t");
  if (type === "e") return "error";
  if (elements(cell, "f").length > 0) return "formula";
  return type === "" || type === "n" ? "number" : "text";
}

/** The day of a number of days as workbooks count them, "2027-03-31"; "" if it is none of our time. */
export function dayOfSerial(serial: number, from1904: boolean): string {
  const days = Math.floor(serial) + (from1904 ? 1462 : 0);
  if (!(days > 20_000 && days < 80_000)) return "";
  return new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).toISOString().slice(0, 10);
}
