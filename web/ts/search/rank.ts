// Twin of rank.go: scores documents for the slots of a query, with the same
// operations in the same order, so that the numbers are the same.

import { log } from "./log.js";
import { titleForms } from "./slots.js";
import { impacts, type List } from "./terms.js";
import type { Field, Form, Group, RankedSlot, Ranking, Slot } from "./types.js";
import { k1, partBonus, partCover, titleMost } from "./weights.js";

/** Where the lists of terms are read from; they have to be loaded. */
interface Lists {
  list(field: Field, text: string): List | undefined;
}

/** A number by document, and which documents have one. */
class Column {
  readonly values: Float64Array;
  readonly docs: Uint32Array;
  count = 0;

  constructor(n: number) {
    this.values = new Float64Array(n);
    this.docs = new Uint32Array(n);
  }

  raise(doc: number, value: number): void {
    const old = this.values[doc] ?? 0;
    if (old === 0) this.docs[this.count++] = doc;
    if (value > old) this.values[doc] = value;
  }

  /** Adds the impacts of a list, or raises to them. */
  take(list: List | undefined, weight: number, raise: boolean): void {
    if (!list) return;
    const { bytes, df } = list;
    const { values, docs } = this;
    let at = list.docs;
    for (let i = 0, doc = 0; i < df; i++) {
      let byte = bytes[at++] ?? 0;
      let step = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = bytes[at++] ?? 0;
        step |= (byte & 127) << shift;
      }
      doc += step;
      const value = weight * (impacts[(bytes[list.impacts + i] ?? 0) & 63] ?? 0);
      const old = values[doc] ?? 0;
      if (old === 0) docs[this.count++] = doc;
      if (!raise) values[doc] = old + value;
      else if (value > old) values[doc] = value;
    }
  }

  /** Calls f with every document that has a number. */
  each(f: (doc: number, value: number) => void): void {
    for (let i = 0; i < this.count; i++) {
      const doc = this.docs[i] ?? 0;
      f(doc, this.values[doc] ?? 0);
    }
  }

  /** Joins the numbers with those of another column; documents need both. */
  meet(other: Column, join: (a: number, b: number) => number): void {
    let kept = 0;
    this.each((doc, value) => {
      const more = other.values[doc] ?? 0;
      this.values[doc] = more === 0 ? 0 : join(value, more);
      if (more !== 0) this.docs[kept++] = doc;
    });
    this.count = kept;
  }

  reset(): void {
    for (let i = 0; i < this.count; i++) this.values[this.docs[i] ?? 0] = 0;
    this.count = 0;
  }
}

/** Adds up scores. Its columns have one place a document and are used again. */
export class Ranker {
  private scores = new Float64Array();
  /** how much of the query a document has */
  private readonly cover: Float64Array;
  /** the frequency of a slot's word, of one part of it, of any part of it */
  private readonly word: Column;
  private readonly part: Column;
  private readonly either: Column;
  /** the share of a title that the slot is */
  private readonly title: Column;
  /** the frequency of a word of a group, and of all its words so far */
  private readonly one: Column;
  private readonly all: Column;

  constructor(
    private readonly lists: Lists,
    private readonly n: number,
  ) {
    this.cover = new Float64Array(n);
    this.word = new Column(n);
    this.part = new Column(n);
    this.either = new Column(n);
    this.title = new Column(n);
    this.one = new Column(n);
    this.all = new Column(n);
  }

  /** Scores all documents. */
  rank(slots: readonly Slot[]): Ranking {
    const scores = (this.scores = new Float64Array(this.n));
    this.cover.fill(0);
    let total = 0;
    const ranked = slots.map((slot) => {
      const found = this.slot(slot);
      if (this.word.count + this.either.count > 0) total += slot.weight * found.idf;
      return found;
    });
    for (let doc = 0; doc < this.n; doc++) {
      const score = scores[doc] ?? 0;
      if (score === 0) continue;
      const share = (this.cover[doc] ?? 0) / total;
      scores[doc] = score * (1 + share * share);
    }
    return { scores, slots: ranked };
  }

  /** Whether no document has any of the groups. */
  misses(groups: readonly Group[]): boolean {
    this.word.reset();
    for (const group of groups) this.group(group, this.word);
    return this.word.count === 0;
  }

  /** Adds a slot to the scores. */
  private slot(slot: Slot): RankedSlot {
    const { scores, cover, word, title } = this;
    word.reset();
    title.reset();
    for (const group of slot.groups) {
      this.group(group, word);
      this.names(group);
    }
    const idf = inverseFrequency(word.count, this.n);
    const weight = slot.weight * idf;
    this.add(word, weight);
    word.each((doc) => (cover[doc] = (cover[doc] ?? 0) + weight));
    const most = titleMost * slot.weight * idf;
    title.each((doc, share) => (scores[doc] = (scores[doc] ?? 0) + most * share));
    const ranked = { ...slot, df: word.count, idf };
    this.parts(ranked);
    return ranked;
  }

  /**
   * Raises the shares of titles to those of a group: of several words that have
   * to be there, their sum.
   */
  private names(group: Group): void {
    this.every(titleForms(group), (a, b) => a + b, (forms) => {
      for (const { field, text, weight } of forms) this.one.take(this.lists.list(field, text), weight, true);
    });
    this.all.each((doc, sum) => this.title.raise(doc, Math.min(1, sum) * group.share * group.weight));
  }

  /** Adds the parts of a slot's compound to the scores. */
  private parts({ parts, weight, idf }: RankedSlot): void {
    const { cover, either, part, word } = this;
    either.reset();
    for (const group of parts) {
      part.reset();
      this.group(group, part);
      this.add(part, partBonus * weight * inverseFrequency(part.count, this.n));
      part.each((doc) => either.raise(doc, 1));
    }
    const share = partCover * weight * idf;
    either.each((doc) => {
      if (word.values[doc] === 0) cover[doc] = (cover[doc] ?? 0) + share;
    });
  }

  /** Adds a column of frequencies to the scores. */
  private add(column: Column, weight: number): void {
    const { scores } = this;
    column.each((doc, tf) => {
      scores[doc] = (scores[doc] ?? 0) + (weight * tf * (k1 + 1)) / (tf + k1);
    });
  }

  /**
   * Raises frequencies to those of a group: of several words that have to be
   * there, the lowest.
   */
  private group({ words, weight }: Group, into: Column): void {
    const [only = []] = words;
    if (words.length === 1 && into.count === 0) return this.forms(only, weight, into);
    this.every(words, Math.min, (forms) => this.forms(forms, weight, this.one));
    this.all.each((doc, tf) => into.raise(doc, tf));
  }

  /** Leaves in all the documents that have all words; read fills one. */
  private every(words: Form[][], join: (a: number, b: number) => number, read: (forms: Form[]) => void): void {
    this.all.reset();
    words.forEach((forms, i) => {
      this.one.reset();
      read(forms);
      if (i > 0) this.all.meet(this.one, join);
      else this.one.each((doc, value) => this.all.raise(doc, value));
    });
  }

  /** Adds the frequencies of forms. */
  private forms(forms: readonly Form[], weight: number, into: Column): void {
    for (const form of forms) into.take(this.lists.list(form.field, form.text), weight * form.weight, false);
  }
}

/** How much a word says that df of n documents have. */
const inverseFrequency = (df: number, n: number): number => log(1 + (n - df + 0.5) / (df + 0.5));
