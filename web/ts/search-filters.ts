// The filters of the result page: a group of checkboxes for every facet.
import { element } from "./dom.js";
import { facetNames, type Asked, type FacetName } from "./search-state.js";
import type { FacetCount, FacetValue } from "./search/types.js";

/** Values of a facet that are shown at once; the others are folded away. */
const shownValues = 6;

export interface FacetChoice {
  facet: FacetName;
  values: FacetValue[];
}

/**
 * The facets to offer, with values in an order that does not change while
 * somebody chooses. What is chosen stays, even if nothing has it, and so do
 * the facets that were offered before for the same query.
 */
export function choices(
  found: readonly FacetCount[],
  { filters }: Asked,
  titleOf: (facet: string, id: string) => string,
  before: ReadonlySet<FacetName> = new Set(),
): FacetChoice[] {
  return facetNames.flatMap((facet) => {
    const values = [...(found.find((other) => other.facet === facet)?.values ?? [])];
    const chosen = filters.find((filter) => filter.facet === facet)?.values ?? [];
    for (const id of chosen) {
      const same = ({ id: other, title }: FacetValue) => other === id || title.toLowerCase() === id.toLowerCase();
      if (!values.some(same)) values.push({ id, title: titleOf(facet, id), count: 0, active: true });
    }
    const choice = values.some(({ active }) => active) || (values.length > 1 && facet !== "schlagwort");
    const offered = choice || (values.length > 0 && before.has(facet));
    return offered ? [{ facet, values: values.sort(inOrder) }] : [];
  });
}

const levels = ["reaktiv", "aufbau", "standard"];

/** Levels as BSI-Standard 200-4 has them, steps by number ("10" behind "9"), all others by the alphabet. */
const inOrder = (a: FacetValue, b: FacetValue): number =>
  levels.indexOf(a.id) - levels.indexOf(b.id) ||
  (/^\d/.test(a.id) ? a.id.localeCompare(b.id, "de", { numeric: true }) : 0) ||
  a.title.localeCompare(b.title, "de", { numeric: true });

function valueItem(facet: FacetName, { id, title, count, active }: FacetValue, hits: string): HTMLLIElement {
  const box = element("input", "facet-box");
  box.type = "checkbox";
  box.name = facet;
  box.value = id;
  box.checked = active;
  const number = element("span", "chip-count", element("span", "kern-sr-only", "– "), count.toLocaleString(document.documentElement.lang || undefined), element("span", "kern-sr-only", ` ${hits}`));
  return element("li", "", element("label", "facet-value", box, element("span", "", title), " ", number));
}

/** What the groups are called. */
export interface FilterTexts {
  facet(name: FacetName): string;
  hits: string;
  more: string;
}

function group({ facet, values }: FacetChoice, texts: FilterTexts, unfolded: boolean): HTMLElement {
  const items = values.map((value) => valueItem(facet, value, texts.hits));
  const first = items.filter((_, i) => i < shownValues || values[i]?.active);
  const rest = items.filter((item) => !first.includes(item));
  const box = element("fieldset", "facet", element("legend", "filter-label", texts.facet(facet)), element("ul", "facet-values", ...first));
  if (rest.length > 0) {
    const fold = element("details", "facet-more", element("summary", "", texts.more), element("ul", "facet-values", ...rest));
    fold.dataset["facet"] = facet;
    fold.open = unfolded;
    box.append(fold);
  }
  return box;
}

/** Draws the filters anew. The focus stays on its checkbox, and what was unfolded stays so. */
export function showFilters(panel: HTMLElement, offered: readonly FacetChoice[], texts: FilterTexts): void {
  const unfolded = [...panel.querySelectorAll<HTMLDetailsElement>(".facet-more[open]")].map(({ dataset }) => dataset["facet"]);
  const focused = document.activeElement;
  const kept = focused instanceof HTMLInputElement && panel.contains(focused) ? focused : undefined;
  panel.replaceChildren(...offered.map((choice) => group(choice, texts, unfolded.includes(choice.facet))));
  if (!kept) return;
  const again = [...panel.querySelectorAll("input")].find(({ name, value }) => name === kept.name && value === kept.value);
  again?.focus();
}

/** The facet of a checkbox and the values of it that are chosen now. */
export function chosenValues(panel: HTMLElement, box: HTMLInputElement): { facet: FacetName; values: string[] } | undefined {
  const facet = facetNames.find((name) => name === box.name);
  if (!facet) return undefined;
  const boxes = [...panel.querySelectorAll<HTMLInputElement>(`input[name=${facet}]:checked`)];
  return { facet, values: boxes.map(({ value }) => value) };
}
