// Twin of the Go package german: turns German text into the words that a
// search compares. Both are tested on the same words and texts.

import { acronym, coded, codeLength, glued, identText, section } from "./ident.js";
import { baseOfInnen, maxJoined, maxWord, readChunk, type Unit } from "./chunk.js";
import { fold } from "./fold.js";
import { split, type Lexicon } from "./split.js";
import { root, stem } from "./stem.js";
import { isStop } from "./stop.js";
import { byteLength } from "./words.js";

/**
 * How a term came out of a word: "whole" is its stem, "part" the root of a part
 * of a compound, "ident" an identifier, "rooted" its root where that is not the
 * stem.
 */
export type Kind = "whole" | "part" | "ident" | "rooted";

export interface Term {
  text: string;
  kind: Kind;
}

/** A word of a text, or a form that lies over several words. */
export interface Token {
  /** UTF-16 offsets in the text as it was given */
  start: number;
  end: number;
  /** counts words from 0 */
  pos: number;
  /** 0 for a word; else how many words from pos on the form lies over */
  over: number;
  stop: boolean;
  terms: readonly Term[];
}

interface Entry {
  stop: boolean;
  terms: Term[];
}

const unknown: Entry = { stop: false, terms: [] };
const maxCached = 1 << 14;

/** Turns text into tokens; remembers a bounded number of words. */
export class Analyzer {
  private cache = new Map<string, Entry>();

  /** Without a lexicon, compounds stay whole. */
  constructor(private readonly lexicon?: Lexicon) {}

  /** Calls f for every token of text, in order of pos. */
  each(text: string, f: (token: Token) => void): void {
    const start = /§|[\p{L}\p{Nd}]/gu;
    let pos = 0;
    for (let found = start.exec(text); found; found = start.exec(text)) {
      if (found[0] === "§") {
        start.lastIndex = this.section(text, found.index, pos, f);
        continue;
      }
      const [units, end] = readChunk(text, found.index);
      start.lastIndex = end;
      for (const group of groups(units)) {
        this.group(text, group, pos, f);
        pos += group.length;
      }
    }
  }

  /** The roots of the parts of a compound, first to last; empty without. */
  parts(word: string): string[] {
    const folded = fold(baseOfInnen(word));
    const spans = this.lexicon ? split(this.lexicon, folded) : [];
    return spans.map(([start, end]) => root(stem(folded.slice(start, end))));
  }

  private section(text: string, i: number, pos: number, f: (token: Token) => void): number {
    const { start, number, end } = section(text, i);
    if (end > number) {
      const terms = ident(text.slice(number, end), "§ ");
      f({ start, end, pos, over: 1, stop: false, terms });
    }
    return number;
  }

  private group(text: string, units: Unit[], pos: number, f: (token: Token) => void): void {
    const start = units[0]?.start ?? 0;
    const joined = join(units);
    if (joined !== "") {
      const terms = this.word(joined).terms.slice(0, 1);
      f({ start, end: units.at(-1)?.end ?? start, pos, over: units.length, stop: false, terms });
    }
    units.forEach((unit, i) => {
      const n = codeLength(units, i);
      const before = units[i - 1];
      if (n > 1 && !(before && coded(before, unit))) {
        const end = units[i + n - 1]?.end ?? unit.end;
        const terms = ident(text.slice(unit.start, end));
        f({ start: unit.start, end, pos: pos + i, over: n, stop: false, terms });
      }
      const { stop, terms } = this.word(unit.text);
      f({ start: unit.start, end: unit.end, pos: pos + i, over: 0, stop, terms });
    });
  }

  private word(written: string): Entry {
    const known = this.cache.get(written);
    if (known) return known;
    if (byteLength(written) > maxWord) return unknown;
    if (this.cache.size >= maxCached) this.cache.clear();
    const entry = this.analyse(written);
    this.cache.set(written, entry);
    return entry;
  }

  private analyse(written: string): Entry {
    const folded = fold(baseOfInnen(written));
    if (folded === "") return unknown;
    const whole = stem(folded);
    const terms: Term[] = [{ text: whole, kind: "whole" }];
    const id = acronym(written);
    if (id !== "") terms.push({ text: id, kind: "ident" });
    if (isStop(folded) || /^[a-z]$/.test(folded)) return { stop: true, terms };
    const base = root(whole);
    if (base !== whole) terms.push({ text: base, kind: "rooted" });
    if (this.lexicon) appendParts(terms, this.lexicon, folded);
    return { stop: false, terms };
  }
}

/** Adds the parts of a compound and the smaller compounds inside it. */
function appendParts(terms: Term[], lexicon: Lexicon, folded: string): void {
  const parts = split(lexicon, folded);
  for (let n = 1; n < parts.length; n++) {
    for (let i = 0; i + n <= parts.length; i++) {
      const inside = folded.slice(parts[i]?.[0], parts[i + n - 1]?.[1]);
      terms.push({ text: root(stem(inside)), kind: "part" });
    }
  }
}

/** Cuts the words of a chunk into groups that are glued together. */
function groups(units: Unit[]): Unit[][] {
  const all: Unit[][] = [];
  for (const unit of units) {
    const group = all.at(-1);
    const before = group?.at(-1);
    if (group && before && glued(before, unit)) group.push(unit);
    else all.push([unit]);
  }
  return all;
}

/** The letters of a hyphenated word, or "" if there is nothing to join. */
function join(units: Unit[]): string {
  if (units.length < 2) return "";
  const text = units.map((unit) => unit.text).join("");
  return byteLength(text) > maxJoined || codeInside(units) ? "" : text;
}

function codeInside(units: Unit[]): boolean {
  return units.some((_, i) => codeLength(units, i) > 1);
}

function ident(written: string, prefix = ""): Term[] {
  return byteLength(written) > maxWord ? [] : [{ text: identText(prefix + written), kind: "ident" }];
}
