/** Mail addresses, and logins in addresses; internal/privacy/mail.go. */
import type { Text } from "./text.js";
import { isPlaceholder } from "./secret.js";

export function at(x: Text, i: number): number {
  const start = login(x, i);
  if (start >= 0) {
    x.add("secret", start, i, "form");
    return i + 1;
  }
  return address(x, i, i, i + 1);
}

function address(x: Text, i: number, left: number, right: number): number {
  let start = left;
  while (start > 0 && left - start < 64 && /[\w.+%-]/.test(x.at(start - 1))) start--;
  while (start < left && /[.+%-]/.test(x.at(start))) start++;
  let end = right;
  while (end < x.s.length && end - right < 253 && /[A-Za-z0-9.\u00c0-\u00ff-]/.test(x.at(end))) end++;
  while (end > right && /[.-]/.test(x.at(end - 1))) end--;
  const domain = x.s.slice(right, end).toLowerCase();
  const dot = domain.lastIndexOf(".");
  if (start === left || dot <= 0 || !/^[a-z]{2,18}$/.test(domain.slice(dot + 1)) || x.at(left - 1) === ".") return i + 1;
  if ((x.s.slice(start, left).toLowerCase() === "git" && x.at(end) === ":") || forExamples(domain)) return Math.max(end, i + 1);
  return x.add("mail", start, end, "form");
}

/** "name (at) kommune.de"; i is the bracket. */
export function spelledAt(x: Text, i: number): number {
  if (!/^.at[)\]]$/i.test(x.s.slice(i, i + 4))) return i + 1;
  let left = i;
  while (left > 0 && x.at(left - 1) === " " && i - left < 2) left--;
  return address(x, i, left, x.skipSpaces(i + 4));
}

function login(x: Text, i: number): number {
  const before = x.s.slice(Math.max(0, i - 120), i);
  const hit = /:\/\/[^\s/@:]+:([^\s/@]*)$/.exec(before);
  return hit?.[1] === undefined || isPlaceholder(hit[1]) ? -1 : i - hit[1].length;
}

const forExamples = (domain: string): boolean =>
  /(^|\.)example\.(org|com|net|edu)$|\.(example|test|invalid|localhost)$|^(example|test|invalid|localhost)$/.test(domain);
