// Twin of ident.go: identifiers such as DER.4, 200-4, § 8a and RTO.

import type { Unit } from "./chunk.js";
import { wordAt } from "./words.js";

/** The paragraph that begins with the sign at i: where, and its number. */
export function section(text: string, i: number): { start: number; number: number; end: number } {
  let start = i;
  while (text.charAt(i) === "§") start = i++;
  if (/[ \u00a0\u202f]/.test(text.charAt(i))) i++;
  const numbered = /[0-9]/.test(text.charAt(i));
  return { start, number: i, end: numbered ? wordAt(text, i) : i };
}

/** Whether b belongs to a: both form one identifier or one hyphenated word. */
export function glued(a: Unit, b: Unit): boolean {
  return b.before === "hyphen" || b.before === "slash" || coded(a, b);
}

/** Whether a and b are neighbours in an identifier: DER.4, 22301:2019, 200-4. */
export function coded(a: Unit, b: Unit): boolean {
  switch (b.before) {
    case "dot":
    case "colon":
      return codeWord.test(a.text) && codeWord.test(b.text);
    case "hyphen":
    case "slash":
      return number.test(a.text) && number.test(b.text);
  }
  return false;
}

/** How many units from i on form one identifier. */
export function codeLength(units: Unit[], i: number): number {
  let n = 1;
  for (;;) {
    const a = units[i + n - 1];
    const b = units[i + n];
    if (!a || !b || !coded(a, b)) return n;
    n++;
  }
}

const number = /^[0-9]+$/;
const codeWord = /^(?:[0-9A-Z]{1,8}|[0-9A-Z]{0,6}[0-9][a-z])$/;

/** The identifier that a word like RTO, NIS2, SPoF or GFPs is, or "". */
export function acronym(word: string): string {
  if (!/^[A-Za-z0-9]{2,8}$/.test(word)) return "";
  const capitals = word.replace(/[^A-Z]/g, "").length;
  const small = word.replace(/[^a-z]/g, "").length;
  const mixed = capitals === 1 && small === 0 && word.length > 1;
  if (!mixed && (capitals < 2 || small > capitals)) return "";
  const base = small === 1 && word.endsWith("s") ? word.slice(0, -1) : word;
  return base.toLowerCase();
}

/** Writes an identifier in one way. */
export function identText(written: string): string {
  let out = "";
  for (const char of written) {
    if (/[\u00ad\u200b-\u200d\u2060\ufeff]/.test(char)) continue;
    out += char === "\u2010" || char === "\u2011" ? "-" : char.toLowerCase();
  }
  return out;
}
