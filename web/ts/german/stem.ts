// Twin of stem.go: takes inflection and derivation off folded words.

/** What is taken off a word: text, letters that must stay, and conditions. */
interface Cut {
  text: string;
  min: number;
  /** letters that may stand in front */
  only?: string;
  /** letters that must not stand in front */
  not?: string;
  /** what comes in its place */
  put?: string;
}

const inflection: Cut[] = [
  { text: "erinnen", min: 5, put: "er" },
  { text: "innen", min: 5, not: "wp" }, // Kolleginnen, not zurückgewinnen
  { text: "erin", min: 4, put: "er" },
  { text: "nisse", min: 3, put: "nis" },
  { text: "nissen", min: 3, put: "nis" },
  { text: "nisses", min: 3, put: "nis" },
  { text: "ern", min: 4, not: "i" },
  { text: "em", min: 4 },
  { text: "en", min: 3 },
  { text: "er", min: 4, not: "i" }, // Bilder, not Papier and dokumentier-
  { text: "es", min: 3 },
  { text: "e", min: 3 },
  { text: "n", min: 3, only: "lr" },
  { text: "mus", min: 5, put: "m" }, // Mechanismus, Mechanismen
  { text: "ium", min: 4, put: "i" }, // Gremium, Gremien
  { text: "ario", min: 4, put: "ari" }, // Szenario, Szenarien
  { text: "um", min: 5, only: "r" }, // Zentrum, Zentren
  { text: "o", min: 4, only: "kt" }, // Risiko, Risiken
  { text: "a", min: 4, only: "m" }, // Thema, Themen
  { text: "s", min: 4, only: "abdfghklmnoprty" },
];

const derivation: Cut[] = [
  { text: "ikation", min: 3, put: "iz" }, // Qualifikation, qualifizieren
  { text: "fikat", min: 3, put: "fiz" },
  { text: "ation", min: 4 },
  { text: "ier", min: 4 },
  { text: "keit", min: 4 },
  { text: "heit", min: 4 },
  { text: "ung", min: 4 },
  { text: "isch", min: 4 },
  { text: "bar", min: 4 },
  { text: "end", min: 4 },
  { text: "t", min: 4, only: "elrgzmpkb" }, // regelt, prägt, not Gerät
];

const irregular = new Map(
  Object.entries({
    amter: "amt", amtern: "amt", bader: "bad", badern: "bad", rader: "rad", radern: "rad",
    burger: "burger", burgern: "burger", burgers: "burger",
  }),
);

const ascii = /^[\x00-\x7f]*$/;

/** Takes inflection off a folded word; stem(stem(w)) is stem(w). */
export function stem(folded: string): string {
  if (!ascii.test(folded)) return folded;
  for (;;) {
    const base = irregular.get(folded);
    if (base !== undefined) return base;
    const shorter = strip(folded, inflection);
    if (shorter === folded) return folded;
    folded = shorter;
  }
}

/** Takes derivation off a stem as well: Löschung and löschen share a root. */
export function root(stemmed: string): string {
  if (!ascii.test(stemmed)) return stemmed;
  for (;;) {
    const shorter = stem(strip(stemmed, derivation));
    if (shorter === stemmed) return stemmed;
    stemmed = shorter;
  }
}

function strip(word: string, cuts: Cut[]): string {
  for (const { text, min, only, not, put } of cuts) {
    const end = word.length - text.length;
    if (end < min || !word.endsWith(text)) continue;
    const last = word.charAt(end - 1);
    if ((only && !only.includes(last)) || not?.includes(last)) continue;
    return word.slice(0, end) + (put ?? "");
  }
  return word;
}
