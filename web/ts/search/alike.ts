// Twin of alike.go: finds words of the site that are spelt like one it does not
// have. Only words of ASCII letters and digits are compared.

import { FrontReader, Reader } from "./reader.js";
import type { Directory, Shards } from "./shards.js";

/** A word of the site. */
export interface Word {
  /** its stem */
  text: string;
  df: number;
  /** how it is written most often */
  shown: string;
  /** the letters and digits that occur in it, as bits */
  low: number;
  high: number;
}

export interface Near {
  word: Word;
  distance: number;
}

export function newWord(text: string, df: number, shown = text): Word {
  let low = 0;
  let high = 0;
  for (let i = 0; i < text.length; i++) {
    const bit = text.charCodeAt(i) & 63;
    if (bit < 32) low |= 1 << bit;
    else high |= 1 << (bit - 32);
  }
  return { text, df, shown, low, high };
}

/** Words of the site by first letter and length. */
export class Words {
  constructor(
    private readonly shards: Shards,
    private readonly directory: Directory,
  ) {}

  /** The words that are spelt like a stem, best first. */
  async alike(stem: string, most: number): Promise<Near[]> {
    const limit = maxDistance(stem);
    if (limit === 0) return [];
    // Words of one key can begin in the shard in front of it.
    const first = `${key(stem, -limit - 1)}~`;
    const refs = await this.directory.between(first, key(stem, limit));
    const lists = await Promise.all(refs.map((ref) => this.shards.once(ref, readWords)));
    return near(lists.flat(), stem, most);
  }
}

/** The key of words that are longer than a stem by so many letters. */
const key = (stem: string, more: number): string =>
  stem.charAt(0) + String(stem.length + more).padStart(2, "0");

/** Reads a shard of words. */
export function readWords(bytes: Uint8Array): Word[] {
  const reader = new Reader(bytes);
  const front = new FrontReader(reader);
  const words: Word[] = [];
  while (!reader.done) {
    const text = front.text();
    const df = reader.number();
    const same = reader.number();
    const begin = text.slice(0, same >> 1);
    const shown = (same & 1 ? begin.charAt(0).toUpperCase() + begin.slice(1) : begin) + reader.text();
    words.push(newWord(text, df, shown));
  }
  return words;
}

/** Longer words are not compared. */
const maxLength = 64;

/** How many slips a word can have. */
function maxDistance(word: string): number {
  if (word.length < 4 || word.length > maxLength || /[^\x00-\x7f]/.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

/**
 * At most so many words that are spelt like a stem: those with the fewest
 * differences, of these the most frequent.
 */
export function near(words: readonly Word[], stem: string, most: number): Near[] {
  const limit = maxDistance(stem);
  if (limit === 0) return [];
  const { low, high } = newWord(stem, 0);
  const found: Near[] = [];
  for (const word of words) {
    if (bits(low ^ word.low) + bits(high ^ word.high) > 2 * limit) continue;
    if (word.text.charCodeAt(0) !== stem.charCodeAt(0)) continue;
    if (Math.abs(word.text.length - stem.length) > limit) continue;
    const d = distance(stem, word.text, limit);
    if (d <= limit) found.push({ word, distance: d });
  }
  found.sort((a, b) => a.distance - b.distance || b.word.df - a.word.df || (a.word.text < b.word.text ? -1 : 1));
  return found.slice(0, most);
}

function bits(set: number): number {
  let n = 0;
  for (; set !== 0; set &= set - 1) n++;
  return n;
}

/**
 * The number of slips between two words (a letter left out, added, changed, or
 * swapped with its neighbour), limit + 1 if there are more than limit.
 */
export function distance(a: string, b: string, limit: number): number {
  let before = new Uint8Array(b.length + 1);
  let last = Uint8Array.from(before, (_, j) => j);
  let row = new Uint8Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    let best = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let d = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, (before[j - 2] ?? 0) + 1);
      row[j] = d;
      best = Math.min(best, d);
    }
    if (best > limit) return limit + 1;
    [before, last, row] = [last, row, before];
  }
  return last[b.length] ?? 0;
}
