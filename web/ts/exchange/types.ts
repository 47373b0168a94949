// What the browser knows of a site's templates: vorlagen/daten.js, written by internal/exchange (portal.go).

/** A place for data of the reader. */
export interface Field {
  id: string;
  label: string;
  help: string;
  example: string;
  /** text, zahl, datum, telefon, mail, or auswahl, which has choices. */
  type: string;
  choices?: string[];
  /** The answer names a person. */
  personal: boolean;
  group: string;
  groupTitle: string;
  /** The title of the only template that has the field. */
  template?: string;
}

/** A file of a template as it is offered. */
export interface Format {
  /** odt, docx, ods or xlsx. */
  format: string;
  /** Where the script with its form lies, below the root of the site. */
  form: string;
}

export interface Template {
  id: string;
  title: string;
  /** The page, below the root of the site: "vorlagen/notfallkarte/". */
  url: string;
  kind: "template" | "policy";
  version: string;
  description: string;
  doctype: string;
  step: string;
  levels: string[];
  roles: string[];
  who: string;
  effort: string;
  license: string;
  /** Ids of templates that are needed before this one, or with it. */
  needs: string[];
  /** Ids of the fields that its text asks for. */
  fields: string[];
  formats: Format[];
}

export interface Portal {
  fields: Field[];
  templates: Template[];
  portal: { title: string; url: string; lang: string };
  /** Texts of the catalogue, {placeholders} unfilled. */
  words: Record<string, string>;
}
