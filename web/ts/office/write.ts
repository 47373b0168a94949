// Makes office files of reports: puts a report into the shell that internal/bsc/report (shell.go) writes.
// The elements are those that the Go writers below internal/office write; testdata/office.json of the report
// package holds the two to the same text.
import { bodyOf as docxBody } from "./write-docx.js";
import { bodyOf as odtBody } from "./write-odt.js";
import { escape, type Form } from "./form.js";
import { officeFile } from "../exchange/copy.js";
import { sayer, type Say } from "../bsc/report-words.js";
import type { Model, ReportWords } from "../bsc/types.js";

/** What goes into the marks of a shell, by their names. */
export type Pieces = Readonly<Record<string, string>>;

const bodies: Readonly<Record<string, (model: Model, say: Say) => Pieces>> = { odt: odtBody, docx: docxBody };

/** The report as an office file, "odt" or "docx". */
export const reportFile = (shell: Form, model: Model, format: string, words: ReportWords): Uint8Array => officeFile(reportForm(shell, model, format, words), {});

/** A shell with the report in it. */
export function reportForm(shell: Form, model: Model, format: string, words: ReportWords): Form {
  const body = bodies[format];
  if (!body) throw new Error(`no office text is called ${format}`);
  const { title, owner, label, code, kind } = model;
  const texts = Object.entries({ TITLE: title, OWNER: owner, LABEL: label, CODE: code, KIND: kind });
  const pieces: Pieces = { ...Object.fromEntries(texts.map(([name, text]) => [name, escape(text)])), ...body(model, sayer(words)) };
  const filled = (text: string): string => text.replace(/@@([A-Z]+)@@/g, (mark, name: string) => pieces[name] ?? mark);
  return { parts: shell.parts.map((part) => (part.text === undefined ? part : { ...part, text: filled(part.text) })) };
}
