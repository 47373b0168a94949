// Twin of match.go: drops documents that filters exclude, counts the values of
// facets, and picks the best.

import { fold } from "../german/fold.js";
import { stem } from "../german/stem.js";
import { facets, type Filter } from "./query.js";
import { compareText } from "./reader.js";
import { parseJSON, type FacetFile, type Root, type Shards } from "./shards.js";
import type { FacetCount, FacetValue } from "./types.js";

/** A facet with the documents that have each value. */
interface Facet {
  name: string;
  documents: Map<string, Uint32Array>;
  titles: Map<string, string>;
}

/** A Filter with its values as ids. */
export interface ActiveFilter {
  facet: string;
  ids: Set<string>;
  not: boolean;
  /** 1 for every document that has one of the values */
  has: Uint8Array;
}

/** How many values of a facet are offered. */
const maxFacetValues = 30;

export class Facets {
  constructor(
    private readonly shards: Shards,
    private readonly root: Root,
  ) {}

  /** Finds the ids that are meant by what was typed. */
  filters(asked: readonly Filter[]): Promise<ActiveFilter[]> {
    return Promise.all(asked.map(async ({ facet: name, values, not }) => {
      const facet = await this.facet(name);
      const wanted = new Set(values.map(valueKey));
      const filter: ActiveFilter = { facet: name, ids: new Set(), not, has: new Uint8Array(this.root.n) };
      for (const [id, documents] of facet?.documents ?? []) {
        if (!wanted.has(valueKey(id)) && !wanted.has(valueKey(facet?.titles.get(id) ?? id))) continue;
        filter.ids.add(id);
        for (const doc of documents) filter.has[doc] = 1;
      }
      return filter;
    }));
  }

  /** What people call a value. */
  title(name: string, id: string): string {
    const titles = this.root.facets[name]?.titles ?? {};
    return (Object.hasOwn(titles, id) && titles[id]) || id;
  }

  /** Loads what counting needs. */
  async load(): Promise<Facet[]> {
    const all = await Promise.all(facets.map((name) => this.facet(name)));
    return all.filter((facet) => facet !== undefined);
  }

  private async facet(name: string): Promise<Facet | undefined> {
    const file = this.root.facets[name];
    return file && this.shards.once(file.ref, (bytes) => readFacet(name, file, bytes));
  }
}

function readFacet(name: string, { titles = {} }: FacetFile, bytes: Uint8Array): Facet {
  const documents = new Map<string, Uint32Array>();
  for (const [id, steps] of Object.entries(parseJSON<Record<string, number[]>>(bytes))) {
    let doc = 0;
    documents.set(id, Uint32Array.from(steps, (step) => (doc += step)));
  }
  return { name, documents, titles: new Map(Object.entries(titles)) };
}

/** Makes spellings of a value equal: case, umlauts, plural. */
const valueKey = (text: string): string => stem(fold(text));

export function passes(filters: readonly ActiveFilter[], doc: number): boolean {
  return filters.every(({ has, not }) => (has[doc] === 1) !== not);
}

/**
 * Drops documents that do not pass. Returns for each document the facet because
 * of which alone it failed, counted from 1 in the order of facets: what another
 * choice would bring.
 */
export function applyFilters(filters: readonly ActiveFilter[], scores: Float64Array): Uint8Array {
  const alone = new Uint8Array(scores.length);
  if (filters.length === 0) return alone;
  for (let doc = 0; doc < scores.length; doc++) {
    if (scores[doc] === 0) continue;
    const failed = new Set<string>();
    for (const { facet, has, not } of filters) if ((has[doc] === 1) === not) failed.add(facet);
    if (failed.size === 0) continue;
    scores[doc] = 0;
    if (failed.size === 1) for (const facet of failed) alone[doc] = facets.indexOf(facet) + 1;
  }
  return alone;
}

/** Lists values by frequency, then by id. */
export function countFacets(
  loaded: readonly Facet[], filters: readonly ActiveFilter[], scores: Float64Array, alone: Uint8Array,
): FacetCount[] {
  const counts = loaded.map(({ name, documents, titles }): FacetCount => {
    const number = facets.indexOf(name) + 1;
    const values: FacetValue[] = [];
    for (const [id, docs] of documents) {
      let count = 0;
      for (const doc of docs) if (scores[doc] !== 0 || alone[doc] === number) count++;
      if (count === 0) continue;
      const active = filters.some(({ facet, ids, not }) => facet === name && !not && ids.has(id));
      values.push({ id, title: titles.get(id) ?? id, count, active });
    }
    values.sort((a, b) => b.count - a.count || compareText(a.id, b.id));
    return { facet: name, values: values.slice(0, maxFacetValues) };
  });
  return counts.filter(({ values }) => values.length > 0);
}

/** How many documents have a score. */
export function countMatches(scores: Float64Array): number {
  let n = 0;
  for (const score of scores) if (score !== 0) n++;
  return n;
}

/**
 * The documents with the highest scores, of those with the same score the
 * first, without a number of them in front.
 */
export function best(scores: Float64Array, offset: number, limit: number): number[] {
  const behind = (a: number, b: number): boolean => {
    const [x = 0, y = 0] = [scores[a], scores[b]];
    return x < y || (x === y && a > b);
  };
  const heap = new Heap(offset + limit, behind);
  for (let doc = 0; doc < scores.length; doc++) if (scores[doc] !== 0) heap.offer(doc);
  return heap.docs.sort((a, b) => (behind(a, b) ? 1 : -1)).slice(offset);
}

/** The best of many; the worst of them is at the top. */
class Heap {
  readonly docs: number[] = [];

  constructor(
    private readonly most: number,
    private readonly behind: (a: number, b: number) => boolean,
  ) {}

  offer(doc: number): void {
    const { docs } = this;
    if (docs.length < this.most) this.rise(docs.push(doc) - 1, doc);
    else if (this.behind(docs[0] ?? 0, doc)) this.sink(doc);
  }

  private rise(i: number, doc: number): void {
    const { docs } = this;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const other = docs[parent] ?? 0;
      if (!this.behind(doc, other)) break;
      docs[i] = other;
      i = parent;
    }
    docs[i] = doc;
  }

  /** Puts a document in place of the worst. */
  private sink(doc: number): void {
    const { docs } = this;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= docs.length) break;
      if (child + 1 < docs.length && this.behind(docs[child + 1] ?? 0, docs[child] ?? 0)) child++;
      const other = docs[child] ?? 0;
      if (!this.behind(other, doc)) break;
      docs[i] = other;
      i = child;
    }
    docs[i] = doc;
  }
}
