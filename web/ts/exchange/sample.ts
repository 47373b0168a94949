// Invented templates for the tests.
import { deflateSync, strToU8 } from "fflate";
import type { Form } from "../office/fill.js";
import type { Portal, Template } from "./types.js";

export function template(id: string, rest: Partial<Template> = {}): Template {
  return {
    id, title: `Vorlage ${id}`, url: `vorlagen/${id}/`, kind: "template", version: "1.0.0", description: "", doctype: "", step: "",
    levels: [], roles: [], who: "", effort: "", license: "CC-BY-4.0", needs: [], fields: [],
    formats: ["odt", "docx"].map((format) => ({ format, size: 1000, form: `vorlagen/formulare/${id}-${format}.js` })),
    ...rest,
  };
}

export function portal(...templates: Template[]): Portal {
  const fields = ["kommune.name", "it.leitung.name"].map((id) => ({
    id, label: `Feld ${id}`, help: "", example: "", type: "text", personal: id.startsWith("it."), group: "a", groupTitle: "A",
  }));
  return { fields, templates, portal: { title: "Muster & Portal", url: "", lang: "de" }, words: {} };
}

export const form: Form = {
  entries: [
    { name: "mimetype", stored: true, data: btoa("application/vnd.oasis.opendocument.text") },
    { name: "content.xml", break: "<br/>", pieces: [{ t: "<p>" }, { f: "kommune.name", c: [{ v: "", p: [{ t: "[Name]" }] }, { v: "*", p: [{ f: "kommune.name" }] }] }, { t: " " }, { f: "@copied" }, { t: "</p>" }] },
    { name: "bild.bin", data: btoa("\x00\x01") },
  ],
};

/** What a script of the build holds: base64 of raw deflate of JSON. */
export function packed(value: unknown): string {
  return btoa(String.fromCharCode(...deflateSync(strToU8(JSON.stringify(value)))));
}
