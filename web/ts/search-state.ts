// What the address of the result page says: ?q=…&typ=…&bereich=…

/** The facets that narrow results, in the order in which they are offered. */
export const facetNames = ["typ", "bereich", "schritt", "stufe", "rolle", "schlagwort"] as const;
export type FacetName = (typeof facetNames)[number];

/** What is asked for. */
export interface Asked {
  query: string;
  /** The chosen values of facets, by their ids; a facet without any is left out. */
  filters: { facet: FacetName; values: string[] }[];
}

/** Values of one facet, as many as the search reads. */
const mostValues = 16;

export function readAsked(search: string): Asked {
  const parameters = new URLSearchParams(search);
  const filters = facetNames.map((facet) => ({
    facet,
    values: [...new Set(parameters.getAll(facet))].filter(Boolean).slice(0, mostValues),
  }));
  return { query: parameters.get("q")?.trim() ?? "", filters: filters.filter(({ values }) => values.length > 0) };
}

/** The part of the address behind the path, "" if nothing is asked. */
export function writeAsked({ query, filters }: Asked): string {
  const parameters = new URLSearchParams();
  if (query) parameters.set("q", query);
  for (const { facet, values } of filters) for (const value of values) parameters.append(facet, value);
  const text = parameters.toString();
  return text && `?${text}`;
}

/** All names of a facet in a query, such as "typ:termin"; those of the search itself. */
const typedNames: Readonly<Record<FacetName, string>> = {
  typ: "typ|kind|art",
  bereich: "bereich|section",
  schritt: "schritt|step",
  stufe: "stufe|level",
  rolle: "rolle|role",
  schlagwort: "schlagwort|tag",
};

/**
 * The same question with other values for a facet. A filter for it that was
 * typed into the query goes: the choice replaces it.
 */
export function withValues({ query, filters }: Asked, facet: FacetName, values: string[]): Asked {
  const typed = new RegExp(`(?<!\\S)(?:${typedNames[facet]}):("[^"]*"|\\S)\\S*`, "gi");
  const chosen = new Map(filters.map((filter) => [filter.facet, filter.values]));
  chosen.set(facet, values);
  return {
    query: query.replace(typed, "").replace(/\s+/g, " ").trim(),
    filters: facetNames.flatMap((name) => {
      const list = chosen.get(name) ?? [];
      return list.length > 0 ? [{ facet: name, values: list }] : [];
    }),
  };
}
