/** Numbers with check digits; internal/privacy/bank.go. */
import type { Group } from "./digits.js";
import { endOf, endsNumber, joined, sepOf, startsNumber, total } from "./digits.js";
import type { Text } from "./text.js";

const known = "DE22AT20CH21LI21LU20NL18BE16FR27DK18PL28CZ24IT27ES24GB22IE22PT25SE24NO15FI18HU28SK24SI19HR21RO24BG22GR27TR26";

/** An IBAN at i: its end, or 0. */
export function iban(x: Text, i: number): number {
  const at = known.search(new RegExp(`(?<=^(?:.{4})*)${x.s.slice(i, i + 2).toUpperCase()}`));
  if (at < 0) return 0;
  const size = Number(known.slice(at + 2, at + 4));
  let end = i + 4;
  let rest = "";
  while (rest.length < size - 4) {
    if (x.space(end)) {
      end++;
      if (x.space(end)) return 0;
      continue;
    }
    if (!/^[A-Za-z0-9]$/.test(x.at(end))) return 0;
    rest += x.at(end++);
  }
  let sum = 0;
  for (const c of (rest + x.s.slice(i, i + 4)).toUpperCase()) {
    sum = c <= "9" ? (sum * 10 + Number(c)) % 97 : (sum * 100 + c.charCodeAt(0) - 55) % 97;
  }
  return sum === 1 && x.boundAfter(end) ? end : 0;
}

export function taxID(x: Text, i: number, g: Group[]): number {
  const first = g[0]?.digits ?? "";
  if (first[0] === "0" || total(g) < 11 || !startsNumber(x, i)) return 0;
  let n = 1;
  while (total(g.slice(0, n)) < 11 && n < g.length && /^[ /-]$/.test(sepOf(g, n))) n++;
  const id = joined(g.slice(0, n));
  const shaped = n === 1 || (n === 4 && first.length === 2 && g[1]?.digits.length === 3 && g[2]?.digits.length === 3);
  if (id.length !== 11 || !shaped || !oneRepeats(id.slice(0, 10)) || checkDigit(id.slice(0, 10)) !== id[10]) return 0;
  return endsNumber(x, endOf(g, n)) ? x.add("tax", i, endOf(g, n), "checksum") : 0;
}

function oneRepeats(digits: string): boolean {
  const counts = [..."0123456789"].map((d) => digits.split(d).length - 1);
  return counts.filter((n) => n > 1).length === 1 && Math.max(...counts) <= 3;
}

/** ISO 7064, MOD 11,10. */
function checkDigit(digits: string): string {
  let product = 10;
  for (const d of digits) product = (((Number(d) + product) % 10 || 10) * 2) % 11;
  return String((11 - product) % 10);
}

const taxWords = /^(steuernummer|steuernr|stnr|st|steuer|identifikationsnummer|idnr|steuerid|elster|steueridentifikationsnummer|taxid)$/;

export function taxNumber(x: Text, i: number, g: Group[]): number {
  if (sepOf(g, 1) === "/" && sepOf(g, 2) === "/" && startsNumber(x, i) && x.at(i - 1) !== "/" && endsNumber(x, endOf(g, 3))) {
    const shape = g.slice(0, 3).map((one) => one.digits.length).join();
    if (shape === "2,3,5" || shape === "3,3,5" || shape === "3,4,4") return x.add("tax", i, endOf(g, 3), "form");
  }
  let n = 0;
  while (n < g.length && total(g.slice(0, n + 1)) <= 13) n++;
  if (total(g.slice(0, n)) < 10 || !x.before(i, 3).some((w) => taxWords.test(w))) return 0;
  return x.add("tax", i, endOf(g, n), "context");
}

export function insurance(x: Text, i: number, g: Group[]): number {
  if (total(g) < 8 || !startsNumber(x, i)) return 0;
  let n = 1;
  while (total(g.slice(0, n)) < 8 && sepOf(g, n) === " ") n++;
  if (total(g.slice(0, n)) !== 8) return 0;
  const rest = /^([A-Za-z])[ \t\u00a0\u202f\u2009]*(\d\d)[ \t\u00a0\u202f\u2009]*(\d)/.exec(x.s.slice(x.skipSpaces(endOf(g, n))).slice(0, 20));
  if (rest === null) return 0;
  const end = x.skipSpaces(endOf(g, n)) + rest[0].length;
  const [, letter = "", serial = "", check = ""] = rest;
  const digits = joined(g.slice(0, n)) + String(letter.toUpperCase().charCodeAt(0) - 64).padStart(2, "0") + serial;
  const day = Number(digits.slice(2, 4));
  const month = Number(digits.slice(4, 6));
  if (!x.boundAfter(end) || day < 1 || day > 31 || month < 1 || month > 12) return 0;
  let sum = 0;
  for (let k = 0; k < 12; k++) {
    const product = Number(digits[k]) * Number("212571212121"[k]);
    sum += Math.floor(product / 10) + (product % 10);
  }
  return String(sum % 10) === check ? x.add("insurance", i, end, "checksum") : 0;
}
