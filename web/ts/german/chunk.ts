// Twin of chunk.go: words without a space between them.

import { byteLength, jointAt, wordAt, type Joint } from "./words.js";

/** A longer chain of words is cut. */
const maxUnits = 16;

/** Above these lengths in UTF-8, words and joined forms have no terms. */
export const maxWord = 128;
export const maxJoined = 64;

/** A word of a chunk; text differs from what is covered in gender forms. */
export interface Unit {
  start: number;
  end: number;
  text: string;
  before: Joint;
}

/** The words from start on that have no space between them, and their end. */
export function readChunk(text: string, start: number): [Unit[], number] {
  let end = wordAt(text, start);
  let last: Unit = { start, end, text: text.slice(start, end), before: "" };
  const units = [last];
  while (units.length < maxUnits) {
    const [kind, next] = jointAt(text, end);
    if (kind === "") {
      const behind = bracketGender(text, end);
      if (behind === end) break;
      last.end = end = behind;
      continue;
    }
    const stop = wordAt(text, next);
    const written = text.slice(next, stop);
    const rest = genderEnding(kind, written);
    const length = byteLength(last.text);
    if (rest !== undefined && length >= 3 && length + byteLength(rest) <= maxWord) {
      last.end = stop;
      last.text += rest;
    } else {
      last = { start: next, end: stop, text: written, before: kind };
      units.push(last);
    }
    end = stop;
  }
  return [units, end];
}

/**
 * If a word behind a joint is the second half of a gender form (Kolleg*in,
 * Beauftragte/r): what follows it in a compound (Bürger:innenbüro).
 */
function genderEnding(kind: Joint, word: string): string | undefined {
  if (kind === "" || kind === "hyphen" || kind === "dot") return undefined;
  const slashed = kind === "slash" || kind === "slashHyphen";
  switch (word) {
    case "in":
    case "innen":
      return "";
    case "r":
    case "n":
    case "en":
    case "s":
    case "m":
      return slashed || word === "r" ? "" : undefined;
  }
  if (!word.startsWith("innen") || kind === "slash") return undefined;
  const rest = word.slice("innen".length);
  return byteLength(rest) >= 3 ? rest : undefined;
}

const bracketed = /\((?:innen|in|en|r|n|s|e)\)/y;

/** The end of "(innen)" and the like at i, or i. */
function bracketGender(text: string, i: number): number {
  bracketed.lastIndex = i;
  return bracketed.test(text) ? bracketed.lastIndex : i;
}

/** The base word of a form with a capital inside: MitarbeiterInnen, LeiterIn. */
export function baseOfInnen(word: string): string {
  const i = word.indexOf("Innen");
  if (i > 0 && byteLength(word.slice(0, i)) >= 3 && !/[A-Z]/.test(word.charAt(i - 1))) {
    return word.slice(0, i) + word.slice(i + "Innen".length);
  }
  if (word.endsWith("erIn") && byteLength(word) >= 6) return word.slice(0, -2);
  return word;
}
