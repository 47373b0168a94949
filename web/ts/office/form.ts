// Fills office files that have holes: the twin of internal/office/form, held together with it by testdata/twins.json.

/** A part of an office file: text with holes, or data in base64. */
export interface Part {
  name: string;
  text?: string;
  data?: string;
  stored?: boolean;
}

export interface Form {
  parts: Part[];
}

/** Values by the ids of fields. Ids that begin with "nachbar." are no fields. */
export type Values = Readonly<Record<string, string>>;

export interface File {
  name: string;
  body: Uint8Array;
  stored: boolean;
}

/** The files of a form with values in its holes. */
export function fill(form: Form, values: Values): File[] {
  const encoder = new TextEncoder();
  return form.parts.map(({ name, text, data, stored = false }) => ({
    name,
    stored,
    body: text ? encoder.encode(fillText(text, values)) : Uint8Array.from(atob(data ?? ""), (sign) => sign.charCodeAt(0)),
  }));
}

const valueOf = (values: Values, id: string): string => (Object.hasOwn(values, id) ? (values[id] ?? "") : "");

/** Copies what lies between the holes and decides at each choice. */
export function fillText(text: string, values: Values): string {
  const shown = [true]; // of the choices around, whether their text is copied
  let out = "";
  let from = 0;
  for (let at = text.indexOf("\x01"); at >= 0; at = text.indexOf("\x01", from)) {
    const end = text.indexOf("\x02", at);
    if (end < at + 2) throw new Error("the form is broken");
    const visible = shown.at(-1) === true;
    if (visible) out += text.slice(from, at);
    const rest = text.slice(at + 2, end);
    switch (text[at + 1]) {
      case "v":
        if (visible) out += escape(valueOf(values, rest));
        break;
      case "?":
        shown.push(visible && holds(rest, values));
        break;
      default:
        if (shown.length === 1) throw new Error("the form is broken");
        shown.splice(-1, 1, ...(text[at + 1] === ":" ? [shown.at(-2) === true && !visible] : []));
    }
    from = end + 1;
  }
  if (shown.length > 1) throw new Error("the form is broken");
  return out + text.slice(from);
}

/** Decides a condition: "*" any field, "f<id>" this one, "=<id>=<value>" this value. */
function holds(condition: string, values: Values): boolean {
  if (condition === "*") return Object.entries(values).some(([id, value]) => value !== "" && !id.startsWith("nachbar."));
  const id = condition.slice(1);
  if (!condition.startsWith("=")) return valueOf(values, id) !== "";
  const parted = id.indexOf("=");
  return valueOf(values, id.slice(0, parted)) === id.slice(parted + 1);
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text inside XML, in elements and attributes. Characters that XML does not know are left out. */
export function escape(value: string): string {
  return value.replace(/[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd-\uffff\p{Surrogate}]/gu, (sign) => entities[sign] ?? "");
}

/** The length of the longest value, in characters. */
export const longestValue = 10_000;

/** What is a blank in Go: \s has others. */
const blank = /[\t-\r \u0085\u1680\u2000-\u200a\u2028\u2029\u205f\u3000]/;
const nothing = /[\p{Cc}\p{Surrogate}\ufffd-\uffff]/u;

/** A value as it goes into a document: one line, blanks taken together, no controls, not too long. */
export function normal(value: string): string {
  let out = "";
  let gap = false;
  let n = 0;
  for (const sign of value) {
    if (blank.test(sign)) gap = true;
    else if (!nothing.test(sign)) {
      if (gap && n > 0) {
        out += " ";
        n++;
      }
      gap = false;
      if (++n > longestValue) return out;
      out += sign;
    }
  }
  return out;
}
