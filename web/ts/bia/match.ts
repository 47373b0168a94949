// Finds the processes that the lines of a list mean: the twin of internal/bia
// (match.go, match_score.go), where it is explained. match_twin_test.go there
// holds both together on lists of municipalities.
import { Analyzer } from "../german/german.js";
import { parseLexicon } from "../german/split.js";
import { cut, mendable, mendedParts, mends, pieces, productNumber, slip, wordsOf, type MatchWord, type Piece } from "./match-words.js";

export type Duty = "A" | "M" | "G" | "J" | "D" | "E";

/** A process with what it is recognised by. */
export interface MatchProcess {
  id: string;
  area: string;
  title: string;
  about: string;
  unit: string[];
  words: string[];
  duty: Duty;
  mta: string;
  /** The proposed RTO in hours, 0 for none. */
  rto: number;
}

export interface MatchData {
  format: string;
  lexicon: string;
  areas: { id: string; title: string }[];
  processes: MatchProcess[];
  same: string[][];
  weak: string[];
}

/** auto is taken over, proposed waits for somebody who confirms it. */
export type Status = "auto" | "proposed" | "none";

export interface Candidate {
  id: string;
  /** From 0 to 1000. */
  score: number;
}

/** With auto the first taken of the candidates are meant. */
export interface Match {
  status: Status;
  taken: number;
  candidates: Candidate[];
}

const maxCandidates = 3;
const autoScore = 620;
const autoLead = 110;
const proposeScore = 200;
const pieceScore = 800;
const autoCovered = 600;
const areaHint = 50;
const pieceShare = 930;

const [asTitle, asPart, asWord] = [1, 0.99, 0.96];
const [inName, inAbout, inUnit] = [1, 0.5, 0.45];
const [weakShare, unknownShare] = [0.25, 0.7];
const [likeRoot, likeSame, likeSlip, likeParts, leastLike] = [0.97, 0.9, 0.88, 0.92, 0.2];
const nameShare = 0.6;
/** Bounds what is remembered. */
const maxKnown = 20_000;

interface Known {
  names: { words: number[]; share: number }[];
  bag: Map<number, number>;
}

interface Scored {
  scores: number[];
  covered: number[];
}

export class Matcher {
  private readonly analyzer: Analyzer;
  private readonly vocab: MatchWord[] = [];
  private readonly byStem = new Map<string, number>();
  private readonly byKey = new Map<string, number[]>();
  private readonly same = new Map<string, string>();
  private readonly weak = new Set<string>();
  private readonly df = new Map<string, number>();
  private readonly rare = new Map<string, number>();
  private readonly quality = new Map<string, Map<number, number>>();
  private readonly mended = new Map<string, string[]>();
  private readonly known: Known[];
  private readonly roots: string[];

  constructor(private readonly data: MatchData) {
    this.analyzer = new Analyzer(parseLexicon(data.lexicon));
    for (const group of data.same) {
      const words = group.flatMap((text) => wordsOf(this.analyzer, text));
      for (const { root } of words) this.same.set(root, words[0]?.root ?? root);
    }
    for (const text of data.weak) for (const { root } of wordsOf(this.analyzer, text)) this.weak.add(root);
    this.known = data.processes.map((process) => this.process(process));
    this.roots = [...this.df.keys()].filter(mends).sort();
    this.vocab.forEach((word, i) => {
      word.weight = this.weigh(word);
      for (const key of this.keys(word)) this.byKey.set(key, [...(this.byKey.get(key) ?? []), i]);
    });
  }

  /** Says what a line means. */
  match(line: string): Match {
    const [area, text] = productNumber(cut(line));
    const whole = this.scores(text, area);
    const score = whole.scores.slice();
    let sure: number[] = [];
    for (const piece of pieces(text)) {
      const alone = this.piece(piece, area);
      const top = clear(alone, pieceScore);
      if (top >= 0 && !sure.includes(top)) sure.push(top);
      alone.scores.forEach((n, i) => (score[i] = Math.max(score[i] ?? 0, Math.floor((n * pieceShare) / 1000))));
    }
    if (sure.length < 2) {
      const top = clear(whole, autoScore);
      sure = top < 0 ? [] : [top];
    }
    return this.listed(score, sure.slice(0, maxCandidates));
  }

