/**
 * Finds in a text what should not be shared: the twin of the Go package privacy
 * for all hard kinds but the names of municipalities, and for names of persons.
 * Both are held together by the files in internal/privacy/testdata.
 */
import { ciscoMAC, colon, ipv4, mac } from "./address.js";
import { iban, insurance, taxID, taxNumber } from "./bank.js";
import { groups } from "./digits.js";
import { at, spelledAt } from "./mail.js";
import { knownWords } from "./names.js";
import { contact, given, greeting, office, signature, titled } from "./person.js";
import { phone } from "./phone.js";
import { secretAfter, token } from "./secret.js";
import { isDigit, isHex, isLetter, type Kind, Text, type Words } from "./text.js";

export type { Kind } from "./text.js";

export interface Finding {
  kind: Kind;
  /** Names are soft: an opinion. All other kinds are hard. */
  hard: boolean;
  /** From 1; col in characters. */
  line: number;
  col: number;
  /** Places in the text, in UTF-16 units. */
  start: number;
  end: number;
  /** The first and last characters of what was found. */
  text: string;
  why: string;
}

export interface Options {
  /** Only these kinds; without it, all. */
  kinds?: readonly Kind[];
}

let words: Words | undefined;

/** What is found, in the order of the text. Findings do not overlap. */
export function scan(text: string, options: Options = {}): Finding[] {
  words ??= knownWords();
  const x = new Text(text, words);
  for (let i = 0; i < text.length; ) i = step(x, i);
  const wanted = options.kinds;
  return findings(x).filter((found) => wanted === undefined || wanted.includes(found.kind));
}

function step(x: Text, i: number): number {
  const c = x.at(i);
  if (isLetter(c)) return word(x, i);
  if (isDigit(c)) return number(x, i);
  if (c === "@") return at(x, i);
  if (c === "(" || c === "[") return spelledAt(x, i);
  if (c === ":") return colon(x, i);
  return c === "-" ? dash(x, i) : i + 1;
}

function dash(x: Text, i: number): number {
  if (x.has(i, "-----BEGIN ")) {
    const end = x.lineEnd(i, 60);
    if (x.s.slice(i, end).includes("PRIVATE KEY")) return x.add("secret", i, end, "form");
  }
  return (isHex(x.at(i - 1)) && isHex(x.at(i + 1)) && mac(x, i, "-")) || i + 1;
}

function number(x: Text, i: number): number {
  const g = groups(x, i);
  const first = g[0]?.end ?? i + 1;
  const insured = insurance(x, i, g);
  if (insured > 0) return insured;
  if (!x.boundAfter(first)) return first;
  return ipv4(x, i, g) || ciscoMAC(x, i) || taxID(x, i, g) || taxNumber(x, i, g) || phone(x, i, g) || first;
}

function word(x: Text, i: number): number {
  const end = x.wordEnd(i);
  if (isDigit(x.at(i + 2)) && isDigit(x.at(i + 3))) {
    const last = iban(x, i);
    if (last > 0) return x.add("iban", i, last, "checksum");
  }
  return ("Agsrxe".includes(x.at(i)) && token(x, i, end)) || (end - i === 4 && ciscoMAC(x, i)) || meaning(x, i, end) || end;
}

function meaning(x: Text, i: number, end: number): number {
  switch (x.meaning(i, end)) {
    case "given":
      return given(x, i, end);
    case "titled":
      return titled(x, i, end);
    case "contact":
      return contact(x, end);
    case "signed":
      return signature(x, end, 0);
    case "greeting":
      return greeting(x, end);
    case "function":
      return office(x, i, end);
    case "secretly":
      return secretAfter(x, end);
    case "keyed":
      return /^(wlan|wpa|wifi|wi|fi|api|netzwerk|access|secret|zugangs|geheimer|privater)$/.test(x.before(i, 1)[0] ?? "") ? secretAfter(x, end) : 0;
    case "calling":
    case "extension":
      x.called = end;
      return 0;
    case undefined:
      return end - i === 1 && /[AV]/.test(x.at(i)) && /i\. ?$/.test(x.s.slice(Math.max(0, i - 3), i)) ? signature(x, end, 2) : 0;
  }
}

function findings(x: Text): Finding[] {
  const out: Finding[] = [];
  let line = 1;
  let col = 1;
  let place = 0;
  let end = 0;
  for (const f of x.found.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (f.start < end) continue;
    end = f.end;
    const lines = x.s.slice(place, f.start).split("\n");
    const rest = [...(lines.at(-1) ?? "")].length;
    col = lines.length > 1 ? 1 + rest : col + rest;
    line += lines.length - 1;
    place = f.start;
    out.push({ ...f, hard: f.kind !== "name", line, col, text: mask(f.kind, x.s.slice(f.start, f.end)) });
  }
  return out;
}

/** Shortens what was found so that only those who know it recognise it. */
export function mask(kind: Kind, text: string): string {
  const signs = [...text.trim().replace(/\s+/g, " ")];
  if (kind === "secret" || signs.length < 6) return `${signs[0] ?? ""}…`;
  return `${signs.slice(0, 2).join("")}…${signs.slice(-2).join("")}`;
}
