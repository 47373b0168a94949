// Fills office files that have gaps: the twin of internal/office, held together with it by testdata/copies.json.

/** A text, a gap (f without c) or a choice (f and c). */
export interface Piece {
  t?: string;
  f?: string;
  c?: { v: string; p?: Piece[] }[];
}

/** A part of an office file: pieces if it is text, else data in base64. */
export interface Entry {
  name: string;
  stored?: boolean;
  break?: string;
  pieces?: Piece[];
  data?: string;
}

export interface Form {
  entries: Entry[];
}

/** Answers by the names of fields; those that begin with "@" are not asked for. */
export type Answers = Readonly<Record<string, string>>;

const answer = (answers: Answers, field: string): string => (Object.hasOwn(answers, field) ? (answers[field] ?? "") : "");

/** The parts of a form with the answers in their gaps, text as it stands in the file. */
export function fill(form: Form, answers: Answers): { name: string; stored: boolean; body: Uint8Array }[] {
  const encoder = new TextEncoder();
  return form.entries.map((entry) => ({
    name: entry.name,
    stored: entry.stored ?? false,
    body: entry.data === undefined ? encoder.encode(text(entry.pieces ?? [], answers, entry.break || " ")) : bytes(entry.data),
  }));
}

function text(pieces: readonly Piece[], answers: Answers, lineBreak: string): string {
  let out = "";
  for (const piece of pieces) {
    if (piece.f === undefined) out += piece.t ?? "";
    else if (!piece.c) out += escape(answer(answers, piece.f), lineBreak);
    else out += text(pick(piece.c, answer(answers, piece.f)), answers, lineBreak);
  }
  return out;
}

/** The case of a choice that fits an answer: "" is none, "*" any that no other case names. */
function pick(cases: NonNullable<Piece["c"]>, given: string): Piece[] {
  const found = cases.find((branch) => branch.v === given) ?? (given === "" ? undefined : cases.filter((branch) => branch.v === "*").at(-1));
  return found?.p ?? [];
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": " " };

/** Text of XML, in elements and in attributes. Characters that XML cannot hold are left out. */
function escape(value: string, lineBreak: string): string {
  return value
    .replaceAll("\r\n", "\n")
    .replace(/[&<>"\u0000-\u001f\ufffd-\uffff\p{Surrogate}]/gu, (sign) => (sign === "\n" || sign === "\r" ? lineBreak : (entities[sign] ?? "")));
}

function bytes(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}
