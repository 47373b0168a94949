// How files are called and what they are.
import { fold } from "../fold.js";
import type { Profile } from "./profile.js";

/** The types of the files that are handed out. */
export const types: Readonly<Record<string, string>> = {
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  zip: "application/zip",
};

/** A name as part of a file name: "Gemeinde Groß-Süd" becomes "gemeinde-gross-sued". */
export function slug(name: string): string {
  return fold(name)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, 40)
    .replace(/-$/, "");
}

/** The name of a copy without its ending, as "nachbar copy" has it: "notfallkarte-musterstadt". */
export function copyName(id: string, profile: Profile): string {
  const owner = slug(profile["kommune.kurzname"] ?? profile["kommune.name"] ?? "");
  return owner === "" ? id : `${id}-${owner}`;
}