  /** Lists the candidates: those that are sure, then the others by score. */
  private listed(score: readonly number[], sure: readonly number[]): Match {
    const others = best(score).filter((i) => !sure.includes(i) && (score[i] ?? 0) >= proposeScore);
    const candidates = [...sure, ...others].slice(0, maxCandidates).map((i) => ({ id: this.data.processes[i]?.id ?? "", score: score[i] ?? 0 }));
    const status = sure.length > 0 ? "auto" : candidates.length > 0 ? "proposed" : "none";
    return { status, taken: sure.length, candidates };
  }

  private piece({ head, text }: Piece, area: string): Scored {
    const alone = this.scores(text, area);
    if (head === "") return alone;
    const out = this.scores(`${head} ${text}`, area);
    alone.scores.forEach((n, i) => (out.scores[i] = Math.max(out.scores[i] ?? 0, Math.floor((n * pieceShare) / 1000))));
    return out;
  }

  private process(process: MatchProcess): Known {
    const out: Known = { names: [], bag: new Map() };
    const add = (text: string, share: number): number[] =>
      wordsOf(this.analyzer, text).map((word) => {
        const i = this.take(word);
        out.bag.set(i, Math.max(out.bag.get(i) ?? 0, share));
        return i;
      });
    const name = (text: string, share: number): void => {
      const words = add(text, inName);
      if (words.length > 0) out.names.push({ words, share });
    };
    name(process.title, asTitle);
    for (const { head, text } of pieces(process.title)) name(`${head} ${text}`, asPart);
    for (const word of process.words) name(word, asWord);
    add(process.about, inAbout);
    for (const unit of process.unit) add(unit, inUnit);
    const roots = new Set([...out.bag.keys()].flatMap((i) => [this.vocab[i]?.root ?? "", ...(this.vocab[i]?.parts ?? [])]));
    for (const root of roots) this.df.set(root, (this.df.get(root) ?? 0) + 1);
    return out;
  }

  private take(word: MatchWord): number {
    const known = this.byStem.get(word.stem);
    if (known !== undefined) return known;
    this.byStem.set(word.stem, this.vocab.length);
    return this.vocab.push(word) - 1;
  }

  private meaning(root: string): string {
    return this.same.get(root) ?? root;
  }

  private rarity(root: string): number {
    const known = this.rare.get(root);
    if (known !== undefined) return known;
    // While the catalogue is taken in nobody asks.
    let value = Math.log(1 + this.data.processes.length / Math.max(this.df.get(root) ?? 0, 1));
    if (this.weak.has(root)) value *= weakShare;
    value = Math.floor(value * 1e6) / 1e6;
    if (this.rare.size < maxKnown) this.rare.set(root, value);
    return value;
  }

  private weigh({ root, parts }: MatchWord): number {
    if (this.df.has(root) || this.weak.has(root)) return this.rarity(root);
    const most = Math.max(0, ...parts.filter((part) => this.df.has(part)).map((part) => this.rarity(part)));
    return most === 0 ? this.rarity(root) * unknownShare : most;
  }

  private scores(text: string, area: string): Scored {
    const words = wordsOf(this.analyzer, text);
    let total = 0;
    const like = words.map((word) => {
      this.mend(word);
      word.weight = this.weigh(word);
      total += word.weight;
      return this.alike(word);
    });
    const none = this.known.map(() => 0);
    if (total === 0) return { scores: none, covered: none.slice() };
    const covered = this.known.map((known) => inBag(known, words, like) / total);
    const scores = this.known.map((known, i) => {
      const score = nameShare * this.bestName(known, words, like, total) + (1 - nameShare) * (covered[i] ?? 0);
      return perMille(score > 0 && area !== "" && area === this.data.processes[i]?.area ? score + areaHint / 1000 : score);
    });
    return { scores, covered: covered.map(perMille) };
  }

