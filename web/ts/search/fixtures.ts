// Shards as tests need them: written by hand, from memory.

import type { Source } from "./types.js";

const encoder = new TextEncoder();

/** A list of numbers and texts in the binary form of shards. */
export function pack(...values: (number | string)[]): Uint8Array {
  return Uint8Array.from(values.flatMap((value) => {
    if (typeof value === "number") return varint(value);
    const bytes = encoder.encode(value);
    return [...varint(bytes.length), ...bytes];
  }));
}

function varint(n: number): number[] {
  return n < 128 ? [n] : [(n % 128) + 128, ...varint(Math.floor(n / 128))];
}

/** Shards by ref; anything but bytes becomes JSON. Notes what is loaded. */
export class Memory implements Source {
  readonly loaded: string[] = [];

  constructor(private readonly shards: Record<string, unknown>) {}

  load(ref: string): Promise<Uint8Array> {
    this.loaded.push(ref);
    const shard = this.shards[ref];
    if (shard === undefined) return Promise.reject(new Error(`no shard ${ref}`));
    return Promise.resolve(shard instanceof Uint8Array ? shard : encoder.encode(JSON.stringify(shard)));
  }
}
