// Reads the binary parts of shards: LEB128 numbers and texts with their length
// in front. Twin of the reader in codec.go.

const decoder = new TextDecoder();

/** Reads numbers and texts one after the other; throws if there are no more. */
export class Reader {
  at = 0;

  constructor(readonly bytes: Uint8Array) {}

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw new Error("the search index is damaged");
    return value;
  }

  number(): number {
    let value = 0;
    for (let unit = 1; unit <= 2 ** 42; unit *= 128) {
      const byte = this.byte();
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
    throw new Error("the search index is damaged");
  }

  /** The next n bytes, which must not be changed. */
  take(n: number): Uint8Array {
    const from = this.at;
    this.at += n;
    if (this.at > this.bytes.length) throw new Error("the search index is damaged");
    return this.bytes.subarray(from, this.at);
  }

  text(): string {
    return decoder.decode(this.take(this.number()));
  }

  list(): string[] {
    return Array.from({ length: this.count() }, () => this.text());
  }

  /** A number of things that take at least a byte each. */
  count(): number {
    const n = this.number();
    if (n > this.bytes.length - this.at) throw new Error("the search index is damaged");
    return n;
  }

  /** Passes over n numbers. */
  skip(n: number): void {
    while (n > 0) if (this.byte() < 128) n--;
  }
}

/** Words in front coding: each shares its beginning with the one before. */
export class FrontReader {
  private buffer = new Uint8Array(256);
  length = 0;

  constructor(private readonly reader: Reader) {}

  /** Reads a word; its bytes are valid until the next one. */
  next(): Uint8Array {
    const shared = this.reader.number();
    const rest = this.reader.take(this.reader.number());
    if (shared > this.length) throw new Error("the search index is damaged");
    const length = shared + rest.length;
    if (length > this.buffer.length) {
      const larger = new Uint8Array(2 * length);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer.set(rest, shared);
    this.length = length;
    return this.buffer.subarray(0, length);
  }

  text(): string {
    return decoder.decode(this.next());
  }
}

/** Compares as Go does, by code points: negative, 0 or positive. */
export function compareText(a: string, b: string): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for characters behind all others. */
const rank = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit);
