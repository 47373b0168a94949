// Twin of starts.go: tells quickly that a piece of text has none of some words,
// by their first three letters, which inflection never changes.

/** The beginnings of forms, and whether a text may have one of the forms. */
export class Starts {
  private readonly known = new Set<string>();

  /** Lets a folded form pass. */
  add(form: string): void {
    this.known.add(short(form));
  }

  /**
   * Calls f with the pieces of a text, between spaces, in which a word may have
   * one of the forms, and where they begin. "§ 8a" is one piece.
   */
  each(text: string, f: (start: number, piece: string) => void): void {
    const pieces = /(?:[^ \n\t\r]*§[ \n\t\r])?[^ \n\t\r]+/g;
    for (let found = pieces.exec(text); found; found = pieces.exec(text)) {
      if (this.pass(found[0])) f(found.index, found[0]);
    }
  }

  /** Umlauts, soft hyphens and other scripts are always looked at closely. */
  private pass(piece: string): boolean {
    if (/[^\x00-\x7f]/.test(piece)) return true;
    return (piece.match(/[0-9a-z]+/gi) ?? []).some((word) => this.begins(word));
  }

  private begins(word: string): boolean {
    return /^.{0,2}[aou]e/i.test(word) || this.known.has(short(word)); // ae may be ä
  }
}

/** The first letters and digits of a text, at most three, in lower case. */
function short(text: string): string {
  return /^[0-9a-z]{0,3}/i.exec(text)?.[0].toLowerCase() ?? "";
}
