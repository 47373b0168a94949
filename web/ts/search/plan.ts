// Twin of plan.go: makes slots of the words of a query. What a step has to know
// of the site is loaded in front of it, side by side.

import type { Analyzer } from "../german/german.js";
import { fold } from "../german/fold.js";
import { root } from "../german/stem.js";
import { byteLength } from "../german/words.js";
import type { Query } from "./query.js";
import type { Compounds } from "./repair.js";
import { append, formsOf, newSlot, partGroups, titleForms, wordForms, wordSlot } from "./slots.js";
import type { Synonyms } from "./synonyms.js";
import type { Terms } from "./terms.js";
import type { Form, Slot } from "./types.js";
import {
  joinedWeight, maxPrefixForms, maxTerms, minPrefix, minTyped, prefixWeight, prefixWords,
} from "./weights.js";

export class Planner {
  constructor(
    private readonly terms: Terms,
    private readonly synonyms: Synonyms,
    /** splits nothing */
    private readonly analyzer: Analyzer,
    private readonly compounds: () => Promise<Compounds>,
  ) {}

  /** Makes the slots of a query and loads their terms. */
  async plan({ text, prefixes }: Query): Promise<Slot[]> {
    await this.terms.load(this.wanted(text));
    let slots = this.slots(text).slice(0, maxTerms);
    this.synonyms.apply(slots);
    if (slots.length === 0) slots = await this.joined(text);
    const typed = slots.length > prefixWords ? [] : slots.filter((slot) => this.isBeginning(slot));
    const begun = prefixes.slice(0, maxTerms).map((prefix) => prefixSlot(prefix));
    await Promise.all([
      this.terms.load(formsOf(slots)),
      ...slots.map((slot) => this.split(slot)),
      ...typed.map((slot) => this.addPrefix(slot, slot.word, prefixWeight)),
      ...begun.map((slot) => this.addPrefix(slot, slot.word.slice(0, -1), 1)),
    ]);
    slots.push(...begun);
    await this.terms.load(formsOf(slots));
    return slots;
  }

  /** The forms of all words of a text, to see which of them the site has. */
  private wanted(text: string): Form[] {
    const words: Form[][] = [];
    this.analyzer.each(text, ({ terms }) => {
      for (const term of terms) {
        if (term.kind === "ident") words.push([{ field: "i", text: term.text, weight: 1 }]);
        else if (term.kind === "whole") words.push(wordForms(term.text));
      }
    });
    return [...words, ...titleForms({ words })].flat();
  }

  /**
   * Makes a slot of every word of a text that is no stop word, and of forms
   * that lie over several words if the site has them.
   */
  private slots(text: string): Slot[] {
    const slots: Slot[] = [];
    let covered = 0; // words up to this position belong to an identifier
    this.analyzer.each(text, (token) => {
      const { start, end, pos, over, terms } = token;
      const [first] = terms;
      if (!first) return;
      const written = text.slice(start, end);
      if (over > 0 && first.kind === "ident") {
        if (over === 1 || !this.terms.find("i", first.text)) return;
        append(slots, newSlot(written, `#${first.text}`, [{ field: "i", text: first.text, weight: 1 }]));
        covered = pos + over;
      } else if (pos >= covered && over === 0) {
        append(slots, wordSlot(written, token));
      } else if (pos >= covered && this.terms.find("w", first.text)) {
        append(slots, { ...wholeSlot(written, first.text), weight: joinedWeight, joined: true });
      }
    });
    return slots;
  }

  /**
   * Makes slots of hyphenated words all of whose parts are stop words: Soll-Ist
   * finds Soll-Ist-Vergleich.
   */
  private async joined(text: string): Promise<Slot[]> {
    const slots: Slot[] = [];
    this.analyzer.each(text, ({ start, end, over, terms: [first] }) => {
      if (over < 2 || first?.kind !== "whole") return;
      append(slots, { ...wholeSlot(text.slice(start, end), first.text), prefix: true });
    });
    await Promise.all(slots.map((slot) => this.addPrefix(slot, slot.key, 1)));
    return slots;
  }

  /**
   * Gives the slot of a word its parts: as the site's words were split, else as
   * the site's lexicon splits it.
   */
  private async split(slot: Slot): Promise<void> {
    if (slot.joined || slot.prefix || slot.key.startsWith("#")) return;
    let parts = this.terms.find("w", slot.key)?.parts;
    if (!parts && byteLength(fold(slot.word)) >= minCompound) {
      const found: string[] = [];
      const { analyzer } = await this.compounds();
      analyzer.each(slot.word, ({ over, terms }) => {
        if (over === 0) for (const { kind, text } of terms) if (kind === "part") found.push(text);
      });
      parts = found;
    }
    slot.parts = partGroups(parts ?? []);
  }

  /**
   * Whether a word may be the beginning of another: the site does not have it,
   * for it is being typed or was cut off.
   */
  private isBeginning({ word, key }: Slot): boolean {
    return byteLength(fold(word)) >= minTyped && !key.startsWith("#") &&
      !this.terms.find("w", key) && !this.terms.find("r", root(key));
  }

  /** Adds the words that begin with a written one, the most frequent ones. */
  private async addPrefix(slot: Slot, written: string, weight: number): Promise<void> {
    const folded = fold(written);
    const forms = slot.groups[0]?.words[0];
    if (slot.joined || byteLength(folded) < minPrefix || !forms) return;
    const terms = (await this.terms.prefixed(folded)).filter(
      (term) => !forms.some((form) => form.field === "w" && form.text === term.text),
    );
    terms.sort((a, b) => b.df - a.df); // stable: of equal ones the first by text
    for (const { text } of terms.slice(0, maxPrefixForms)) forms.push({ field: "w", text, weight });
  }
}

/** Shorter words are no compounds. */
const minCompound = 6;

/** The slot of a form that is looked for as it is. */
const wholeSlot = (written: string, stem: string): Slot =>
  newSlot(written, stem, [{ field: "w", text: stem, weight: 1 }]);

const prefixSlot = (prefix: string): Slot => ({ ...newSlot(`${prefix}*`, fold(prefix), []), prefix: true });
