// Loads the engine of the search when it is first needed; other pages pay nothing for it.
import { runScript } from "./script.js";
import type { SearchPlace } from "./search-place.js";
import type { Engine } from "./search/engine.js";
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

async function start({ folder, script }: SearchPlace): Promise<Engine> {
  if (!("DecompressionStream" in window)) throw new Error("this browser cannot unpack the index of the search");
  if (!window.nachbarSearch) await runScript(script);
  if (!window.nachbarSearch) throw new Error(`${script} is not the search`);
  return window.nachbarSearch.open(folder);
}
