// Finds entries of a list by words typed into a field.
import { fold, foldShort } from "./fold.js";

/** An entry as the filter sees it: both spellings of its text. */
export interface Folded {
  long: string;
  short: string;
}

/** Prepares the text of an entry once. */
export function folded(text: string): Folded {
  return { long: fold(text), short: foldShort(text) };
}

/** True when every word of the query is part of the entry, whichever way its umlauts are written. */
export function matches(entry: Folded, query: string): boolean {
  return query
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => entry.long.includes(fold(word)) || entry.short.includes(foldShort(word)));
}

/** Fills the number into a message such as "{n} Einträge". */
export function withNumber(message: string, n: number): string {
  return message.replace("{n}", String(n));
}
