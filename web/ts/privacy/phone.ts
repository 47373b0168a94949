/** Telephone numbers; internal/privacy/phone.go. */
import type { Group } from "./digits.js";
import { endOf, endsNumber, joined, sepOf, startsNumber } from "./digits.js";
import type { Text } from "./text.js";
import { isDigit, lookBack } from "./text.js";

export function phone(x: Text, i: number, g: Group[]): number {
  const end = international(x, i, g);
  if (end > 0) return end;
  if (!startsNumber(x, i) && x.at(i - 1) !== "-") return 0;
  const said = announced(x, i);
  if (said === "") return national(x, i, g);
  const n = withoutMeasure(x, g, countGroups(g, 13, true));
  const digits = joined(g.slice(0, n));
  const short = said === "extension" && n === 1 && digits.length >= 2 && digits.length <= 6;
  if (!short) {
    if (digits.length < 5 || isDate(g) || (!possible(digits) && digits[0] === "0")) return 0;
    if (digits[0] !== "0" && (digits.length > 9 || !/[A-Za-z0-9_][ .:(/]{0,3}$/.test(x.s.slice(Math.max(0, i - 4), i)))) return 0;
  }
  if (nobodys(digits) || measured(x, endOf(g, n))) return endOf(g, n);
  return x.add("phone", opening(x, i), endOf(g, n), "context");
}

function announced(x: Text, i: number): "" | "phone" | "extension" {
  if (x.called === 0 || i - x.called >= lookBack) return "";
  for (const [k, word] of x.before(i, 3).entries()) {
    const meaning = x.words.meanings.get(word);
    if (meaning === "extension" && k === 0) return "extension";
    if (meaning === "calling") return "phone";
  }
  return "";
}

function countGroups(g: Group[], most: number, dots: boolean): number {
  let n = 1;
  let digits = g[0]?.digits.length ?? 0;
  for (; n < g.length; n++) {
    digits += g[n]?.digits.length ?? 0;
    const sep = sepOf(g, n);
    if (digits > most || !(/^([ /()-]|\)-|\)\/|\/-)$/.test(sep) || (dots && sep === "."))) break;
  }
  return n;
}

const withoutMeasure = (x: Text, g: Group[], n: number): number =>
  n > 2 && sepOf(g, n - 1) === " " && measured(x, endOf(g, n)) ? n - 1 : n;

const opening = (x: Text, i: number): number => (x.at(i - 1) === "(" ? i - 1 : i);

function international(x: Text, i: number, g: Group[]): number {
  let start = i;
  let code = g[0]?.digits ?? "";
  if (x.at(i - 1) === "+") start = i - 1;
  else if (x.has(i - 2, "+ ")) start = i - 2;
  else if (/^00(49|43|41|31)/.test(code) && startsNumber(x, i)) code = code.slice(2);
  else return 0;
  if (code[0] === "0" || (start > 0 && !x.boundBefore(start))) return 0;
  const n = countGroups(g, 17, true);
  const digits = code + joined(g.slice(1, n));
  if (digits.length < 9 || (n === 1 && digits.length < 11) || thousands(g.slice(0, n))) return 0;
  if (digits.startsWith("49")) {
    const home = `0${digits.slice(2).replace(/^0/, "")}`;
    if (!possible(home) && !isService(home)) return 0;
    if (nobodys(home)) return endOf(g, n);
  }
  return x.add("phone", opening(x, start), endOf(g, n), "form");
}

const thousands = (g: Group[]): boolean =>
  g.length > 1 &&
  (g[0]?.digits.length ?? 0) <= 3 &&
  g.slice(1).every((one) => one.digits.length === 3 && one.sep === sepOf(g, 1) && /^[ .]$/.test(one.sep));

function national(x: Text, i: number, g: Group[]): number {
  const code = g[0]?.digits ?? "";
  const first = endOf(g, 1);
  if (isMobile(code) && (code.length === 11 || code.length === 12) && endsNumber(x, first) && !counted(x, i) && !isFictional(code)) {
    return x.add("phone", i, first, "form");
  }
  const n = withoutMeasure(x, g, countGroups(g, 13, false));
  if (n < 2 || !isAreaCode(code)) return 0;
  const digits = joined(g.slice(0, n));
  const end = endOf(g, n);
  if (!possible(digits) || !endsNumber(x, end) || counted(x, i) || measured(x, end)) return 0;
  const rest = digits.length - code.length;
  if (isMobile(code) && (digits.length < 11 || digits.length > 12)) return 0;
  if (rest < 5 && !(n > 2 && sepOf(g, n - 1) === "-" && rest >= 3)) return 0;
  if ((n > 2 && isDate(g.slice(1))) || n > 5 || digits.length < 8) return 0;
  if (code.length === 3 && x.at(i - 1) !== "(" && x.space(i - 1) && isDigit(x.at(i - 2))) return 0;
  return nobodys(digits) ? end : x.add("phone", opening(x, i), end, "form");
}

const possible = (d: string): boolean => d.length >= 6 && d.length <= 13 && (/^0[2-9]/.test(d) || isMobile(d));
const isMobile = (d: string): boolean => /^01[5-7]\d/.test(d);

function isAreaCode(code: string): boolean {
  if (/^0(30|40|69|89)$/.test(code)) return true;
  if (isMobile(code)) return code.length <= 5;
  return /^0[2-9]\d{2,4}$/.test(code) && !isService(code);
}

const isService = (d: string): boolean =>
  /^(110|112|115|116117|116116|116111|116123|116000|19222|19240|124124)$|^0(800|180|900|137)/.test(d);
const isFictional = (d: string): boolean => /^0(3023125|6990009|4066969|2214710|8999998|17139200|176040690)/.test(d);
const nobodys = (d: string): boolean => isService(d) || isFictional(d);

const isDate = (g: Group[]): boolean =>
  g.length >= 3 && sepOf(g, 1) !== " " && sepOf(g, 1) === sepOf(g, 2) && g[0] !== undefined && g[0].digits.length <= 2 &&
  (g[1]?.digits.length ?? 9) <= 2 && [2, 4].includes(g[2]?.digits.length ?? 0);

const counts = /^(nr|nummer|az|aktenzeichen|artikel|art|plz|ags|kennziffer|schlüssel|code|konto|kto|blz|isbn|issn|din|iso|seite|s|kundennummer|rechnungsnummer|vertragsnummer|bestellnummer|kassenzeichen|ziffer|drucksache|drs|celex|version|id|gemeindeschlüssel|kontonummer|position|pos|kapitel|titel|haushaltsstelle|teil|tarifnummer|unterposition|ex)$/;
const counted = (x: Text, i: number): boolean => counts.test(x.before(i, 1)[0] ?? "");

const units = /^(€|Euro|EUR|%|kg|km|Mio|v\. H|vom Hundert|Prozent|Zeichen|Stunden|Minuten|Tage|Jahre)/;
function measured(x: Text, end: number): boolean {
  const at = x.skipSpaces(end);
  return units.test(x.s.slice(at, at + 12));
}
