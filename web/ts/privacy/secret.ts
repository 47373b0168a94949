/** Secrets; internal/privacy/secret.go. */
import type { Text } from "./text.js";

/** A secret that is known by its first letters; the word is from i to end. */
export function token(x: Text, i: number, end: number): number {
  const s = x.s.slice(i, end);
  const short =
    (s.length === 20 && /^(AKIA|ASIA)/.test(s)) || (s.length >= 36 && s.length <= 60 && /^gh._/.test(s)) ||
    (s.length >= 40 && s.startsWith("github_pat_")) || (s.length >= 20 && /^[sr]k_live_/.test(s));
  return short ? x.add("secret", i, end, "form") : longToken(x, i);
}

function longToken(x: Text, i: number): number {
  const web = x.has(i, "eyJ");
  const least = x.has(i, "glpat-") ? 20 : /^(xox[bpa]-|AIza|sk-)/.test(x.s.slice(i, i + 5)) ? 30 : web ? 40 : 0;
  if (least === 0) return 0;
  const text = /^[\w.-]+/.exec(x.s.slice(i, i + (web ? 2000 : 200)))?.[0] ?? "";
  const dots = text.split(".").length - 1;
  if (text.length < least || !/\d/.test(text) || dots !== (web ? 2 : 0)) return 0;
  return x.add("secret", i, i + text.length, "form");
}

/** A secret behind a word that announces one and ends at i. */
export function secretAfter(x: Text, i: number): number {
  while (/["'`*_)\]]/.test(x.at(i))) i++;
  i = x.skipSpaces(i);
  const sign = /^(=(?!=)|:=|lautet:?|:|\||ist(?= ))/.exec(x.s.slice(i, i + 8))?.[0];
  if (sign === undefined) return 0;
  const sure = /^[=l]|:=/.test(sign);
  i += sign.length;
  while (x.at(i) === "*") i++;
  const [start, end, quoted] = value(x, x.skipSpaces(i));
  const text = x.s.slice(start, end);
  if (text.length < 4 || text.length > 200 || isPlaceholder(text)) return 0;
  const plain = quoted || sure || (x.aloneOnLine(end) && /^[a-z]+$/.test(text));
  if ((!plain || ((quoted || sure) && text.includes(" "))) && !mixed(text)) return 0;
  return x.add("secret", start, end, "context");
}

function value(x: Text, i: number): [start: number, end: number, quoted: boolean] {
  const closing = new Map([["\"", "\""], ["'", "'"], ["`", "`"], ["„", "“"], ["“", "”"], ["»", "«"], ["«", "»"]]).get(x.at(i));
  if (closing !== undefined) {
    const n = x.s.slice(i + 1, x.lineEnd(i + 1, 200)).indexOf(closing);
    return n > 0 ? [i + 1, i + 1 + n, true] : [i + 1, i + 1, false];
  }
  let end = i;
  while (end < x.s.length && end - i < 200 && !x.space(end) && !/[\n\r|;,<"]/.test(x.at(end))) end++;
  while (end > i && /[.)*:?`]/.test(x.at(end - 1))) end--;
  return [i, end, false];
}

/** What people choose as a secret: letters with digits or signs among them. */
function mixed(s: string): boolean {
  const digits = s.replace(/\D/g, "").length;
  const letters = s.replace(/[^A-Za-z\u0080-\uffff]/g, "").length;
  const signs = s.replace(/[^!$#%&+?@*^~]/g, "").length;
  if (s.includes("://") || /^.[-:]/.test(s)) return false;
  if (letters > 0 && digits + signs > 0 && letters + digits + signs >= 5) return true;
  return digits >= 6 && letters === 0 && !s.includes("/");
}

const forms = /^(passwort|kennwort|password|pass|passwd|secret|token|string|text|true|false|null|none|nein|siehe|keine|keins|leer|unbekannt|pflicht|hidden|required|optional|muster|beispiel|example|changeme|undefined|input|wort|hier|nicht|immer|niemals|anders|geändert|ändern)$/;

export function isPlaceholder(s: string): boolean {
  if (s === "" || /^[<[{$%*(._\-…•]/.test(s) || /\{\{|\*\*\*|\.\.\.|…|\(|__/.test(s)) return true;
  const word = s.toLowerCase();
  return /^(x+$|os\.|process\.env|xxx)/.test(word) || forms.test(word);
}
