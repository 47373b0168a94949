// Sentences, figures and blocks of reports: as in internal/bsc/report (words.go, input.go, model.go).
import { normal } from "../office/form.js";
import { percentOf, type Score } from "./score.js";
import type { Block, Cell, Column, ReportWords, Run } from "./types.js";

/** What goes into the placeholders of a sentence. */
export type Fillings = Readonly<Record<string, string | number>>;

/** The sentence of a key, filled; a key without one shows itself. */
export type Say = (key: string, fillings?: Fillings) => string;

/** Hands out sentences; what goes into them becomes a single line. */
export function sayer(words: ReportWords): Say {
  return (key, fillings = {}) => {
    const text = Object.hasOwn(words, key) ? (words[key] ?? "") : `[${key}]`;
    return text.replace(/\{(\w+)\}/g, (hole, name: string) => (Object.hasOwn(fillings, name) ? normal(String(fillings[name])) : hole));
  };
}

/** The sentence for a number of things: key.one or key.other. */
export const counted = (say: Say, key: string, n: number, fillings: Fillings = {}): string =>
  say(`${key}.${n === 1 ? "one" : "other"}`, { ...fillings, n });

/** Whether a text is a day as files write it, "2027-03-31". */
export function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined) return false;
  const lengths = [31, Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return Number(day) >= 1 && Number(day) <= (lengths[Number(month) - 1] ?? 0);
}

/** A day as people write it, "31.03.2027"; other texts become a single line. */
export const written = (text: string): string => (isDay(text) ? text.split("-").reverse().join(".") : normal(text));

/** Whole per cent with a blank that does not break. */
export const percent = (n: number): string => `${n}\u00a0%`;

/** The rate of a score, or a dash. */
export function rateText(score: Score): string {
  const n = percentOf(score);
  return n === undefined ? "–" : percent(n);
}

export const heading = (level: number, id: string, title: string): Block => ({ kind: "heading", level, id, ...textOf(plain(title)) });

export const paragraph = (...text: Run[]): Block => ({ kind: "text", ...textOf(text) });

export const callout = (tone: "note" | "warning", title: string, ...blocks: Block[]): Block => ({ kind: "callout", tone, ...textOf(plain(title)), blocks });

export const pageBreak = (): Block => ({ kind: "break" });

/** A table; one without rows says nothing of them, as in Go. */
export const table = (caption: string, columns: Column[], rows: Cell[][]): Block => ({ kind: "table", caption, columns, ...(rows.length > 0 ? { rows } : {}) });

/** A line of one run, none for an empty text. */
export const plain = (text: string): Run[] => (text === "" ? [] : [{ text }]);

export const cell = (text: string): Cell => textOf(plain(text));

/** A cell with a bar; 0 is left out, as in Go. */
export const barCell = (text: string, bar: number): Cell => ({ ...cell(text), ...(bar === 0 ? {} : { bar }) });

export const textOf = (text: Run[]): { text?: Run[] } => (text.length > 0 ? { text } : {});

/** Lines in one cell; empty ones are left out. */
export function lines(...list: Run[][]): Cell {
  const filled = list.filter((line) => line.length > 0);
  return textOf(filled.flatMap((line, i) => (i > 0 ? [{ break: true }, ...line] : line)));
}
