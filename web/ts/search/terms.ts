// The terms of a site and the documents that have them. A shard of terms holds,
// in the order of texts, what doc.go of the Go package shards tells.

import { FrontReader, Reader } from "./reader.js";
import type { Directory, Shards } from "./shards.js";
import type { Field, Form, Postings } from "./types.js";

/** A list of documents, and of impacts one byte each. */
export interface List {
  df: number;
  bytes: Uint8Array;
  /** where numbers of documents begin, each the distance from the one before */
  docs: number;
  /** where impacts begin */
  impacts: number;
}

export interface Term {
  field: Field;
  text: string;
  df: number;
  /** of a compound: the roots of its parts */
  parts: readonly string[];
  /** undefined until a list of its own is loaded */
  list: List | undefined;
  /** the shard of its own list, or "" */
  own: string;
}

type Wanted = Pick<Form, "field" | "text">;

/** Terms that were loaded, and ways to load more. */
export class Terms implements Postings {
  private readonly known = new Map<string, Term>();

  constructor(
    private readonly shards: Shards,
    private readonly directory: Directory,
  ) {}

  async load(forms: readonly Wanted[]): Promise<void> {
    const texts = new Set(forms.map((form) => form.text));
    await Promise.all(Array.from(texts, (text) => this.between(text, text)));
    await Promise.all(forms.map((form) => this.loadList(this.find(form.field, form.text))));
  }

  /** A loaded term. */
  find(field: Field, text: string): Term | undefined {
    return this.known.get(field + text);
  }

  /** The documents of a loaded term. */
  list(field: Field, text: string): List | undefined {
    return this.find(field, text)?.list;
  }

  /** The words that begin with a text, in order. */
  async prefixed(text: string): Promise<Term[]> {
    const shards = await this.between(text, `${text}\u{10ffff}`, maxPrefixShards);
    return shards.flat().filter((term) => term.field === "w" && term.text.startsWith(text));
  }

  each(field: Field, text: string, f: (doc: number, impact: number) => void): void {
    const list = this.list(field, text);
    if (!list) return;
    const docs = new Reader(list.bytes);
    docs.at = list.docs;
    for (let i = 0, doc = 0; i < list.df; i++) {
      doc += docs.number();
      f(doc, impacts[(list.bytes[list.impacts + i] ?? 0) & 63] ?? 0);
    }
  }

  private async between(first: string, last: string, most = Infinity): Promise<Term[][]> {
    const refs = await this.directory.between(first, last);
    const load = (ref: string): Promise<Term[]> => this.shards.once(ref, (bytes) => this.keep(bytes));
    return Promise.all(refs.slice(0, most).map(load));
  }

  private keep(bytes: Uint8Array): Term[] {
    const terms = readTerms(bytes);
    for (const term of terms) this.known.set(term.field + term.text, term);
    return terms;
  }

  private async loadList(term: Term | undefined): Promise<void> {
    if (!term || term.own === "") return;
    term.list = await this.shards.once(term.own, (bytes) => readList(new Reader(bytes), term.df));
  }
}

/** A prefix is looked up in this many shards at most. */
const maxPrefixShards = 16;

/** The values of impacts: three bits of exponent and three of fraction. */
export const impacts = Float64Array.from({ length: 64 }, (_, i) => (1 + (i & 7) / 8) * 2 ** ((i >> 3) - 4));

/** Reads a shard of terms. */
export function readTerms(bytes: Uint8Array): Term[] {
  const reader = new Reader(bytes);
  const front = new FrontReader(reader);
  const terms: Term[] = [];
  while (!reader.done) {
    const text = front.text();
    const field = String.fromCharCode(reader.byte()) as Field;
    const df = reader.number();
    const parts = field === "w" ? reader.list() : [];
    const own = reader.number() === 1 ? reader.text() : "";
    const list = own === "" ? readList(reader, df) : undefined;
    terms.push({ field, text, df, parts, list, own });
  }
  return terms;
}

function readList(reader: Reader, df: number): List {
  const docs = reader.at;
  reader.skip(df);
  const impacts = reader.at;
  reader.take(df);
  return { df, bytes: reader.bytes, docs, impacts };
}
