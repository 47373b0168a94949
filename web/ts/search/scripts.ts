// Shards as scripts: each calls one global with its name and its content in
// base64 of raw deflate. That works on every web server and from file://.

import type { Source } from "./types.js";

declare global {
  interface Window {
    nachbarShard?: (ref: string, data: string) => void;
  }
}

interface Waiting {
  take(data: string): void;
}

/** Who waits for a script, by its name. */
const waiting = new Map<string, Waiting>();

/** Loads scripts from the folder of the search, suche/. */
export class Scripts implements Source {
  constructor(private readonly base: string) {
    window.nachbarShard = (ref, data) => waiting.get(ref)?.take(data);
  }

  async load(ref: string): Promise<Uint8Array> {
    const name = ref === "index" ? "index.js" : `d/${ref}.js`;
    return inflate(await run(ref, this.base + name));
  }
}

/** Runs a script and returns what it gives. */
function run(ref: string, src: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    let given: string | undefined;
    const end = (): void => {
      script.remove();
      waiting.delete(ref);
      if (given === undefined) reject(new Error(`cannot load ${src}`));
      else resolve(given);
    };
    waiting.set(ref, { take: (data) => (given = data) });
    script.onload = script.onerror = end;
    script.src = src;
    document.head.append(script);
  });
}

/** The bytes behind base64 of raw deflate. */
export async function inflate(data: string): Promise<Uint8Array> {
  const packed = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
