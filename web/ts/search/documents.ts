// Entries and texts of documents. Both lie in blocks of neighbours.

import { parseJSON, type Directory, type Shards } from "./shards.js";
import type { DocMeta, Documents, TextBody } from "./types.js";

/** The fields of an entry in the order of the file. */
type Entry = [
  url: string, anchor: string, title: string, trail: string, kind: string, section: string,
  summary: string, textBlock: number, textIndex: number, textParts: number,
];

/** A block of texts: bodies with their headings, and compounds in them. */
interface TextFile {
  t: { b: string; h?: [anchor: string, title: string, start: number][] }[];
  c: string[];
}

export class DocumentShards implements Documents {
  constructor(
    private readonly shards: Shards,
    readonly count: number,
    private readonly blockSize: number,
    private readonly docs: Directory,
    private readonly texts: Directory,
  ) {}

  metas(docs: readonly number[]): Promise<DocMeta[]> {
    return Promise.all(docs.map((doc) => this.meta(doc)));
  }

  async text(meta: DocMeta, blocks: number): Promise<TextBody> {
    const numbers = Array.from({ length: Math.min(meta.textParts, blocks) }, (_, i) => meta.textBlock + i);
    const files = await Promise.all(numbers.map((number) => this.block(number)));
    const pieces = files.flatMap(({ t }) => t[meta.textIndex] ?? []);
    return {
      body: pieces.map(({ b }) => b).join(""),
      headings: pieces.flatMap(({ h = [] }) => h.map(([anchor, title, start]) => ({ anchor, title, start }))),
      compounds: files.flatMap(({ c }) => c),
    };
  }

  private async block(number: number): Promise<TextFile> {
    return this.shards.once(await this.texts.at(number), parseJSON<TextFile>);
  }

  private async meta(doc: number): Promise<DocMeta> {
    const ref = await this.docs.at(Math.floor(doc / this.blockSize));
    const entry = (await this.shards.once(ref, parseJSON<Entry[]>))[doc % this.blockSize];
    if (!entry) throw new Error("the search index is damaged");
    const [url, anchor, title, trail, kind, section, summary, textBlock, textIndex, textParts] = entry;
    return { doc, url, anchor, title, trail, kind, section, summary, textBlock, textIndex, textParts };
  }
}
