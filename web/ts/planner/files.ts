// Writes a plan as a workbook or as CSV. What people typed stays text: no program reads it as a formula.
import { strToU8, zipSync, type Zippable } from "fflate";

export type Row = readonly (string | number)[];

/** What starts a formula, or may: Excel, LibreOffice and Google take these signs for one. */
const risky = /^[=+\-@\t\r\n|%]/;

/** A cell of CSV: quoted if it has to be, with an apostrophe in front of what could be a formula. */
export function csvCell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = risky.test(value.trimStart()) || risky.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** CSV as German programs read it: semicolons, CRLF, a byte order mark. */
export function csvOf(rows: readonly Row[]): Uint8Array {
  return strToU8("\ufeff" + rows.map((row) => row.map(csvCell).join(";") + "\r\n").join(""));
}

/** A text in XML 1.0; signs that it cannot hold are left out. */
const escape = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** The name of a column: 0 is A. */
const column = (n: number): string => (n >= 26 ? column(Math.floor(n / 26) - 1) : "") + String.fromCharCode(65 + (n % 26));

export interface Sheet {
  name: string;
  /** The first row is the head. */
  rows: readonly Row[];
  /** The widths of the columns in letters. */
  widths: readonly number[];
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";

/** Texts stand inline and are marked as text (quotePrefix), so that they stay text when somebody edits them. */
function sheetXML({ rows, widths }: Sheet): string {
  const cells = (row: Row, r: number): string =>
    row
      .map((value, c) => {
        const ref = column(c) + String(r + 1);
        if (typeof value === "number") return `<c r="${ref}" s="2"><v>${value}</v></c>`;
        return `<c r="${ref}" s="${r === 0 ? 1 : 3}" t="inlineStr"><is><t xml:space="preserve">${escape(value)}</t></is></c>`;
      })
      .join("");
  const cols = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join("");
  return `${declaration}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols}</cols><sheetData>${rows.map((row, r) => `<row r="${r + 1}">${cells(row, r)}</row>`).join("")}</sheetData><pageSetup paperSize="9" orientation="portrait" fitToHeight="0"/></worksheet>`;
}

const styles = `${declaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" quotePrefix="1"/><xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/></cellXfs></styleSheet>`;

/** A workbook; the same sheets give the same bytes. */
export function workbookOf(sheets: readonly Sheet[]): Uint8Array {
  const part = (i: number): string => `worksheets/sheet${i + 1}.xml`;
  const parts: Record<string, string> = {
    "[Content_Types].xml": `${declaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${sheets.map((_, i) => `<Override PartName="/xl/${part(i)}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join("")}</Types>`,
    "_rels/.rels": `${declaration}<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets.map(({ name }, i) => `<sheet name="${escape(name.replace(/[\[\]:*?/\\]/g, " ").slice(0, 31))}" sheetId="${i + 1}" r:id="r${i + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${declaration}<Relationships xmlns="${packages}/relationships">${sheets.map((_, i) => `<Relationship Id="r${i + 1}" Type="${relations}/worksheet" Target="${part(i)}"/>`).join("")}<Relationship Id="r${sheets.length + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": styles,
  };
  sheets.forEach((sheet, i) => (parts[`xl/${part(i)}`] = sheetXML(sheet)));
  const files: Zippable = {};
  for (const [name, text] of Object.entries(parts)) files[name] = [strToU8(text), { mtime: new Date(1980, 0, 1) }];
  return zipSync(files);
}
