// What the list below a search field shows: results by their kind, or what was searched for last.
import { element, filled, marked } from "./dom.js";
import { addressOf, resultsFor, type SearchPlace } from "./search-place.js";
import type { Hit } from "./search/types.js";

/** An option that is a link, so that it opens in a new tab as well. */
export function option(href: string, className: string, ...content: (Node | string)[]): HTMLAnchorElement {
  const link = element("a", `search-option ${className}`, ...content);
  link.href = href;
  link.tabIndex = -1;
  link.setAttribute("role", "option");
  return link;
}

/** Hits by kind; a kind stands where its best hit would. */
export function byKind<T extends { kind: string }>(hits: readonly T[]): [kind: string, hits: T[]][] {
  const groups = new Map<string, T[]>();
  for (const hit of hits) groups.set(hit.kind, [...(groups.get(hit.kind) ?? []), hit]);
  return [...groups];
}

/** Where a hit stands: the pages above it, and the section that answers. */
function place({ trail, heading }: Hit): HTMLElement {
  const line = element("span", "search-option-place", element("span", "search-option-trail", trail));
  if (heading) line.append(element("span", "search-option-section", heading));
  return line;
}

function hitOption(site: SearchPlace, hit: Hit): HTMLAnchorElement {
  const title = element("span", "search-option-title", ...marked(hit.title));
  return option(addressOf(site, hit.url, hit.anchor || hit.part), "", title, place(hit));
}

/** Options under a heading. */
function group(id: string, title: string, options: HTMLElement[]): HTMLElement {
  const label = element("div", "search-group", title);
  label.id = id;
  label.setAttribute("role", "presentation");
  const box = element("div", "", label, ...options);
  box.setAttribute("role", "group");
  box.setAttribute("aria-labelledby", id);
  return box;
}

/** Hits in groups; titleOf names a kind. */
export function hitGroups(site: SearchPlace, hits: readonly Hit[], titleOf: (kind: string) => string, id: string): HTMLElement[] {
  return byKind(hits).map(([kind, some], i) =>
    group(`${id}-kind-${i}`, titleOf(kind), some.map((hit) => hitOption(site, hit))),
  );
}

/** An option that leads to the results for a query. */
export function queryOption(site: SearchPlace, query: string, text: string): HTMLAnchorElement {
  return option(resultsFor(site, query), "search-option-query", ...filled(text, "query", query));
}

/** What was searched for last, each erasable by itself and all together. */
export function recentGroup(site: SearchPlace, queries: readonly string[], texts: DOMStringMap, id: string): HTMLElement {
  const options: HTMLElement[] = queries.map((query) => {
    const remove = element("span", "search-remove", "×");
    remove.title = (texts["remove"] ?? "").replace("{query}", () => query);
    remove.setAttribute("aria-hidden", "true"); // keys: Delete
    const link = option(resultsFor(site, query), "search-recent", element("span", "search-recent-text", query), remove);
    link.dataset["query"] = query;
    return link;
  });
  const clear = element("div", "search-option search-clear", texts["clear"] ?? "");
  clear.setAttribute("role", "option");
  return group(`${id}-recent`, texts["recent"] ?? "", [...options, clear]);
}
