// The browser API of a portal, for other pages and for tests: window.nachbar.
import type { CopyFunction } from "./exchange/api.js";
import { searchSite } from "./search-engine.js";
import { findPlace } from "./search-place.js";
import type { Hit } from "./search/types.js";

export interface SearchOptions {
  /** At most so many results; 10 if it is left out. */
  limit?: number;
  /** The id of a kind or of a section, such as "guide" and "leitfaden". */
  kind?: string;
  section?: string;
}

export interface Found {
  /** Below the site's root, as web servers show it: "leitfaden/bia/", "./", "glossar/#bia". */
  url: string;
  title: string;
  kind: string;
  score: number;
  snippet: string;
}

declare global {
  interface Window {
    nachbar?: { search?: typeof search; copy?: CopyFunction };
  }
}

const plain = (pieces: readonly { text: string }[]): string => pieces.map(({ text }) => text).join("");

/** Tells results apart, as the command line does. */
export function addressBelowRoot({ url, part }: Pick<Hit, "url" | "part">): string {
  const page = url.replace(/#.*$/s, "").replace(/(^|\/)index\.html$/, "$1") || "./";
  return part === "" ? page : `${page}#${part}`;
}

/** Searches the portal. Rejects where the site has no search or the browser cannot run it. */
export async function search(query: string, { limit = 10, kind, section }: SearchOptions = {}): Promise<Found[]> {
  const place = findPlace();
  if (!place) throw new Error("this site has no search");
  const request = { query, limit, facets: false, ...(kind && { kind }), ...(section && { section }) };
  const { found } = await searchSite(place, request);
  return found.hits.map((hit) => ({
    url: addressBelowRoot(hit),
    title: plain(hit.title),
    kind: hit.kind,
    score: hit.score,
    snippet: plain(hit.snippet),
  }));
}

/** Makes the API reachable; what is there already stays. */
export function startAPI(): void {
  window.nachbar = { ...window.nachbar, search };
}
