// What a municipality has answered so far, and how it is kept as text.
//
// As a file it is nachbar-check/1: {format, catalogue, sheet: {member, …, replies}, at}.
import { normal } from "../office/form.js";
import { answers, type Answer, type Reply, type SheetData } from "./types.js";

export const format = "nachbar-check/1";

/** Bounds of what is read: bytes of a file, characters of a value. */
export const longest = { file: 2 << 20, value: 2000 };

/** The parts of a sheet that say whose it is. */
export const details = ["member", "class", "date", "author", "interviewed"] as const;
export type Detail = (typeof details)[number];

/** A check under way. */
export interface State {
  sheet: SheetData;
  /** The question at which somebody left. */
  at: string;
}

export const emptyReply: Readonly<Reply> = { answer: "", reason: "", responsible: "", due: "" };

/** A check of which nothing is answered. */
export function emptyState(catalogue: string): State {
  return { sheet: { catalogue, member: "", class: "", date: "", author: "", interviewed: "", replies: table() }, at: "" };
}

/** An object without a prototype: "__proto__" is a key like any other. */
const table = <T>(): Record<string, T> => Object.create(null) as Record<string, T>;

export const isAnswer = (value: unknown): value is Answer => value === "" || answers.some((answer) => answer === value);

/** A value as it is kept: one line, not too long. */
export const kept = (value: unknown): string => (typeof value === "string" ? normal(value.slice(0, 2 * longest.value)).slice(0, longest.value) : "");

/** The reply to a question; an empty one if there is none. */
export const replyOf = (sheet: SheetData, id: string): Reply => (Object.hasOwn(sheet.replies, id) ? (sheet.replies[id] ?? emptyReply) : emptyReply);

const isEmpty = (reply: Reply): boolean => reply.answer === "" && !reply.reason && !reply.responsible && !reply.due;

/** The sheet with another reply to a question; what says nothing is left out. */
export function withReply(sheet: SheetData, id: string, change: Partial<Reply>): SheetData {
  const replies = Object.assign(table<Reply>(), sheet.replies);
  const reply = { ...emptyReply, ...replyOf(sheet, id), ...change };
  if (isEmpty(reply)) delete replies[id];
  else replies[id] = reply;
  return { ...sheet, replies };
}

type Mapping = Record<string, unknown>;
const isMapping = (value: unknown): value is Mapping => typeof value === "object" && value !== null && !Array.isArray(value);

function readReply(value: unknown): Reply | undefined {
  if (!isMapping(value) || !isAnswer(value["answer"] ?? "")) return undefined;
  return { answer: (value["answer"] ?? "") as Answer, reason: kept(value["reason"]), responsible: kept(value["responsible"]), due: kept(value["due"]) };
}

/** A reply as text, "" if it says nothing. */
export const replyText = (reply: Reply): string =>
  isEmpty(reply) ? "" : JSON.stringify([reply.answer, reply.reason, reply.responsible, reply.due]);

/** Reads the text of a reply; undefined if it is none. */
export function parseReply(text: string): Reply | undefined {
  try {
    const [answer, reason, responsible, due] = JSON.parse(text) as unknown[];
    return readReply({ answer, reason, responsible, due });
  } catch {
    return undefined;
  }
}

/** What was read of a text, and the keys of replies that cannot be understood. */
export interface Read {
  state: State;
  refused: string[];
}

/** Reads a text; undefined if it is no check. Replies that cannot be understood are named. */
export function parse(text: string): Read | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
  if (!isMapping(value) || value["format"] !== format || typeof value["catalogue"] !== "string") return undefined;
  const from = isMapping(value["sheet"]) ? value["sheet"] : {};
  const { sheet } = emptyState(value["catalogue"]);
  for (const detail of details) sheet[detail] = kept(from[detail]);
  const refused: string[] = [];
  for (const [id, one] of Object.entries(isMapping(from["replies"]) ? from["replies"] : {})) {
    const reply = readReply(one);
    if (!reply) refused.push(id);
    else if (!isEmpty(reply)) sheet.replies[id] = reply;
  }
  return { state: { sheet, at: kept(value["at"]) }, refused };
}

/** The text of a check; the same check gives the same text. */
export function text({ sheet, at }: State, space?: number): string {
  const replies = Object.keys(sheet.replies).sort().map((id) => [id, sheet.replies[id]]);
  const { catalogue, ...rest } = sheet;
  return JSON.stringify({ format, catalogue, sheet: { ...rest, catalogue: undefined, replies: Object.fromEntries(replies) }, at }, null, space) + "\n";
}
