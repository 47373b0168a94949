// Twin of fold.go: the key under which all spellings of a word are equal.

/** letters are those that do not decompose. */
const letters: Record<string, string> = {
  ß: "ss", æ: "a", œ: "o", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i",
};

const folded = /^[^A-Z\u0080-\uffff]*$/;
const dropped = /[\p{M}\u00ad\u200b-\u200d\u2060\ufeff]/u;

/**
 * Lower case, ä as a, ß as ss, no accents, no soft hyphens, in either Unicode
 * form; umlauts written out as well: "Übung", "Uebung" and "Ubung" are "ubung".
 */
export function fold(text: string): string {
  if (folded.test(text)) return dropUmlautE(text);
  let out = "";
  for (const char of text.normalize("NFKD")) {
    const small = char.toLowerCase();
    if (!dropped.test(small)) out += letters[small] ?? small;
  }
  return dropUmlautE(out);
}

/**
 * Takes the e out of ae, oe and ue. After au, eu and qu the e belongs to the
 * next syllable, except in front of b: geuebt is geübt.
 */
function dropUmlautE(word: string): string {
  let out = "";
  for (let i = 0; i < word.length; i++) {
    const char = word.charAt(i);
    if (char === "e" && isUmlautE(out, word.charAt(i + 1))) continue;
    out += char;
  }
  return out;
}

function isUmlautE(out: string, next: string): boolean {
  const vowel = out.at(-1);
  if (vowel !== "u") return vowel === "a" || vowel === "o";
  const before = out.at(-2);
  return before !== "q" && !((before === "a" || before === "e") && next !== "b");
}
