// Twin of query.go: reads what a person typed. Everything is a query: signs
// without a meaning at their place are text.
//
//   wort          documents with the word, its forms, and compounds of it
//   "zwei wörter" side by side; also „…“, “…” and »…«
//   -wort         documents without the word; also -"zwei wörter"
//   wort*         all words that begin with it (three letters or more)
//   typ:termin    a filter; also bereich: schritt: stufe: rolle: schlagwort:
//   -typ:termin   a filter turned round

import { maxQuery, maxValues, minPrefix } from "./weights.js";

/** Asks for documents that have one of the values of a facet, or none. */
export interface Filter {
  facet: string;
  /** as typed: ids or titles, in any spelling */
  values: string[];
  not: boolean;
}

export interface Query {
  /** the words, in order, as they were typed */
  text: string;
  /** words that have to stand side by side; part of text as well */
  phrases: string[];
  /** words and phrases that must not occur */
  without: string[];
  /** words that stand for all that begin with them */
  prefixes: string[];
  filters: Filter[];
}

/** All facets in the order in which they are offered. */
export const facets = ["typ", "bereich", "schritt", "stufe", "rolle", "schlagwort"];

const facetByName = new Map([
  ...facets.map((facet): [string, string] => [facet, facet]),
  ["kind", "typ"], ["art", "typ"], ["section", "bereich"], ["step", "schritt"],
  ["level", "stufe"], ["role", "rolle"], ["tag", "schlagwort"],
]);

export function parse(input: string): Query {
  return new Parser(clip(input)).parse();
}

/** Cuts a text to maxQuery characters and takes control characters out. */
function clip(input: string): string {
  // 2 units a character, so that a long text is not taken apart
  const valid = input.slice(0, 2 * maxQuery).replace(/\p{Cs}+/gu, " ");
  return [...valid].slice(0, maxQuery).join("").replace(/\p{Cc}/gu, " ");
}

const closings = new Map([
  ['"', '"“”'], ["„", '“”"'], ["“", '”“"'], ["”", '”“"'], ["»", "«"], ["«", "»"],
]);

const hasWord = (text: string): boolean => /[\p{L}\p{Nd}]/u.test(text);

class Parser {
  private words: string[] = [];
  private query: Query = { text: "", phrases: [], without: [], prefixes: [], filters: [] };

  constructor(private rest: string) {}

  parse(): Query {
    for (;;) {
      this.rest = this.rest.replace(/^\p{White_Space}+/u, "");
      if (this.rest === "") break;
      this.next();
    }
    this.query.text = this.words.join(" ");
    return this.query;
  }

  /** Reads one piece of the query. */
  private next(): void {
    const not = this.minus();
    const facet = this.filterName();
    if (facet !== undefined) return this.filter(facet, not);
    const [text, quoted] = this.piece();
    if (!hasWord(text)) return;
    if (not) this.query.without.push(text);
    else if (quoted) {
      this.words.push(text);
      if (/\p{White_Space}/u.test(text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, ""))) {
        this.query.phrases.push(text);
      }
    } else if (text.endsWith("*") && [...text].length > minPrefix) {
      this.query.prefixes.push(text.slice(0, -1));
    } else this.words.push(text);
  }

  /** Takes the sign that excludes what follows it at once. */
  private minus(): boolean {
    const found = /^[-\u2212\u2013](?=[\p{L}\p{Nd}"„“”»«])/u.test(this.rest);
    if (found) this.rest = this.rest.slice(1);
    return found;
  }

  /** Takes the name of a filter with its colon. */
  private filterName(): string | undefined {
    const [, name, rest] = /^([^:]*):(\P{White_Space}.*)$/su.exec(this.rest) ?? [];
    const facet = name === undefined ? undefined : facetByName.get(name.toLowerCase());
    if (facet !== undefined) this.rest = rest ?? "";
    return facet;
  }

  /** Takes the value of a filter. Several values for one facet widen it. */
  private filter(facet: string, not: boolean): void {
    const [value] = this.piece();
    if (!hasWord(value)) return;
    const same = this.query.filters.find((filter) => filter.facet === facet && filter.not === not);
    if (!same) this.query.filters.push({ facet, values: [value], not });
    else if (same.values.length < maxValues) same.values.push(value);
  }

  /** Takes a quoted text, or all up to the next space or quote. */
  private piece(): [text: string, quoted: boolean] {
    for (;;) {
      const ends = closings.get(this.rest.charAt(0));
      if (ends === undefined) break;
      this.rest = this.rest.slice(1);
      const end = this.rest.search(new RegExp(`[${ends}]`));
      if (end >= 0) {
        const text = this.rest.slice(0, end);
        this.rest = this.rest.slice(end + 1);
        return [text, true];
      }
      // a quote that nothing closes is left out
    }
    const text = /^[^\p{White_Space}"]*/u.exec(this.rest)?.[0] ?? "";
    this.rest = this.rest.slice(text.length);
    return [text, false];
  }
}
