// "Meine Kommune": what one municipality filled in, kept in this browser only.

import { longestValue, normal } from "../office/form.js";

export const profileKey = "nachbar.profil.v1";
/** Bounds of what is read: bytes of a file, characters of a value. */
export const longest = { file: 256 * 1024, value: longestValue };

/** Answers by the ids of fields; what is empty is left out. */
export type Profile = Readonly<Record<string, string>>;

/** What a file brought, and what of it was not taken. */
export interface Import {
  profile: Profile;
  /** Keys that are no field of this portal. */
  unknown: string[];
  /** Fields whose value is no text, or too long. */
  refused: string[];
}

/** A mapping of texts, whatever it is called; undefined if the text is no JSON object. */
function mapping(text: string): [string, unknown][] | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
  return typeof read === "object" && read !== null && !Array.isArray(read) ? Object.entries(read) : undefined;
}

const usable = (value: unknown): value is string => typeof value === "string" && value.length <= longest.value;

/** Keeps what says something. Without a prototype, "__proto__" is a key like any other. */
function profileOf(entries: Iterable<readonly [string, string]>): Profile {
  const made: Record<string, string> = Object.create(null);
  for (const [id, value] of entries) {
    const kept = normal(value);
    if (kept !== "") made[id] = kept;
  }
  return made;
}

/** What was stored; anything that is no profile is empty. */
export function parseProfile(text: string | null): Profile {
  const entries = mapping(text ?? "{}") ?? [];
  return profileOf(entries.filter((entry): entry is [string, string] => usable(entry[1])));
}

/** Reads a file that was exported, strictly; undefined if it is none. */
export function importProfile(text: string, known: ReadonlySet<string>): Import | undefined {
  const entries = mapping(text);
  if (!entries) return undefined;
  const taken = entries.filter(([id]) => known.has(id));
  return {
    profile: profileOf(taken.filter((entry): entry is [string, string] => usable(entry[1]))),
    unknown: entries.map(([id]) => id).filter((id) => !known.has(id)),
    refused: taken.filter(([, value]) => !usable(value)).map(([id]) => id),
  };
}

/** The file that importProfile and "nachbar copy --profile" read. */
export function exportProfile(profile: Profile): string {
  const sorted = Object.keys(profile).sort().map((id) => [id, profile[id]]);
  return JSON.stringify(Object.fromEntries(sorted), null, 2) + "\n";
}

/** The profile with another answer. */
export function withAnswer(profile: Profile, id: string, value: string): Profile {
  return profileOf([...Object.entries(profile).filter(([other]) => other !== id), [id, value]]);
}

/** The ids among fields that have no answer. */
export function missing(fields: readonly string[], profile: Profile): string[] {
  return fields.filter((id) => !Object.hasOwn(profile, id));
}

/** The stored profile; empty where the browser keeps no storage for the page. */
export function storedProfile(): Profile {
  try {
    return parseProfile(localStorage.getItem(profileKey));
  } catch {
    return {};
  }
}

/** Stores a profile, or nothing at all; false if the browser refuses. */
export function storeProfile(profile: Profile): boolean {
  try {
    if (Object.keys(profile).length === 0) localStorage.removeItem(profileKey);
    else localStorage.setItem(profileKey, JSON.stringify(profile));
    return true;
  } catch {
    return false;
  }
}
