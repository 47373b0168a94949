// Twin of repair.go: understands a compound that the site does not have, even
// with a slip in one of its parts.

import { parseLexicon } from "../german/split.js";
import { Analyzer } from "../german/german.js";
import { root } from "../german/stem.js";
import { byteLength } from "../german/words.js";
import { near, newWord, type Near, type Word } from "./alike.js";

/** What compounds of the site are made of. */
export interface Compounds {
  /** splits them */
  analyzer: Analyzer;
  pieces: Pieces;
}

/** Reads the shard with the lexicon and, behind a line with #, the pieces. */
export function readCompounds(bytes: Uint8Array): Compounds {
  const [lexicon = "", pieces = ""] = new TextDecoder().decode(bytes).split(/^#\n/m);
  const words = pieces.split("\n").filter(Boolean).map((line) => {
    const [text = "", df] = line.split(" ");
    return newWord(text, Number(df));
  });
  return { analyzer: new Analyzer(parseLexicon(lexicon)), pieces: new Pieces(words) };
}

/** The length of the shortest piece, in UTF-8. */
const minPiece = 4;

/** What stands between the parts of a compound. */
const links = ["", "s", "n", "en", "es", "e", "er"];

interface Cut {
  pieces: string[];
  /** the number of slips */
  price: number;
}

/** The stems that compounds of the site are made of. */
export class Pieces {
  private readonly exact: Set<string>;

  constructor(private readonly words: readonly Word[]) {
    this.exact = new Set(words.map((word) => word.text));
  }

  /**
   * Cuts a stem into two pieces, one of which may be spelt wrong, and returns
   * their roots. Without a good cut it returns the longest piece that the stem
   * begins or ends with, or nothing.
   */
  repair(stem: string): string[] {
    const alike = new Map<string, Near | undefined>();
    let best: Cut = { pieces: [], price: Infinity };
    let longest = "";
    for (let i = 1; i < stem.length; i++) {
      const right = stem.slice(i);
      if (byteLength(right) < minPiece) break;
      for (const link of links) {
        const left = stem.slice(0, Math.max(0, i - link.length));
        if (byteLength(left) < minPiece || left + link !== stem.slice(0, i)) continue;
        for (const side of [left, right]) {
          if (side.length > longest.length && this.exact.has(side)) longest = side;
        }
        const cut = this.cut(left, right, alike);
        if (cut && cut.price < best.price) best = cut;
      }
    }
    if (best.price === Infinity && longest.length > minPiece) best = { pieces: [longest], price: 0 };
    const roots = best.pieces.map((piece) => root(piece));
    return roots.filter((text, i) => text !== roots[i - 1]);
  }

  /** Two pieces with what they cost. */
  private cut(left: string, right: string, alike: Map<string, Near | undefined>): Cut | undefined {
    const knowsLeft = this.exact.has(left);
    const knowsRight = this.exact.has(right);
    if (knowsLeft && knowsRight) return { pieces: [left, right], price: 0 };
    if (!knowsLeft && !knowsRight) return undefined;
    const other = knowsLeft ? right : left;
    if (!alike.has(other)) alike.set(other, near(this.words, other, 1)[0]);
    const found = alike.get(other);
    if (!found) return undefined;
    const { text } = found.word;
    return { pieces: knowsLeft ? [left, text] : [text, right], price: found.distance };
  }
}
