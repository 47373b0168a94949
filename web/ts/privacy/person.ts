/** Names of persons; internal/privacy/person.go. */
import type { Text } from "./text.js";
import { isUpper } from "./text.js";

const written = /(?:Mc)?[A-Z\u00c0-\u00d6\u00d8-\u00deŞČŠŽ](?:(?![ŞČŠŽ])[a-z\u00df-\u00f6\u00f8-\u024f])+/y;

/** The end of a word that is written as a name is, with parts behind hyphens; 0 if it is not. */
function capital(x: Text, i: number): number {
  for (;;) {
    const end = x.wordEnd(i);
    written.lastIndex = i;
    if (written.exec(x.s) === null || written.lastIndex !== end || end - i > 30) return 0;
    if (x.at(end) !== "-" || !isUpper(x.at(end + 1))) return end;
    i = end + 1;
  }
}

/** The end of a surname with the particles before it; 0 if there is none. */
function surname(x: Text, i: number): number {
  for (let first = true; ; first = false) {
    const word = x.s.slice(i, x.wordEnd(i));
    if (!/^(von|van|de|zu|zur|zum|vom)$/.test(word) && (first || !/^(der|den|dem)$/.test(word))) break;
    i = x.skipSpaces(x.wordEnd(i));
  }
  const end = capital(x, i);
  return end - i < 3 || isNoName(x.s.slice(i, end).toLowerCase()) ? 0 : end;
}

const begins = /^(muster|beispiel|vorname|nachname|name|straße|str|weg|platz)/;
const ends = /(stelle|ung|keit|heit|amt|dienst|team|schaft|büro|haus|straße|platz|schule|preis|stiftung|test|tag|hof|gesetz|rat|rätin|leiter|leiterin|führer|führerin|beamter|beamtin|minister|ministerin|präsident|präsidentin|meister|meisterin|anwalt|anwältin|nummer|name|feier|kirche|tor|torin|sekretär|kanzler|klinik|kliniken|hospital|spital|stift|insel)$/;
const others = /^(kollege|kollegin|kollegen|doktor|professor|professorin|vorsitzende|vorsitzender|abgeordnete|abgeordneter|richter|kanzlerin|rektor|notar|mann|frau|herr|herrn|kind|person|dame|ingenieur|pfarrer|kämmerer|kämmerin|beigeordneter|beigeordnete|dezernent|dezernentin|oder|und|telefon|fax|mail|datum|ort|unterschrift|rolle|funktion|stand|montag|dienstag|mittwoch|donnerstag|freitag|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|gmbh|ag)$/;
const isNoName = (word: string): boolean => begins.test(word) || ends.test(word) || others.test(word);

const isInitial = (x: Text, at: number): boolean => x.at(at + 1) === "." && isUpper(x.at(at));

export function given(x: Text, i: number, end: number): number {
  const first = capital(x, i);
  if (first < end || /[-.]/.test(x.at(i - 1))) return 0;
  if (first > end && x.meaning(end + 1, x.wordEnd(end + 1)) !== "given") return 0;
  let at = x.skipSpaces(first);
  for (;;) {
    if (isInitial(x, at) && x.space(at + 2)) {
      at = x.skipSpaces(at + 2);
      continue;
    }
    const next = capital(x, at);
    if (next === 0 || x.meaning(at, x.wordEnd(at)) !== "given" || surname(x, x.skipSpaces(next)) === 0) break;
    at = x.skipSpaces(next);
  }
  const last = at === first ? 0 : surname(x, at);
  return last === 0 ? 0 : x.add("name", i, last, "list");
}

export function titled(x: Text, i: number, end: number): number {
  let at = skipTitles(x, end);
  if (!isUpper(x.at(i)) || at === end) return 0;
  const first = capital(x, at);
  if (first > 0 && x.meaning(at, x.wordEnd(at)) === "given" && x.skipSpaces(first) > first) {
    const last = surname(x, x.skipSpaces(first));
    if (last > 0) return x.add("name", i, last, "context");
  }
  if (x.at(at + 1) === "." && x.space(at + 2)) at = x.skipSpaces(at + 2);
  const last = surname(x, at);
  return last === 0 ? 0 : x.add("name", i, last, "context");
}

function skipTitles(x: Text, i: number): number {
  for (;;) {
    let at = x.at(i) === "." ? i + 1 : i;
    if (x.has(at, "-Ing.")) at += 5;
    const next = x.skipSpaces(at);
    if (next === i) return i;
    const end = x.wordEnd(next);
    const office = x.meaning(next, end) === "function" && x.space(end);
    if (!office && !/^(Dr|Prof|med|jur|rer|nat|phil|h|c|Dipl|Ing|oec|pol)$/.test(x.s.slice(next, end))) return next;
    i = end;
  }
}

export function contact(x: Text, end: number): number {
  end += /^(\/in|\(in\)|\*in|:in|\/-in)/.exec(x.s.slice(end, end + 4))?.[0].length ?? 0;
  if (x.has(end, " von:")) end += 4;
  if (x.at(end) !== ":") return 0;
  let at = end + 1;
  while (x.at(at) === "*" || x.space(at)) at++;
  if (isInitial(x, at)) {
    const last = surname(x, x.skipSpaces(at + 2));
    if (last > 0) return x.add("name", at, last, "context");
  }
  const last = surname(x, at);
  if (last === 0 || !x.has(last, ", ")) return 0;
  const first = capital(x, last + 2);
  return first > 0 && x.meaning(last + 2, x.wordEnd(last + 2)) === "given" ? x.add("name", at, first, "context") : 0;
}

export function signature(x: Text, end: number, least: number): number {
  if (x.at(end) !== ".") return 0;
  const at = skipTitles(x, end + 1);
  return signedName(x, at === end + 1 ? x.skipSpaces(at) : at, least);
}

function signedName(x: Text, start: number, least: number): number {
  let at = start;
  let last = 0;
  let n = 0;
  if (isInitial(x, at)) {
    at = x.skipSpaces(at + 2);
    n++;
  }
  for (; n < 3; n++) {
    const end = surname(x, at);
    if (end === 0) break;
    last = end;
    at = x.skipSpaces(end);
  }
  const enough = n >= least || x.words.surnames.has(x.s.slice(start, last).toLowerCase());
  return last === 0 || !enough || !x.aloneOnLine(last) ? 0 : x.add("name", start, last, "context");
}

export function greeting(x: Text, end: number): number {
  let at = end;
  for (let lines = 0; at < x.s.length && lines < 4 && "\n\r ,\\".includes(x.at(at)); at++) if (x.at(at) === "\n") lines++;
  return x.s.slice(end, at).includes("\n") ? signedName(x, at, 2) : 0;
}

export function office(x: Text, i: number, end: number): number {
  const at = x.skipSpaces(end);
  const last = surname(x, at);
  if (last === 0 || at === end || !isUpper(x.at(i)) || !x.words.surnames.has(x.s.slice(at, last).toLowerCase())) return 0;
  return x.add("name", i, last, "context");
}
