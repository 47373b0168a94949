// Reads OpenDocument spreadsheets as tables of text: the other half of workbook.ts.
import { attributeOf, elements, textOf, type XmlElement } from "./xml.js";
import { columnName, type CellKind, type WorkbookCell, type WorkbookSheet } from "./workbook-cells.js";

/** The sheets of a content.xml. undefined if more than most rows have something in them. */
export function sheetsOf(content: XmlElement, most: number): WorkbookSheet[] | undefined {
  let left = most;
  const books = elements(content, "body").flatMap((body) => elements(body, "spreadsheet"));
  const sheets = books.flatMap((book) => elements(book, "table")).map((table) => {
    const rows: Map<number, WorkbookCell>[] = [];
    let number = 1;
    for (const row of rowsOf(table)) {
      const cells = cellsOf(row, number);
      // What is repeated and empty fills a sheet up to its last row; what is repeated and not empty is read once.
      if (cells.size > 0) rows.push(cells);
      number += repeated(row, "number-rows-repeated");
    }
    left -= rows.length;
    return { name: attributeOf(table, "name"), rows };
  });
  return left < 0 ? undefined : sheets;
}

/** Rows, also those in groups and in the head. */
const rowsOf = (parent: XmlElement): XmlElement[] =>
  elements(parent).flatMap((child) => (child.name === "table-row" ? [child] : /^table-(rows|header-rows|row-group)$/.test(child.name) ? rowsOf(child) : []));

const repeated = (of: XmlElement, name: string): number => Math.max(1, Number(attributeOf(of, name)) || 1);

function cellsOf(row: XmlElement, number: number): Map<number, WorkbookCell> {
  const cells = new Map<number, WorkbookCell>();
  let column = 0;
  for (const cell of elements(row)) {
    if (!/^(covered-)?table-cell$/.test(cell.name)) continue;
    const text = valueOf(cell);
    if (text !== "") cells.set(column, { ref: columnName(column) + String(number), text, kind: kindOf(cell) });
    column += repeated(cell, "number-columns-repeated");
  }
  return cells;
}

function valueOf(cell: XmlElement): string {
  switch (attributeOf(cell, "value-type")) {
    case "date":
      return attributeOf(cell, "date-value").slice(0, 10);
    case "float":
      return attributeOf(cell, "value");
  }
  // Notes are children of cells as well, but no paragraphs of theirs.
  return elements(cell, "p").map((line) => textOf(line)).join(" ");
}

function kindOf(cell: XmlElement): CellKind {
  if (attributeOf(cell, "formula") !== "") return "formula";
  return attributeOf(cell, "value-type") === "float" ? "number" : "text";
}
