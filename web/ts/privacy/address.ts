/** Addresses of machines; internal/privacy/address.go. */
import type { Group } from "./digits.js";
import { endOf, sepOf, startsNumber } from "./digits.js";
import type { Text } from "./text.js";
import { isDigit, isHex } from "./text.js";

export function ipv4(x: Text, i: number, g: Group[]): number {
  if (sepOf(g, 1) !== "." || sepOf(g, 2) !== "." || sepOf(g, 3) !== "." || (!startsNumber(x, i) && x.at(i - 1) !== "/")) return 0;
  const end = endOf(g, 4);
  if (/\w/.test(x.at(end)) || (x.at(end) === "." && isDigit(x.at(end + 1)))) return 0;
  const text = x.s.slice(i, end);
  if (!/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text)) return 0;
  const ip = text.split(".").map(Number) as [number, number, number, number];
  if (Math.max(...ip) > 255) return 0;
  const suffix = /^(\/\d{1,2}|:\d{2,5})(?![\d_A-Za-z\u00c0-\u024f])/.exec(x.s.slice(end, end + 8))?.[0] ?? "";
  if ([0, 127].includes(ip[0]) || ip[0] >= 224 || (ip[0] === 169 && ip[1] === 254)) return end;
  if (/^(10\.0\.0\.0\/8|172\.16\.0\.0\/12|192\.168\.0\.0\/16)$/.test(text + suffix)) return end;
  if (/^(192\.0\.2|198\.51\.100|203\.0\.113)\./.test(text)) return end;
  return isAddress(x, i, end + suffix.length, ip, suffix !== "") ? x.add("ip", i, end, "form") : end;
}

const nets = /^(ip|ipv|server|host|gateway|router|dns|firewall|drucker|ping|netz|subnetz|netzwerk|client|switch|nas|proxy|vpn|ssh|lan|wlan|rechner|nameserver|standardgateway|domänencontroller|adressen|controller)$/;
const counts = /^(version|versionen|v|ver|release|build|abschnitt|abschnitte|kapitel|kap|ziffer|ziff|nr|nummer|punkt|tabelle|abb|abbildung|anlage|anhang|oid|din|iso|en|artikel|unterpunkt|teil|firmware|update|nummern|abs|absatz|vgl|siehe)$/;

function isAddress(x: Text, i: number, end: number, ip: [number, number, number, number], suffixed: boolean): boolean {
  const [a, b, c, d] = ip;
  const own = (a === 192 && b === 168) || (a === 172 && b >= 16 && b < 32) || (a === 10 && Math.max(b, c, d) >= 32);
  for (const word of x.before(i, 3)) {
    if (nets.test(word)) return true;
    if (counts.test(word)) return own && a !== 10;
  }
  if (own || suffixed || x.has(i - 3, "://")) return true;
  let line = i;
  while (line > 0 && " \t#*-|>".includes(x.at(line - 1))) line--;
  if ((line === 0 || x.at(line - 1) === "\n") && x.space(end)) return false;
  return Math.max(...ip) >= 100;
}

export function colon(x: Text, i: number): number {
  if (!isHex(x.at(i - 1)) || (!isHex(x.at(i + 1)) && x.at(i + 1) !== ":")) return i + 1;
  const end = mac(x, i, ":");
  if (end > 0) return end;
  return ipv6(x, i);
}

function ipv6(x: Text, i: number): number {
  let start = i;
  while (start > 0 && i - start < 5 && isHex(x.at(start - 1))) start--;
  const run = /^[0-9a-fA-F:]+/.exec(x.s.slice(start, start + 45))?.[0].replace(/([^:]):$/, "$1") ?? "";
  const end = start + run.length;
  if (i - start > 4 || !x.boundBefore(start) || !x.boundAfter(end) || x.at(start - 1) === ":" || !isIPv6(run)) return i + 1;
  const first = i - start === 4 ? parseInt(run.slice(0, 4), 16) : 0;
  const [, second = ""] = run.split(":");
  const samples = (first === 0x2001 && parseInt(second, 16) === 0xdb8) || (first === 0x3fff && parseInt(second || "0", 16) < 0x1000);
  if (((first & 0xe000) === 0x2000 && !samples) || (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80) {
    return x.add("ip", start, end, "form");
  }
  return end;
}

function isIPv6(text: string): boolean {
  const halves = text.split("::");
  const parts = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const whole = halves.length === 1 ? parts.length === 8 : halves.length === 2 && parts.length < 8;
  return whole && parts.every((part) => /^[0-9a-fA-F]{1,4}$/.test(part));
}

/** Six pairs with sign between them, the first sign at i. */
export function mac(x: Text, i: number, sign: string): number {
  const start = i - 2;
  const end = i + 15;
  const text = x.s.slice(Math.max(0, start), end);
  if (start < 0 || !/^[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}$/.test(text) || text.split(sign).length !== 6) return 0;
  if (!x.boundBefore(start) || !x.boundAfter(end) || x.at(start - 1) === sign || x.at(end) === sign) return 0;
  return sign === "-" && !/[a-f]/i.test(text) ? 0 : addMAC(x, start, end);
}

function addMAC(x: Text, start: number, end: number): number {
  const hex = x.s.slice(start, end).replace(/[:.-]/g, "").toLowerCase();
  return /^(0{12}|f{12}|00005e0053..)$/.test(hex) ? end : x.add("mac", start, end, "form");
}

/** Three groups of four with dots. */
export function ciscoMAC(x: Text, i: number): number {
  const text = x.s.slice(i, i + 14);
  if (!/^[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}$/i.test(text) || !/[a-f]/i.test(text)) return 0;
  return x.boundBefore(i) && x.boundAfter(i + 14) ? addMAC(x, i, i + 14) : 0;
}
