// The files that a site's search consists of: the root, directories, and shards
// that are read when a query needs them. Their form is specified in doc.go of
// the Go package shards.

import { compareText } from "./reader.js";
import type { Source } from "./types.js";

/** Names of shards by their first keys, or by number; in two steps if many. */
export interface DirectoryFile {
  firsts?: string[];
  refs?: string[];
  dirs?: string[];
}

/** A name in a group of synonyms; a form is field, text, weight. */
export interface NameFile {
  text: string;
  words: { key: string; forms: [field: string, text: string, weight: number][] }[];
}

/** The values are those of the shard if they are not here. */
export interface FacetFile {
  ref: string;
  values?: string[];
  titles?: Record<string, string>;
}

/** What the root holds. */
export interface Root {
  v: number;
  /** number of documents */
  n: number;
  /** documents in a block */
  block: number;
  terms: DirectoryFile;
  docs: DirectoryFile;
  texts: DirectoryFile;
  words: DirectoryFile;
  lexicon: string;
  facets: Record<string, FacetFile>;
  synonyms: NameFile[][];
  /** documents that are held back, as steps */
  quiet?: number[];
}

/** The form of the files; a root of another one cannot be read. */
const version = 1;

const decoder = new TextDecoder();

export const parseJSON = <T>(bytes: Uint8Array): T => JSON.parse(decoder.decode(bytes)) as T;

/** Reads every shard once and keeps what was made of it. */
export class Shards {
  private readonly made = new Map<string, Promise<unknown>>();

  constructor(private readonly source: Source) {}

  /** What make returns for a shard, which must always be the same for a ref. */
  once<T>(ref: string, make: (bytes: Uint8Array) => T): Promise<T> {
    let made = this.made.get(ref) as Promise<T> | undefined;
    if (!made) {
      made = this.source.load(ref).then(make);
      this.made.set(ref, made);
      made.catch(() => this.made.delete(ref)); // the next query tries again
    }
    return made;
  }

  async root(): Promise<Root> {
    const root = await this.once("index", parseJSON<Root>);
    if (root.v !== version) throw new Error(`the search index has version ${root.v}, not ${version}`);
    return root;
  }
}

/** How many entries a directory has at most. */
const step = 256;

/** Finds shards by key or number. */
export class Directory {
  constructor(
    private readonly shards: Shards,
    private readonly file: DirectoryFile,
  ) {}

  /** The shards from that of the key first to that of the key last. */
  async between(first: string, last: string): Promise<string[]> {
    const names = within(this.file, first, last);
    if (!this.file.dirs) return names;
    const files = await Promise.all(names.map((name) => this.shards.once(name, parseJSON<DirectoryFile>)));
    return files.flatMap((file) => within(file, first, last));
  }

  /** The shard with a number. */
  async at(number: number): Promise<string> {
    const { dirs, refs } = this.file;
    const file = dirs?.[Math.floor(number / step)];
    const names = file === undefined ? refs : (await this.shards.once(file, parseJSON<DirectoryFile>)).refs;
    const ref = names?.[dirs ? number % step : number];
    if (ref === undefined) throw new Error("the search index is damaged");
    return ref;
  }
}

function within({ firsts = [], refs, dirs }: DirectoryFile, first: string, last: string): string[] {
  const from = upTo(firsts, first) - 1;
  return (dirs ?? refs ?? []).slice(Math.max(0, from), upTo(firsts, last));
}

/** How many keys are not behind a key. */
function upTo(keys: readonly string[], key: string): number {
  let low = 0;
  for (let high = keys.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (compareText(keys[middle] ?? "", key) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
