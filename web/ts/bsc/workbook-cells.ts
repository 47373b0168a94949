// What workbooks consist of, whatever their format.

export type CellKind = "text" | "number" | "formula" | "error";

export interface WorkbookCell {
  /** "D17" */
  ref: string;
  /** The text, or the number as it is stored. */
  text: string;
  kind: CellKind;
}

export interface WorkbookSheet {
  name: string;
  /** Rows that have cells, each by the number of its column, from 0. */
  rows: Map<number, WorkbookCell>[];
}

export interface Workbook {
  sheets: WorkbookSheet[];
  /** Days count from 1904 on. */
  from1904: boolean;
}

/** "AB" is 27. */
export const columnName = (column: number): string => (column >= 26 ? columnName(Math.floor(column / 26) - 1) : "") + String.fromCharCode(65 + (column % 26));
