// Which chapters the handbook has: a choice of this reader, kept in this browser only.

export const choiceKey = "nachbar.handbuch.v1";

/** What is stored: chapters by id that differ from the preset. Anything else is the preset itself. */
export function readChoice(text: string | null): ReadonlyMap<string, boolean> {
  let read: unknown;
  try {
    read = JSON.parse(text ?? "{}");
  } catch {
    return new Map();
  }
  if (typeof read !== "object" || read === null || Array.isArray(read)) return new Map();
  return new Map(Object.entries(read).filter((entry): entry is [string, boolean] => typeof entry[1] === "boolean"));
}

/** The text to store, "" if all is as preset. */
export function writeChoice(chapters: Iterable<{ id: string; chosen: boolean; preset: boolean }>): string {
  const differing = [...chapters].filter(({ chosen, preset }) => chosen !== preset).map(({ id, chosen }) => [id, chosen]);
  return differing.length === 0 ? "" : JSON.stringify(Object.fromEntries(differing));
}

/** A text as a string of CSS: every character that is no letter, digit or blank by its number. */
export const cssString = (text: string): string =>
  `"${[...text].map((c) => (/[\p{L}\p{N} ]/u.test(c) ? c : `\\${c.codePointAt(0)!.toString(16)} `)).join("")}"`;
