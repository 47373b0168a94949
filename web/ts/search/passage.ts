// Twin of passage.go: the section of a document that answers a query best, and
// in it the passage with most of its words. Lengths are bytes of UTF-8.

import { byteLength } from "../german/words.js";
import { spans, type Marker, type Place } from "./mark.js";
import type { DocMeta, Passage, Span, TextBody } from "./types.js";

const passageSize = 220;

/** How much may stand in front of the first marked word. */
const passageLead = 60;

/** Finds the passage of a document, and what section it is in. */
export function passage(marker: Marker, meta: DocMeta, text: TextBody): Passage {
  marker.learn(text.compounds);
  const places = marker.places(text.body);
  if (places.length === 0) {
    return { anchor: "", heading: "", spans: opening(marker, meta, text.body) };
  }
  const section = bestSection(marker, text, places);
  const { start, end, heading, anchor } = section;
  let from = start;
  let inside = within(places, start, end);
  if (heading !== "" && text.body.startsWith(heading, start)) {
    const below = start + heading.length; // the heading is shown by itself
    const rest = within(inside, below, end);
    if (rest.length > 0) [inside, from] = [rest, below];
  }
  return { anchor, heading, spans: cut(marker, text.body, from, end, inside) };
}

/** The summary, or the beginning of the text. */
function opening(marker: Marker, meta: DocMeta, body: string): Span[] {
  if (meta.summary !== "") return marker.mark(meta.summary);
  return cut(marker, body, 0, body.length, []);
}

interface Section {
  anchor: string;
  heading: string;
  start: number;
  end: number;
}

/**
 * The section with the highest sum of the words it has; without an anchor the
 * text in front of all headings. Words in headings count double, of equal
 * sections the first wins.
 */
function bestSection(marker: Marker, { body, headings }: TextBody, places: Place[]): Section {
  const first = Math.min(body.length, headings[0]?.start ?? body.length);
  let best: Section = { anchor: "", heading: "", start: 0, end: first };
  let top = worth(marker, within(places, 0, first), 0);
  for (const [i, { anchor, title, start }] of headings.entries()) {
    const end = Math.min(body.length, headings[i + 1]?.start ?? body.length);
    if (start >= end) break;
    const sum = worth(marker, within(places, start, end), start + title.length);
    if (sum > top * 1.05) {
      top = sum;
      best = { anchor, heading: title, start, end };
    }
  }
  return best;
}

/**
 * What places are worth: the best of each slot, and a little for repetitions.
 * Places in front of the end of the heading count double.
 */
function worth(marker: Marker, places: readonly Place[], headingEnd: number): number {
  const best = marker.idf.map(() => 0);
  const count = marker.idf.map(() => 0);
  for (const { start, bonds } of places) {
    for (const { slot, strength } of bonds) {
      const value = strength * (marker.idf[slot] ?? 0) * (start < headingEnd ? 2 : 1);
      best[slot] = Math.max(best[slot] ?? 0, value);
      count[slot] = (count[slot] ?? 0) + 1;
    }
  }
  return best.reduce((sum, value, slot) => {
    const n = count[slot] ?? 0;
    return sum + value * (1 + (0.3 * n) / (n + 2));
  }, 0);
}

/** The places that begin in [start, end). */
function within(places: Place[], start: number, end: number): Place[] {
  return places.slice(search(places, start), search(places, end));
}

/** The number of places that begin before an offset. */
function search(places: Place[], offset: number): number {
  let low = 0;
  for (let high = places.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Picks the passage of a section with the most valuable places and cuts it out
 * at words, better at sentences.
 */
function cut(marker: Marker, body: string, start: number, end: number, places: Place[]): Span[] {
  let first = start;
  let top = -1;
  for (const place of places) {
    const last = forward(body, place.start, passageSize - passageLead - 1);
    const sum = worth(marker, within(places, place.start, last + 1), 0);
    if (sum > top) [top, first] = [sum, place.start];
  }
  const gap = /^\p{White_Space}*/u.exec(body.slice(start, end))?.[0].length ?? 0;
  start = Math.min(first, start + gap);
  const from = beginning(body, start, first);
  const to = ending(body, from, end);
  const out = spans(body, from, to, places);
  if (from > start && out.length > 0) out.unshift({ text: "… ", mark: false });
  if (/\P{White_Space}/u.test(body.slice(to, end))) out.push({ text: " …", mark: false });
  return merge(out);
}

/**
 * Where a passage starts that shows the word at first: at the start, at the
 * sentence or block around the word, or at a word.
 */
function beginning(body: string, start: number, first: number): number {
  const lowest = backward(body, first, passageLead);
  if (byteLength(body.slice(start, first)) <= passageLead) return start;
  const lead = body.slice(lowest, first);
  for (const stop of ["\n", ". ", "! ", "? ", ": "]) {
    const i = lead.lastIndexOf(stop);
    if (i >= 0) return lowest + i + stop.length;
  }
  const space = lead.indexOf(" ");
  return space < 0 ? first : lowest + space + 1;
}

/** Where a passage from a place on ends. */
function ending(body: string, from: number, end: number): number {
  let to = Math.min(end, forward(body, from, passageSize));
  if (to < end) {
    const space = Math.max(body.lastIndexOf(" ", to - 1), body.lastIndexOf("\n", to - 1));
    if (space > from && byteLength(body.slice(from, space)) > passageSize / 2) to = space;
  }
  while (to > from && /\p{White_Space}/u.test(body.charAt(to - 1))) to--;
  return to;
}

/** How far at most so many bytes lead from an offset, at a character. */
export function forward(text: string, offset: number, bytes: number): number {
  for (let rest = bytes; offset < text.length; ) {
    const code = text.codePointAt(offset) ?? 0;
    rest -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (rest < 0) break;
    offset += code < 0x10000 ? 1 : 2;
  }
  return offset;
}

/** Where at most so many bytes in front of an offset begin, at a character. */
function backward(text: string, offset: number, bytes: number): number {
  let start = Math.max(0, offset - bytes);
  while (start < offset && forward(text, start, bytes) < offset) start++;
  if (/[\udc00-\udfff]/.test(text.charAt(start)) && start < offset) start++;
  return start;
}

/** Joins neighbours of the same sort. */
function merge(all: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of all) {
    const last = out.at(-1);
    if (last && last.mark === span.mark) last.text += span.text;
    else out.push({ ...span });
  }
  return out;
}
