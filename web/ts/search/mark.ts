// Twin of mark.go: knows the words of a query and finds them in texts, in
// whatever form they stand there.

import type { Analyzer, Token } from "../german/german.js";
import { Starts } from "./starts.js";
import type { Form, RankedSlot, Span } from "./types.js";
import { partBonus } from "./weights.js";

/** Ties a form to a slot. */
export interface Bond {
  slot: number;
  strength: number;
}

/** A word of a text that the query has; offsets are UTF-16 units. */
export interface Place {
  start: number;
  end: number;
  bonds: readonly Bond[];
}

export class Marker {
  /** what words of each slot are worth */
  readonly idf: readonly number[];
  private readonly forms = new Map<string, Bond[]>();
  private readonly roots = new Map<string, Bond[]>();
  private readonly starts = new Starts();
  private readonly known = new Map<string, readonly Bond[]>();
  private readonly compounds = new Set<string>();

  constructor(
    private readonly analyzer: Analyzer,
    slots: readonly RankedSlot[],
  ) {
    this.idf = slots.map((slot) => slot.idf * slot.weight);
    slots.forEach((slot, i) => {
      for (const { words, weight } of slot.groups) {
        for (const forms of words) this.bind(i, forms, weight / words.length);
      }
      for (const { words } of slot.parts) {
        for (const forms of words) this.bind(i, forms, partBonus);
      }
    });
  }

  /** Learns the compounds of a text, to mark those with a part that is asked for. */
  learn(compounds: readonly string[]): void {
    if (this.roots.size === 0) return;
    for (const compound of compounds) {
      if (this.compounds.has(compound)) continue;
      this.compounds.add(compound);
      const [stem = "", ...parts] = compound.split("|");
      for (const bond of parts.flatMap((part) => this.roots.get(part) ?? [])) {
        tie(this.forms, `w${stem}`, bond);
        this.starts.add(stem);
        this.known.clear();
      }
    }
  }

  /** Cuts a short text into spans. */
  mark(text: string): Span[] {
    return spans(text, 0, text.length, this.places(text));
  }

  /** The words of a text that the query has, in order. */
  places(text: string): Place[] {
    const places: Place[] = [];
    if (this.forms.size === 0) return places;
    this.starts.each(text, (start, piece) => {
      this.analyzer.each(piece, (token) => {
        // The words of a joined form are marked, not the form.
        if (token.over > 0 && token.terms[0] && token.terms[0].kind !== "ident") return;
        const bonds = this.bonds(piece.slice(token.start, token.end), token);
        if (bonds.length > 0) places.push({ start: start + token.start, end: start + token.end, bonds });
      });
    });
    return places;
  }

  private bind(slot: number, forms: readonly Form[], weight: number): void {
    for (const form of forms) {
      const bond = { slot, strength: weight * form.weight };
      tie(this.forms, form.field + form.text, bond);
      if (form.field === "r") tie(this.roots, form.text, bond);
      this.starts.add(form.text);
    }
  }

  /** What ties a written word to the slots: the strongest for each. */
  private bonds(written: string, token: Token): readonly Bond[] {
    const known = this.known.get(written);
    if (known) return known;
    const found = new Map<string, Bond[]>();
    for (const { kind, text } of token.terms) {
      if (token.stop && kind !== "ident") continue;
      const field = kind === "whole" ? "w" : kind === "ident" ? "i" : "r";
      for (const bond of this.forms.get(field + text) ?? []) tie(found, "", bond);
    }
    const bonds = found.get("") ?? [];
    this.known.set(written, bonds);
    return bonds;
  }
}

/** Keeps the strongest bond of a form to each slot. */
function tie(forms: Map<string, Bond[]>, key: string, { slot, strength }: Bond): void {
  const bonds = forms.get(key) ?? [];
  const same = bonds.find((bond) => bond.slot === slot);
  if (same) same.strength = Math.max(same.strength, strength);
  else forms.set(key, [...bonds, { slot, strength }]);
}

/** Cuts a part of a text at places. Blocks of text become one line. */
export function spans(text: string, start: number, end: number, places: readonly Place[]): Span[] {
  const out: Span[] = [];
  const put = (from: number, to: number, mark: boolean): void => {
    const piece = oneLine(text.slice(from, to));
    if (piece !== "") out.push({ text: piece, mark });
  };
  let at = start;
  for (const place of places) {
    if (place.start < at || place.end > end) continue;
    const last = out.at(-1);
    if (last?.mark && text.slice(at, place.start) === "-") {
      last.text += text.slice(at, place.end); // Wort-und-Wort is one mark
    } else {
      put(at, place.start, false);
      put(place.start, place.end, true);
    }
    at = place.end;
  }
  put(at, end, false);
  return out;
}

/** Makes every run of spaces one space, with a middle dot between blocks. */
function oneLine(text: string): string {
  return text.replace(/\p{White_Space}+/gu, (gap) => (gap.includes("\n") ? " · " : " "));
}
