/** Numbers with signs between their digits; internal/privacy/digits.go. */
import type { Text } from "./text.js";
import { isDigit } from "./text.js";

/** One group of digits; sep is what stands before it, " " for spaces alone. */
export interface Group {
  digits: string;
  sep: string;
  start: number;
  end: number;
}

const maxRun = 44;

export function groups(x: Text, i: number): Group[] {
  const list: Group[] = [];
  const limit = Math.min(x.s.length, i + maxRun);
  for (let sep = ""; ; ) {
    const start = i;
    while (i < limit && isDigit(x.at(i))) i++;
    list.push({ digits: x.s.slice(start, i), sep, start, end: i });
    let signs = 0;
    let spaced = false;
    for (sep = ""; signs <= 4; signs++, i++) {
      const c = x.at(i);
      if (c !== "\t" && x.space(i)) spaced = true;
      else if (c !== "" && "/-.()".includes(c)) sep += c;
      else if (c === "–" || c === "‑") sep += "-";
      else break;
    }
    if (sep === "" && spaced) sep = " ";
    if (signs === 0 || signs > 4 || i >= limit || !isDigit(x.at(i))) return list;
  }
}

export const joined = (g: Group[]): string => g.map((one) => one.digits).join("");
export const total = (g: Group[]): number => g.reduce((sum, one) => sum + one.digits.length, 0);
/** The end of the n-th group. */
export const endOf = (g: Group[], n: number): number => g[n - 1]?.end ?? 0;
export const sepOf = (g: Group[], n: number): string => g[n]?.sep ?? "";

export function startsNumber(x: Text, i: number): boolean {
  const c = x.at(i - 1);
  return c !== "" && ".,-/:".includes(c) ? !isDigit(x.at(i - 2)) : x.boundBefore(i);
}

export function endsNumber(x: Text, end: number): boolean {
  const c = x.at(end);
  if (c !== "" && ",./-(".includes(c)) return !isDigit(x.at(end + 1));
  return x.boundAfter(end) && c !== "–";
}
