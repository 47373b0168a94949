// What the modules of the search hand to each other. The engine is the twin of
// the Go package search: the same pages in the same order, out of shards.
//
//   query.ts   what was typed                    → Query
//   plan.ts    the words and what they stand for → Slot
//   rank.ts    scores by document                → Ranking
//   match.ts   filters and counts                → Matches
//   phrase.ts  keepPhrases(access, texts, matches), exclude(access, text, matches)
//   mark.ts    new Marker(analyzer, slots): mark(text) → Span[]
//   passage.ts passage(marker, entry, text) → Passage

import type { Analyzer } from "../german/german.js";

/** A piece of text; mark says that the query has it. */
export interface Span {
  text: string;
  mark: boolean;
}

/** A document that was found. */
export interface Hit {
  /** the output file: "leitfaden/bia/index.html" */
  url: string;
  /** where the answer stands, "" for the beginning */
  anchor: string;
  /** the anchor of a document that is a part of its page, "" for pages */
  part: string;
  /** the section that anchor leads to */
  heading: string;
  title: Span[];
  trail: string;
  kind: string;
  section: string;
  score: number;
  snippet: Span[];
}

/** A value of a facet and how many results have it, or would be results. */
export interface FacetValue {
  id: string;
  title: string;
  count: number;
  /** whether the query asks for it */
  active: boolean;
}

export interface FacetCount {
  facet: string;
  values: FacetValue[];
}

export interface Results {
  total: number;
  /** there may be more: a phrase was looked for in the best documents only */
  partial: boolean;
  /** nothing has the phrases; these documents have their words */
  relaxed: boolean;
  hits: Hit[];
  facets: FacetCount[];
  /** the query with words put right that the site does not have, or "" */
  suggestion: string;
}

export interface Request {
  query: string;
  limit?: number;
  offset?: number;
  kind?: string;
  section?: string;
  /** narrows the results beside the filters in the query; values are ids or titles */
  filters?: readonly { facet: string; values: string[] }[];
  /** false leaves out what a list while typing does not show */
  facets?: boolean;
  snippets?: boolean;
}

/** Where shards come from: scripts in a browser, files in tests. */
export interface Source {
  /** The inflated content of a shard; "index" is the root. */
  load(ref: string): Promise<Uint8Array>;
}

/** Words, roots, identifiers and titles, as in Go. */
export type Field = "w" | "r" | "i" | "t";

/** A term with its weight. */
export interface Form {
  field: Field;
  text: string;
  weight: number;
}

export type Why = "word" | "synonym" | "spelling" | "part";

/** One way to find a word. */
export interface Group {
  why: Why;
  /** what stands in, as people write it */
  label: string;
  weight: number;
  /** words that have to occur all, each in one of its forms */
  words: Form[][];
  /** the part of a title that the group is at most */
  share: number;
}

/** A word of a query with all that it is found under. */
export interface Slot {
  /** as it was typed */
  word: string;
  /** its stem, or # and an identifier */
  key: string;
  weight: number;
  /** lies over the words of the slots behind it */
  joined: boolean;
  /** stands for all words that begin with it */
  prefix: boolean;
  /** the word itself, then what may stand in for it; the best counts */
  groups: Group[];
  /** the parts of a compound */
  parts: Group[];
}

/** What became of a slot. */
export interface RankedSlot extends Slot {
  /** documents with any form of the word */
  df: number;
  idf: number;
}

export interface Ranking {
  /** by document; 0 is no match */
  scores: Float64Array;
  slots: RankedSlot[];
}

/** The documents that a request finds. */
export interface Matches {
  ranking: Ranking;
  partial: boolean;
  relaxed: boolean;
  /** whether a document passes all filters of the query */
  passes(doc: number): boolean;
}

/** A document without its text. */
export interface DocMeta {
  doc: number;
  /** the output file: "leitfaden/bia/index.html" */
  url: string;
  anchor: string;
  title: string;
  trail: string;
  kind: string;
  section: string;
  summary: string;
  /** the first text block with its body, the position in it, how many blocks */
  textBlock: number;
  textIndex: number;
  textParts: number;
}

export interface Heading {
  anchor: string;
  title: string;
  /** UTF-16 offset in the body */
  start: number;
}

/** The text of a document, or as much of it as was asked for. */
export interface TextBody {
  body: string;
  headings: Heading[];
  /** compounds of the text: folded stems with bars between their parts */
  compounds: readonly string[];
}

/** The part of a document that answers a query best. */
export interface Passage {
  anchor: string;
  heading: string;
  spans: Span[];
}

/** Lists of terms, read from shards. */
export interface Postings {
  /** Loads the shards of forms, side by side; what is there stays. */
  load(forms: readonly Pick<Form, "field" | "text">[]): Promise<void>;
  /** Calls f with every document that has a loaded term, in order. */
  each(field: Field, text: string, f: (doc: number, impact: number) => void): void;
}

/** Documents, read from shards. */
export interface Documents {
  readonly count: number;
  /** The entries of documents, in the order of docs. */
  metas(docs: readonly number[]): Promise<DocMeta[]>;
  /** The text of a document, of at most so many text blocks. */
  text(meta: DocMeta, blocks: number): Promise<TextBody>;
}

/** What a step of a search may read. */
export interface Access {
  postings: Postings;
  documents: Documents;
  /** splits nothing */
  analyzer: Analyzer;
  signal?: AbortSignal | undefined;
}
