/** A text that is read once from front to back, and what was found in it. */

/** The kinds that the browser finds; all but "name" are hard. */
export type Kind = "mail" | "phone" | "iban" | "tax" | "insurance" | "ip" | "mac" | "secret" | "name";

/** start and end are places in the text, in UTF-16 units. */
export interface Span {
  kind: Kind;
  start: number;
  end: number;
  why: string;
}

/** What the words of a text mean to the scanner. */
export type Meaning =
  | "given"
  | "titled"
  | "contact"
  | "signed"
  | "greeting"
  | "function"
  | "secretly"
  | "keyed"
  | "calling"
  | "extension";

export interface Words {
  meanings: Map<string, Meaning>;
  surnames: Set<string>;
}

const word = /[A-Za-z0-9_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]*/y;
const letters = /[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]/;
const wordSign = /[A-Za-z0-9_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]/;

export const isDigit = (c: string): boolean => c >= "0" && c <= "9" && c !== "";
export const isHex = (c: string): boolean => /^[0-9a-fA-F]$/.test(c);
export const isLetter = (c: string): boolean => letters.test(c);
export const isUpper = (c: string): boolean => /^[A-Z\u00c0-\u00d6\u00d8-\u00deŞČŠŽ]$/.test(c);

/** How far before a place words are looked for. */
export const lookBack = 40;

export class Text {
  found: Span[] = [];
  /** Behind the last word that announces a telephone number. */
  called = 0;

  constructor(
    readonly s: string,
    readonly words: Words,
  ) {}

  /** Notes a finding and returns its end, from where reading goes on. */
  add(kind: Kind, start: number, end: number, why: string): number {
    this.found.push({ kind, start, end, why });
    return end;
  }

  at(i: number): string {
    return i < 0 ? "" : this.s.charAt(i);
  }

  has(i: number, text: string): boolean {
    return i >= 0 && this.s.startsWith(text, i);
  }

  wordEnd(i: number): number {
    word.lastIndex = i;
    word.exec(this.s);
    return word.lastIndex;
  }

  boundBefore(i: number): boolean {
    return !wordSign.test(this.at(i - 1));
  }

  boundAfter(i: number): boolean {
    return !wordSign.test(this.at(i));
  }

  /** Whether a space within a line stands at i. */
  space(i: number): boolean {
    const c = this.at(i);
    return c !== "" && " \t\u00a0\u202f\u2009".includes(c);
  }

  skipSpaces(i: number): number {
    while (this.space(i)) i++;
    return i;
  }

  /** The last words of the line before i, the nearest first, in small letters. */
  before(i: number, most: number): string[] {
    const from = Math.max(0, i - lookBack);
    const line = this.s.slice(from, i);
    const list = line.slice(line.lastIndexOf("\n") + 1).match(/[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]+|§/g) ?? [];
    return list
      .slice(-most)
      .reverse()
      .map((w) => w.toLowerCase());
  }

  meaning(i: number, end: number): Meaning | undefined {
    return end - i > 24 || end - i < 2 ? undefined : this.words.meanings.get(this.s.slice(i, end).toLowerCase());
  }

  /** The end of the line that i stands on, at most most away. */
  lineEnd(i: number, most: number): number {
    const limit = Math.min(this.s.length, i + most);
    while (i < limit && this.s[i] !== "\n" && this.s[i] !== "\r") i++;
    return i;
  }

  aloneOnLine(i: number): boolean {
    return /^[\n\r|]?$/.test(this.at(this.skipSpaces(i)));
  }
}
