// What was searched for last, kept in this browser only.

const key = "nachbar.recent";
const most = 8;
const longest = 200; // characters, as much as the search reads

/** Reads a stored list; anything that is none is empty. */
export function parseRecent(value: string | null): string[] {
  let list: unknown;
  try {
    list = JSON.parse(value ?? "[]");
  } catch {
    return [];
  }
  if (!Array.isArray(list)) return [];
  return list.filter((query): query is string => typeof query === "string" && query.trim() !== "").slice(0, most);
}

/** The list with a query in front, without the one that is too old. */
export function withQuery(list: readonly string[], query: string): string[] {
  const text = query.trim().replace(/\s+/g, " ").slice(0, longest);
  if (text === "") return [...list];
  const rest = list.filter((other) => other.toLowerCase() !== text.toLowerCase());
  return [text, ...rest].slice(0, most);
}

/** The queries, the last one first; none where the browser keeps no storage for the page. */
export function recentQueries(): string[] {
  try {
    return parseRecent(localStorage.getItem(key));
  } catch {
    return [];
  }
}

function store(list: readonly string[]): void {
  try {
    if (list.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(list));
  } catch {
    // Nothing is kept, and nothing is shown.
  }
}

/** Remembers a query. */
export function remember(query: string): void {
  store(withQuery(recentQueries(), query));
}

/** Forgets a query, or all. */
export function forget(query?: string): void {
  store(query === undefined ? [] : recentQueries().filter((other) => other !== query));
}
