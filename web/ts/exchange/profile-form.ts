// The form of the page "Meine Kommune": a section for every group of fields.
import { element } from "../dom.js";
import { longest } from "./profile.js";
import type { Field } from "./types.js";
import type { Words } from "./words.js";

/** A section of the form and the link that jumps to it. */
export interface FieldGroup {
  section: HTMLElement;
  link: HTMLAnchorElement;
}

/** The groups in the order of their first fields. */
export function fieldGroups(fields: readonly Field[], words: Words): FieldGroup[] {
  const groups = new Map<string, Field[]>();
  for (const field of fields) groups.set(field.group, [...(groups.get(field.group) ?? []), field]);
  return [...groups].map(([id, members]) => group(id, members, words));
}

function group(id: string, fields: readonly Field[], words: Words): FieldGroup {
  const title = fields[0]?.groupTitle ?? id;
  const heading = element("h2", "", title);
  heading.id = `gruppe-${id}`;
  const section = element("section", "profile-group", heading, element("div", "profile-fields", ...fields.map((field) => control(field, words))));
  section.setAttribute("aria-labelledby", heading.id);
  const counter = element("span", "chip-count");
  counter.dataset["group"] = id;
  const link = element("a", "chip", title, " ", counter);
  link.href = `#${heading.id}`;
  return { section, link };
}

/** A field with its label, its help and an example. */
function control(field: Field, words: Words): HTMLElement {
  const input = field.type === "auswahl" ? choice(field, words) : line(field);
  input.id = `feld-${field.id}`;
  input.name = field.id;
  const label = element("label", "field-label", field.label);
  label.htmlFor = input.id;
  if (field.personal) label.append(" ", element("span", "field-personal", words("profile.personal")));
  const made = element("div", "field", label);
  const only = field.template && words("profile.only", { title: field.template });
  const help = [only, field.help, field.example && field.type !== "auswahl" && words("profile.example", { example: field.example })];
  const text = help.filter(Boolean).join(" ");
  if (text !== "") {
    const note = element("p", "field-help", text);
    note.id = `hilfe-${field.id}`;
    input.setAttribute("aria-describedby", note.id);
    made.append(note);
  }
  made.append(input);
  return made;
}

const kinds: Readonly<Record<string, Partial<HTMLInputElement>>> = {
  telefon: { type: "tel" },
  mail: { type: "email" },
  zahl: { inputMode: "numeric" },
};

/** No browser shall offer what others filled in here: these are not the data of the person at the keyboard. */
function line({ type }: Field): HTMLInputElement {
  const input = element("input", "field-input");
  return Object.assign(input, { type: "text", autocomplete: "off", maxLength: longest.value, ...kinds[type] });
}

function choice({ choices = [] }: Field, words: Words): HTMLSelectElement {
  const select = element("select", "field-input");
  select.append(new Option(words("profile.choose"), ""), ...choices.map((text) => new Option(text, text)));
  return select;
}
