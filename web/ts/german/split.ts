// Twin of lexicon.go and split.go: cuts compounds into parts, the cheapest way,
// with a list of words that somebody else provides.

/** A range of a word: start and end. */
export type Span = readonly [number, number];

/** Words by what they may be and cost, and compounds with given parts. */
export interface Lexicon {
  words: Map<string, number>;
  fixed: Map<string, Span[]>;
}

/** The kinds of words, in the upper bits of a class; the rest is its cost. */
const first = 0;
const any = 1;
const last = 2;
const kind = (word: number): number => word >> 4;

/**
 * Reads the text form of a lexicon: a line a word, in order, each beginning
 * with a character for the number of letters it shares with the line before
 * ('0' is none) and ending in one for its class; a compound with bars shows
 * its parts.
 */
export function parseLexicon(text: string): Lexicon {
  const lexicon: Lexicon = { words: new Map(), fixed: new Map() };
  let before = "";
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const shared = line.charCodeAt(0) - 48;
    const word = before.slice(0, shared) + line.slice(1, -1);
    if (word.includes("|")) fix(lexicon, word);
    else lexicon.words.set(word, line.charCodeAt(line.length - 1) - 48);
    before = word;
  }
  return lexicon;
}

function fix(lexicon: Lexicon, barred: string): void {
  const parts: Span[] = [];
  let at = 0;
  for (const part of barred.split("|")) parts.push([at, (at += part.length)]);
  lexicon.fixed.set(barred.replaceAll("|", ""), parts);
}

const minCompound = 6;
const maxCompound = 64;
const minPart = 3;
const maxPart = 24;
const partCost = 10;

const links: [string, number][] = [
  ["", 0], ["s", 1], ["n", 2], ["en", 2], ["es", 2], ["e", 3], ["er", 3], ["ens", 3],
];
const endings: [string, number][] = [
  ["", 0], ["s", 0], ["n", 0], ["en", 0], ["es", 0], ["e", 0], ["er", 0], ["ern", 0], ["em", 0],
  ["in", 1], ["innen", 1], ["se", 0], ["sen", 0], ["ses", 0],
];

/** The parts of a folded word without what links them; empty if it has none. */
export function split(lexicon: Lexicon, word: string): Span[] {
  const n = word.length;
  if (n < minCompound || n > maxCompound || !/^[a-z]*$/.test(word)) return [];
  const parts = given(lexicon, word);
  if (parts) return parts;
  if (knows(lexicon, word)) return [];
  const cost = new Array<number>(n + 1).fill(Infinity);
  const from = new Array<Span>(n + 1);
  cost[0] = 0;
  for (let i = 0; i <= n - minPart; i++) {
    const paid = cost[i] ?? Infinity;
    if (paid === Infinity) continue;
    for (let j = i + minPart; j <= Math.min(n, i + maxPart); j++) {
      const part = word.slice(i, j);
      const entry = lexicon.words.get(part);
      if (entry === undefined) continue;
      const price = paid + partCost + (entry & 15);
      const reach = (k: number, more: number): void => {
        if (price + more < (cost[k] ?? Infinity)) {
          cost[k] = price + more;
          from[k] = [i, j];
        }
      };
      if (kind(entry) === first || kind(entry) === any) {
        for (const [link, more] of links) {
          if (j + link.length <= n - minPart && word.startsWith(link, j)) reach(j + link.length, more);
        }
      }
      if (i > 0 && (kind(entry) === any || kind(entry) === last)) {
        const more = ending(part, word.slice(j));
        if (more !== undefined) reach(n, more);
      }
    }
  }
  return cost[n] === Infinity ? [] : trace(from, n);
}

/** The cost of an ending behind base, if it can be one. */
function ending(base: string, rest: string): number | undefined {
  if (rest.startsWith("in") && !/[rt]$/.test(base)) return undefined;
  if (rest.startsWith("se") && !base.endsWith("nis")) return undefined;
  return endings.find(([text]) => text === rest)?.[1];
}

function trace(from: Span[], n: number): Span[] {
  const parts: Span[] = [];
  for (let i = n; i > 0; ) {
    const part = from[i];
    if (!part) return [];
    parts.unshift(part);
    i = part[0];
  }
  return parts;
}

/** Whether a word is in the lexicon as it is or inflected: no compound. */
function knows(lexicon: Lexicon, word: string): boolean {
  return endings.some(([text]) => {
    if (!word.endsWith(text)) return false;
    const base = word.slice(0, word.length - text.length);
    const entry = lexicon.words.get(base);
    if (base.length < minPart || entry === undefined || kind(entry) === first) return false;
    return ending(base, text) !== undefined;
  });
}

function given(lexicon: Lexicon, word: string): Span[] | undefined {
  for (const [text] of endings) {
    if (!word.endsWith(text)) continue;
    const parts = lexicon.fixed.get(word.slice(0, word.length - text.length));
    if (parts) return parts;
  }
  return undefined;
}
