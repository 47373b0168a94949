// Texts of the catalogue, as vorlagen/daten.js brings them.

/** The text of a key with its {names} filled; the key in brackets if there is none. */
export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** Texts by their keys. For numbers of things n chooses between key.one and key.other. */
export function wordsOf(texts: Readonly<Record<string, string>>, lang = "de"): Words {
  const shown = (value: string | number): string => (typeof value === "number" ? value.toLocaleString(lang) : value);
  return (key, values = {}) => {
    const counted = `${key}.${values["n"] === 1 ? "one" : "other"}`;
    const name = [key, counted].find((known) => Object.hasOwn(texts, known));
    if (name === undefined) return `[${key}]`;
    return (texts[name] ?? "").replace(/\{(\w+)\}/g, (hole, value: string) => (Object.hasOwn(values, value) ? shown(values[value] ?? "") : hole));
  };
}
