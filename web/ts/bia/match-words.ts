// Words of lines and processes as matching sees them: the twin of
// internal/bia/match_words.go and match_mend.go.
import type { Analyzer } from "../german/german.js";

export interface MatchWord {
  stem: string;
  root: string;
  /** The roots of the parts of a compound, first to last. */
  parts: readonly string[];
  weight: number;
}

/** A part of a line that may name a process, and what stands before a colon in front of it. */
export interface Piece {
  head: string;
  text: string;
}

const letters = /^[a-z][a-z0-9]*$/;
const spaces = /[\x09-\x0d \u00a0\u2000-\u200a\u202f\u3000]+/g;
const separators = / [-–—+&] |[,;:/•|]+| (?:und|sowie|bzw\.|u\.) /u;
const brackets = /\([^)]*\)?/g;
const numbering = /^[ •*·–-]*([0-9]{1,6}(?:[./-][0-9]{1,4}){0,5})[.):]? /u;
const bullet = /^[ •*·–-]+/u;
const outer = /^ +| +$/g;

/** How much of a line is read, in characters. */
const maxLine = 400;

/** The words of a text that mean something. */
export function wordsOf(analyzer: Analyzer, text: string): MatchWord[] {
  const list: MatchWord[] = [];
  analyzer.each(text, ({ start, end, stop, over, terms }) => {
    const [first] = terms;
    if (stop || over > 0 || first?.kind !== "whole" || !letters.test(first.text)) return;
    const root = terms.filter(({ kind }) => kind === "rooted").at(-1)?.text ?? first.text;
    list.push({ stem: first.text, root, parts: analyzer.parts(text.slice(start, end)), weight: 0 });
  });
  return list;
}

/** The parts of a line that may name a process each; none if it has no parts. */
export function pieces(text: string): Piece[] {
  const plain = text.replace(brackets, " ");
  const colon = plain.indexOf(":");
  const head = colon < 0 ? "" : plain.slice(0, colon);
  const list: Piece[] = [];
  let open = "";
  for (const found of plain.slice(colon + 1).split(separators)) {
    const part = (open + found).replace(outer, "");
    open = "";
    if (part.endsWith("-")) open = `${part} `;
    else if ([...part].length > 2) list.push({ head: head.replace(outer, ""), text: part });
  }
  return list.length < 2 && head === "" ? [] : list;
}

/** The area that the number of a product in front of a line names, or "", and the text behind it. */
export function productNumber(line: string): [area: string, text: string] {
  const found = numbering.exec(line);
  if (!found) return ["", line.replace(bullet, "")];
  const text = line.slice(found[0].length);
  const [first = ""] = (found[1] ?? "").split(/[./-]/);
  if (first === found[1] && first.length < 4) return ["", text]; // counts lines
  return [first.padStart(2, "0").slice(0, 2), text];
}

/** The beginning of a line that is read, with plain spaces. */
export const cut = (line: string): string => [...line.replace(spaces, " ").replace(outer, "")].slice(0, maxLine).join("");

const minRoot = 4;
const minSlipped = 5;
const linking = ["", "s", "n", "en", "es", "e", "er"];

/** Whether a root can mend words. */
export const mends = (root: string): boolean => root.length >= minRoot;
/** Whether a word is long enough to be mended. */
export const mendable = (stem: string): boolean => stem.length >= 2 * minRoot;

/** What a word begins and ends with, one of them perhaps with a slip. */
export function mendedParts(roots: readonly string[], stem: string): string[] {
  let begin = "";
  let end = "";
  for (const root of roots) {
    if (root.length > begin.length && stem.startsWith(root)) begin = root;
    if (root.length > end.length && stem.endsWith(root)) end = root;
  }
  if (begin !== "" && end !== "" && begin.length + end.length <= stem.length) return [begin, end];
  const last = begin === "" ? "" : slipped(roots, stem.slice(begin.length), true);
  if (last !== "") return [begin, last];
  const first = end === "" ? "" : slipped(roots, stem.slice(0, stem.length - end.length), false);
  if (first !== "") return [first, end];
  if (begin.length >= end.length && begin.length > minRoot) return [begin, stem.slice(begin.length)];
  return end.length > minRoot ? [stem.slice(0, stem.length - end.length), end] : [];
}

/** The root that the rest of a compound is, with one slip and what links it. */
function slipped(roots: readonly string[], rest: string, behind: boolean): string {
  for (const link of linking) {
    if (behind ? !rest.startsWith(link) : !rest.endsWith(link)) continue;
    const text = behind ? rest.slice(link.length) : rest.slice(0, rest.length - link.length);
    const found = roots.find((root) => root.length >= minSlipped && Math.abs(root.length - text.length) <= 1 && distance(root, text, 1) <= 1);
    if (found !== undefined) return found;
  }
  return "";
}

const likeSlip = 0.88;
const likeSlips = 0.75;

/** How much two stems are alike of which one is spelt wrong. */
export function slip(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  const most = shorter >= 9 ? 2 : shorter >= 4 ? 1 : 0;
  if (most === 0 || Math.abs(a.length - b.length) > most) return 0;
  const n = distance(a, b, most);
  if (n <= 1) return likeSlip;
  return n === 2 && most === 2 ? likeSlips : 0;
}

/** Counts letters added, left out, changed or swapped with their neighbour; more than most is most + 1. */
export function distance(a: string, b: string, most: number): number {
  let before = new Array<number>(b.length + 1).fill(0);
  let row = before.map((_, j) => j);
  let next = before.slice();
  for (let i = 1; i <= a.length; i++) {
    next[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let n = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) n = Math.min(n, (before[j - 2] ?? 0) + 1);
      next[j] = n;
      least = Math.min(least, n);
    }
    if (least > most) return most + 1;
    [before, row, next] = [row, next, before];
  }
  return Math.min(row[b.length] ?? 0, most + 1);
}
