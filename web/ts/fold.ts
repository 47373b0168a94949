// Writes German words so that different spellings of one word become equal.

const letters: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

/** "Übung" and "UEBUNG" become "uebung"; accents of other languages are dropped. */
export function fold(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => letters[letter] ?? letter)
    .normalize("NFD")
    .replace(/\p{M}/gu, "");
}

/** As fold, but for people who leave out the dots: "Übung" becomes "ubung". */
export function foldShort(text: string): string {
  return text.toLowerCase().replaceAll("ß", "ss").normalize("NFD").replace(/\p{M}/gu, "");
}
