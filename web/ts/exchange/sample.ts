// Invented templates for the tests.
import { deflateSync, strToU8 } from "fflate";
import type { Form } from "../office/form.js";
import type { Portal, Template } from "./types.js";

export function template(id: string, rest: Partial<Template> = {}): Template {
  return {
    id, title: `Vorlage ${id}`, url: `vorlagen/${id}/`, kind: "template", version: "1.0.0", description: "", doctype: "", step: "",
    levels: [], roles: [], who: "", effort: "", license: "CC-BY-4.0", needs: [], fields: [],
    formats: ["odt", "docx"].map((format) => ({ format, form: `vorlagen/formulare/${id}-${format}.js` })),
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
  parts: [
    { name: "mimetype", stored: true, text: "application/vnd.oasis.opendocument.text" },
    { name: "content.xml", text: "<p>\x01?fkommune.name\x02\x01vkommune.name\x02\x01:\x02[Name]\x01.\x02 \x01vnachbar.copied\x02</p>" },
    { name: "bild.bin", data: btoa("\x00\x01") },
  ],
};

/** What a script of the build holds: base64 of raw deflate of JSON. */
export function packed(value: unknown): string {
  return btoa(String.fromCharCode(...deflateSync(strToU8(JSON.stringify(value)))));
}
