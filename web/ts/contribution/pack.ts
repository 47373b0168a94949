// Builds the package of a contribution: the file, and what its author says of it.
import { strFromU8, strToU8, zipSync, type Zippable } from "fflate";
import { digest } from "../verify/sha256.js";
import { unpack, type Found } from "./look.js";

/** What the author says. */
export interface Words {
  title: string;
  origin: string;
  license: string;
  section: string;
  remarks: string;
}

/** Packages tell no time. */
const options = { mtime: new Date(1980, 0, 1), os: 0 } as const;

const names = /(<(dc:creator|cp:lastModifiedBy|meta:initial-creator|meta:printed-by|Company|Manager)(?:\s[^>]*)?>)[^<]*(<\/\2>)/g;

/** An office file without the names of authors and the house in its properties. What is no such file comes back as it is. */
export function withoutNames(data: Uint8Array): Uint8Array {
  if (data[0] !== 0x50 || data[1] !== 0x4b) return data;
  const parts = unpack(data);
  if (!parts["[Content_Types].xml"] && !parts["mimetype"]) return data;
  const files: Zippable = {};
  if (parts["mimetype"]) files["mimetype"] = [parts["mimetype"], { level: 0 }];
  for (const [name, part] of Object.entries(parts)) {
    if (name === "mimetype" || name.endsWith("/")) continue;
    files[name] = /^docProps\/(core|app)\.xml$|^meta\.xml$/.test(name) ? strToU8(strFromU8(part).replace(names, "$1$3")) : part;
  }
  return zipSync(files, options);
}

/** A name for files: small letters, digits, hyphens. */
export function slug(text: string): string {
  const plain = text.toLowerCase().replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").replace(/ß/g, "ss");
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40) || "beitrag";
}

/** The package and its name. */
export async function pack(name: string, data: Uint8Array, words: Words, seen: readonly Found[]): Promise<{ name: string; data: Uint8Array<ArrayBuffer> }> {
  const suffix = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0].toLowerCase() ?? "";
  const file = slug(name.slice(0, name.length - suffix.length)) + suffix;
  const said = { format: "nachbar-beitrag-1", ...words, file, sha256: await digest(new Uint8Array(data)), findings: seen };
  const zip = zipSync({ "beitrag.json": strToU8(JSON.stringify(said, null, 2) + "\n"), [file]: [data, { level: 6 }] }, options);
  return { name: `beitrag-${slug(words.title)}.zip`, data: new Uint8Array(zip) };
}
