// The link to the basket in the head of every page: how many templates are
// noted, and where the script comes from that copies them.
import { runScript } from "../script.js";
import type { CopyFunction } from "./api.js";
import { watchBasket } from "./basket.js";
import { findPlace, type Place } from "./place.js";

/** window.nachbar.copy until its script is there. */
function copyAt({ engine }: Place): CopyFunction {
  const later: CopyFunction = async (...given) => {
    if (window.nachbar?.copy === later) await runScript(engine);
    const copy = window.nachbar?.copy;
    if (!copy || copy === later) throw new Error(`${engine} does not copy`);
    return copy(...given);
  };
  return later;
}

/** Counts the templates that are noted, on all pages of a site that has some. */
export function startBasketLink(): void {
  const place = findPlace();
  const count = document.querySelector<HTMLElement>("[data-basket-count]");
  if (!place || !count) return;
  window.nachbar = { copy: copyAt(place), ...window.nachbar };
  watchBasket((ids) => {
    count.textContent = `(${ids.length})`;
    count.hidden = ids.length === 0;
  });
}
