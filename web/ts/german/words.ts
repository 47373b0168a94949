// Twin of words.go: finds words in a text. Offsets are UTF-16 units, as in
// strings of the browser.

const starts = /[\p{L}\p{Nd}]/u;
// Combining marks and invisible characters inside belong to the word;
// invisible ones at its end do not.
const word = /[\p{L}\p{Nd}](?:[\u00ad\u200b-\u200d\u2060\ufeff]*[\p{L}\p{Nd}\p{M}])*/uy;

/** The end of the word that begins at i, or i if none does. */
export function wordAt(text: string, i: number): number {
  word.lastIndex = i;
  return word.test(text) ? word.lastIndex : i;
}

/** What stands between two words without a space. */
export type Joint = "" | "hyphen" | "slash" | "dot" | "colon" | "star" | "slashHyphen";

/** The joint at i and where the next word begins; "" without a word behind it. */
export function jointAt(text: string, i: number): [Joint, number] {
  const [kind, next] = readJoint(text, i);
  if (kind === "" || next >= text.length) return ["", i];
  return starts.test(String.fromCodePoint(text.codePointAt(next) ?? 0)) ? [kind, next] : ["", i];
}

function readJoint(text: string, i: number): [Joint, number] {
  switch (text.charAt(i)) {
    case "-":
    case "\u2010":
    case "\u2011":
      return ["hyphen", i + 1];
    case "/":
      return text.charAt(i + 1) === "-" ? ["slashHyphen", i + 2] : ["slash", i + 1];
    case ".":
      return ["dot", i + 1];
    case ":":
      return ["colon", i + 1];
    case "*":
    case "_":
    case "\u00b7":
      return ["star", i + 1];
  }
  return ["", i];
}

/** The length of a string in UTF-8: the limits of both twins are bytes. */
export function byteLength(text: string): number {
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) n += 1;
    else if (unit < 0x800 || (unit >= 0xd800 && unit < 0xe000)) n += 2;
    else n += 3;
  }
  return n;
}
