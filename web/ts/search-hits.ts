// A result as the result page shows it.
import { element, marked } from "./dom.js";
import { addressOf, type SearchPlace } from "./search-place.js";
import type { Hit } from "./search/types.js";

export interface HitTexts {
  /** What people call the kind. */
  kind: string;
  /** In front of the name of a section. */
  section: string;
}

/** The item of a list of results. */
export function hitItem(place: SearchPlace, hit: Hit, texts: HitTexts): HTMLLIElement {
  const title = element("a", "", ...marked(hit.title));
  title.href = addressOf(place, hit.url, hit.part);
  const meta = element("p", "result-meta", element("span", "result-kind", texts.kind));
  if (hit.trail) meta.append(" ", element("span", "result-trail", hit.trail));
  const item = element("li", "result", element("h2", "result-title", title), meta);
  if (hit.snippet.length > 0) item.append(element("p", "result-text", ...marked(hit.snippet)));
  if (hit.heading && hit.anchor !== hit.part) {
    const section = element("a", "", hit.heading);
    section.href = addressOf(place, hit.url, hit.anchor);
    item.append(element("p", "result-section", `${texts.section}: `, section));
  }
  return item;
}
