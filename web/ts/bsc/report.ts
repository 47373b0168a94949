// Reports of one sheet, without a format: the twin of internal/bsc/report.
import type { Model, ReportInput } from "./types.js";

/** The report for the head of the municipality: one or two pages without technical words. */
export function shortReport(input: ReportInput): Model {
  return { kind: "short", title: input.catalogue.title, owner: input.sheet.member, label: "TLP:AMBER+STRICT", code: "", contents: false, blocks: [] };
}

/** The report for those who lead the IT: every question, the measures, what rules they follow. */
export function longReport(input: ReportInput): Model {
  return { ...shortReport(input), kind: "long" };
}