  private bestName({ names }: Known, words: readonly MatchWord[], like: readonly ReadonlyMap<number, number>[], total: number): number {
    let top = 0;
    for (const name of names) {
      let found = 0;
      words.forEach(({ weight }, i) => (found += weight * most(name.words, (word) => like[i]?.get(word) ?? 0)));
      if (found === 0) continue;
      let weight = 0;
      let met = 0;
      for (const word of name.words) {
        const own = this.vocab[word]?.weight ?? 0;
        weight += own;
        met += own * most(like, (of) => of.get(word) ?? 0);
      }
      const a = found / total;
      const b = met / weight;
      if (weight > 0) top = Math.max(top, (name.share * 2 * a * b) / (a + b));
    }
    return top;
  }

  /** The words of the catalogue that a word is like, and how much. */
  private alike(word: MatchWord): ReadonlyMap<number, number> {
    const known = this.quality.get(word.stem);
    if (known) return known;
    const share = new Map<number, number>();
    for (const key of this.keys(word)) {
      for (const i of this.byKey.get(key) ?? []) share.set(i, this.like(word, this.vocab[i] ?? word));
    }
    if (!this.byStem.has(word.stem)) {
      this.vocab.forEach(({ stem }, i) => {
        const before = share.get(i) ?? 0;
        if (before < likeSlip) share.set(i, Math.max(before, slip(word.stem, stem)));
      });
    }
    const list = new Map([...share].filter(([, s]) => s >= leastLike));
    if (this.quality.size < maxKnown) this.quality.set(word.stem, list);
    return list;
  }

  private keys({ root, parts }: MatchWord): Set<string> {
    return new Set([root, ...parts].map((text) => this.meaning(text)));
  }

  private like(a: MatchWord, b: MatchWord): number {
    if (a.stem === b.stem) return 1;
    if (a.root === b.root) return likeRoot;
    if (this.meaning(a.root) === this.meaning(b.root)) return likeSame;
    return likeParts * this.shared(partsOf(a), partsOf(b));
  }

  private shared(a: readonly string[], b: readonly string[]): number {
    let both = 0;
    let left = 0;
    let right = 0;
    for (const x of a) {
      left += this.rarity(x);
      const y = b.find((other) => this.meaning(x) === this.meaning(other));
      if (y !== undefined) both += Math.min(this.rarity(x), this.rarity(y));
    }
    if (both === 0) return 0;
    for (const y of b) right += this.rarity(y);
    return Math.min(1, both / Math.sqrt(left * right));
  }

  private mend(word: MatchWord): void {
    if (word.parts.length > 0 || !mendable(word.stem) || this.df.has(word.root) || this.byStem.has(word.stem)) return;
    let parts = this.mended.get(word.stem);
    if (!parts) {
      parts = mendedParts(this.roots, word.stem);
      if (this.mended.size < maxKnown) this.mended.set(word.stem, parts);
    }
    word.parts = parts;
  }
}

const partsOf = ({ parts, root }: MatchWord): readonly string[] => (parts.length > 0 ? parts : [root]);
const perMille = (share: number): number => Math.floor(1000 * Math.min(share, 1) + 0.5);

function most<T>(list: readonly T[], value: (item: T) => number): number {
  let top = 0;
  for (const item of list) top = Math.max(top, value(item));
  return top;
}

function inBag({ bag }: Known, words: readonly MatchWord[], like: readonly ReadonlyMap<number, number>[]): number {
  let sum = 0;
  words.forEach(({ weight }, i) => {
    let share = 0;
    for (const [word, l] of like[i] ?? []) share = Math.max(share, l * (bag.get(word) ?? 0));
    sum += weight * share;
  });
  return sum;
}

/** The process that is best, good and well ahead of the next, or -1. */
function clear({ scores, covered }: Scored, least: number): number {
  const [first, second] = best(scores);
  if (first === undefined || (scores[first] ?? 0) < least || (covered[first] ?? 0) < autoCovered) return -1;
  if (second !== undefined && (scores[first] ?? 0) - (scores[second] ?? 0) < autoLead) return -1;
  return first;
}

/** The processes with the highest scores. */
const best = (score: readonly number[]): number[] =>
  [...score.keys()].filter((i) => (score[i] ?? 0) > 0).sort((a, b) => (score[b] ?? 0) - (score[a] ?? 0) || a - b).slice(0, maxCandidates + 1);
