// Copies of templates with the data of a municipality in them, made in the browser.
import { strToU8, zipSync, type Zippable } from "fflate";
import { fill, normal, type Form, type Values } from "../office/form.js";
import { cover, type Covered } from "./cover.js";
import { copyName, types } from "./names.js";
import { inOrder } from "./order.js";
import { missing, type Profile } from "./profile.js";
import type { Source } from "./scripts.js";
import type { Format, Portal, Template } from "./types.js";
import { wordsOf } from "./words.js";

/** The formats that are made unless others are asked for: the open ones. */
export const preset: readonly string[] = ["odt", "ods"];

export interface CopyOptions {
  formats?: readonly string[];
  /** The day of the copy, 2027-03-10; today if it is left out. */
  day?: string;
  /** Told after each file, and asked whether to go on. */
  progress?: (done: number, of: number) => void;
  signal?: AbortSignal;
}

/** A file to hand out. */
export interface Copy {
  name: string;
  type: string;
  body: Uint8Array;
}

/** The day of a date, by the clock of the reader: "2027-03-10". */
export function dayOf(date: Date): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A day as people write it: "10.03.2027". */
const written = (day: string): string => day.split("-").reverse().join(".");

/** What goes into the holes of a form: the answers, and the day of the copy in both spellings. */
export function valuesOf(profile: Profile, day: string): Values {
  const answers = Object.entries(profile).map(([id, value]) => [id, normal(value)]);
  return { ...Object.fromEntries(answers), "nachbar.copied": day, "nachbar.tag": written(day) };
}

/** Packs the parts of an office file as internal/office/form does: in order, stored what has to be, all of one time. */
export function officeFile(form: Form, values: Values): Uint8Array {
  const level = 4; // files are 4 % larger than with 6, in half the time
  const parts: Zippable = {};
  for (const { name, stored, body } of fill(form, values)) parts[name] = [body, { level: stored ? 0 : level }];
  return zipSync(parts, { mtime: new Date(1980, 0, 1), os: 0 });
}

/** The formats of a template among those that are wanted, else its first one: nobody goes home without it. */
export function chosenFormats(template: Template, wanted: readonly string[]): Format[] {
  const chosen = template.formats.filter(({ format }) => wanted.includes(format));
  return chosen.length > 0 ? chosen : template.formats.slice(0, 1);
}

/** The templates with the given ids, in the order of work. */
export function pick({ templates }: Portal, ids: readonly string[]): Template[] {
  const strange = ids.filter((id) => !templates.some((template) => template.id === id));
  if (strange.length > 0) throw new Error(`no such template: ${strange.join(", ")}`);
  return inOrder(templates.filter(({ id }) => ids.includes(id)));
}

/** Makes copies: one file as it is, several as a ZIP file with a list in front. */
export async function copy(source: Source, ids: readonly string[], profile: Profile, options: CopyOptions = {}): Promise<Copy> {
  const portal = await source.portal();
  const day = options.day ?? dayOf(new Date());
  const jobs = pick(portal, ids).map((template) => ({ template, formats: chosenFormats(template, options.formats ?? preset) }));
  const of = jobs.reduce((sum, { formats }) => sum + formats.length, 0);
  if (of === 0) throw new Error("nothing to copy");

  const values = valuesOf(profile, day);
  const files: Zippable = {};
  const covered: Covered[] = [];
  let done = 0;
  let last: Copy | undefined;
  const forms = ahead(source, jobs.flatMap(({ formats }) => formats));
  const pause = pauses();
  for (const [i, { template, formats }] of jobs.entries()) {
    const name = copyName(template.id, profile);
    const numbered = of === 1 ? name : `${String(i + 1).padStart(2, "0")}-${name}`;
    for (const format of formats) {
      const form = await forms();
      options.signal?.throwIfAborted();
      last = { name: `${numbered}.${format.format}`, type: types[format.format] ?? "", body: officeFile(form, values) };
      files[last.name] = [last.body, { level: 0 }]; // packed already
      options.progress?.(++done, of);
      await pause();
    }
    covered.push({ template, files: formats.map(({ format }) => `${numbered}.${format}`), empty: labels(portal, missing(template.fields, profile)) });
  }
  if (of === 1 && last) return last;
  return together(portal, profile, day, covered, files);
}

/** Hands out forms one after the other, while the next ones are on their way. */
function ahead(source: Source, formats: readonly Format[], most = 6): () => Promise<Form> {
  const coming: Promise<Form>[] = [];
  let next = 0;
  const fetch = (): void => {
    const format = formats[next++];
    if (!format) return;
    const form = source.form(format);
    form.catch(() => undefined); // told when its turn comes
    coming.push(form);
  };
  for (let i = 0; i < most; i++) fetch();
  return () => {
    fetch();
    return coming.shift() ?? Promise.reject(new Error("no form left"));
  };
}

/** Lets the page breathe and show how far it is, some times a second. */
function pauses(every = 50): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < every) return;
    await new Promise((resolve) => setTimeout(resolve));
    last = performance.now();
  };
}

/** The names of fields as people read them. */
export function labels({ fields }: Portal, ids: readonly string[]): string[] {
  const known = new Map(fields.map(({ id, label }) => [id, label]));
  return ids.map((id) => known.get(id) ?? id);
}

function together(portal: Portal, profile: Profile, day: string, covered: readonly Covered[], files: Zippable): Copy {
  const list = cover(covered, wordsOf(portal.words, portal.portal.lang), {
    portal: portal.portal.title,
    owner: profile["kommune.name"] ?? "",
    date: written(day),
    lang: portal.portal.lang,
    titles: new Map(portal.templates.map(({ id, title }) => [id, title])),
  });
  const [year = 1980, month = 1, date = 1] = day.split("-").map(Number);
  const body = zipSync({ "00-Inhalt.html": [strToU8(list), { level: 6 }], ...files }, { mtime: new Date(year, month - 1, date, 12), os: 0 });
  return { name: `${copyName("vorlagen", profile)}.zip`, type: types["zip"] ?? "", body };
}
