// Loads the engine of the search when it is first needed; other pages pay nothing for it.
import { runScript } from "./script.js";
import type { SearchPlace } from "./search-place.js";
import type { Engine } from "./search/engine.js";
import type { Request, Results } from "./search/types.js";
import type {} from "./search/main.js"; // window.nachbarSearch

let opened: Promise<Engine> | undefined;

/** The engine of the site. A failure is forgotten, so that the next call tries again. */
export function openEngine(place: SearchPlace): Promise<Engine> {
  opened ??= start(place).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** What was found, and the engine that found it. */
export interface Answer {
  engine: Engine;
  found: Results;
}

/**
 * Searches the site. If something did not come, the search starts anew, once:
 * the network may have failed for a moment, or the site has a new release since
 * its root was read and the old shards are gone.
 */
export async function searchSite(place: SearchPlace, request: Request, signal?: AbortSignal): Promise<Answer> {
  try {
    return await ask(place, request, signal);
  } catch {
    signal?.throwIfAborted();
    opened = undefined;
    return ask(place, request, signal);
  }
}

async function ask(place: SearchPlace, request: Request, signal?: AbortSignal): Promise<Answer> {
  const engine = await openEngine(place);
  return { engine, found: await engine.search(request, signal) };
}

async function start({ folder, script }: SearchPlace): Promise<Engine> {
  if (!("DecompressionStream" in window)) throw new Error("this browser cannot unpack the index of the search");
  if (!window.nachbarSearch) await runScript(script);
  if (!window.nachbarSearch) throw new Error(`${script} is not the search`);
  return window.nachbarSearch.open(folder);
}
