// What the browser knows of the Basis-Sicherheitscheck. Go writes the catalogues, releases and words
// (internal/bsc/report, data.go); a sheet is made on the page and never leaves it.

/** The answers in the order of all tables; "" is a question that nobody has answered. */
export type Answer = "" | "ja" | "teilweise" | "nein" | "entbehrlich";

/** The answers that can be given. */
export const answers: readonly Exclude<Answer, "">[] = ["ja", "teilweise", "nein", "entbehrlich"];

export interface Topic {
  /** "T05" */
  id: string;
  title: string;
  about: string;
}

export type Effort = "gering" | "mittel" | "hoch";

/** The rules that a question follows; lists may be missing. */
export interface Refs {
  grundschutz?: string[];
  wiba?: string[];
  gspp?: string[];
  bcm?: string[];
}

/** A page that helps; url lies below the root of the site: "vorlagen/notfallkarte/". */
export interface Link {
  title: string;
  url: string;
}

export interface Question {
  /** "bsc-2026-T05-03" */
  id: string;
  /** Id of its topic. */
  topic: string;
  text: string;
  short: string;
  help: string;
  evidence: string;
  advice: string;
  /** For the head of the municipality, without technical words. */
  strength: string;
  risk: string;
  decision: string;
  /** 1 to 3. */
  weight: number;
  effort: Effort;
  /** 1 (first) to 4. */
  priority: number;
  refs: Refs;
  links: Link[];
}

/** What became of a question of the catalogue before; old or new may be "". */
export interface Change {
  old: string;
  new: string;
  change: "kept" | "changed" | "new" | "dropped";
}

export interface Catalogue {
  id: string;
  title: string;
  version: string;
  /** It was invented for the portal. */
  example: boolean;
  /** The id of the catalogue before, "" if there is none. */
  predecessor: string;
  /** The state of the Grundschutz++ library that the ids belong to. */
  gspp: string;
  topics: Topic[];
  questions: Question[];
  changes: Change[];
}

export interface Reply {
  answer: Answer;
  reason: string;
  /** A role. */
  responsible: string;
  /** A day, "2027-03-31", or what was written instead. */
  due: string;
}

/** The answers of one municipality to one catalogue; questions without a reply are open. */
export interface SheetData {
  /** The id of the catalogue. */
  catalogue: string;
  member: string;
  /** Size class: klein, mittel or gross. */
  class: string;
  /** Day of the check, "2026-05-12". */
  date: string;
  author: string;
  interviewed: string;
  replies: Record<string, Reply>;
}

/** A cell of a release, as internal/disclosure (release.go) describes it. */
export interface ReleaseCell {
  g: string;
  q: string | string[];
  a?: string[];
  edge?: boolean;
  num?: string[];
  half?: string[];
  den?: string[];
  p?: number;
  topic?: string;
  lo: number;
  hi: number;
}

/** What is published about one round: nachbar-round/1. */
export interface Release {
  format: string;
  round: string;
  audience: string;
  catalogue: string;
  closed: string;
  example?: boolean;
  groups: Record<string, { n: number; title?: string; merged?: string[] }>;
  cells: ReleaseCell[];
}

/** The sentences of reports, data/bsc/berichte.yaml, with {placeholders}. */
export type ReportWords = Readonly<Record<string, string>>;

/** All that a report is made of. The same input gives the same model as in Go. */
export interface ReportInput {
  catalogue: Catalogue;
  sheet: SheetData;
  /** The sheet of the round before: of the same catalogue or of its predecessor. */
  previous?: SheetData | undefined;
  /** The newest published round of the catalogue. */
  release?: Release | undefined;
  words: ReportWords;
  /** The address of the portal, with a slash at its end, or "": then links are names of pages. */
  portal: string;
  /** The day of the report, "2026-07-31". */
  date: string;
}

/** A piece of a line; a break stands alone. */
export interface Run {
  text?: string;
  bold?: boolean;
  italic?: boolean;
  link?: string;
  break?: boolean;
}

export interface Column {
  title: string;
  /** "name" names the row, "number" stands on the right, "bar" is drawn. */
  type: "name" | "text" | "number" | "bar";
  /** Its share of 10000. */
  width: number;
}

/** A cell; bar, in a column of that type, is 0 to 100 and also told by the text. */
export interface Cell {
  text?: Run[];
  bar?: number;
}

/** A block of a report; which keys it has depends on kind. */
export interface Block {
  kind: "heading" | "text" | "list" | "table" | "callout" | "break";
  /** heading: 1 to 3; its id is that of the place. */
  level?: number;
  id?: string;
  /** heading, text: the line. callout: its title. */
  text?: Run[];
  /** list: the items. */
  items?: Run[][];
  /** table: its name for those who do not see it. */
  caption?: string;
  columns?: Column[];
  rows?: Cell[][];
  /** callout: note or warning. */
  tone?: "note" | "warning";
  blocks?: Block[];
}

/** A report without a format. */
export interface Model {
  kind: "short" | "long";
  title: string;
  /** Whom it is about, in the head of each page. */
  owner: string;
  /** TLP label, in the head of each page. */
  label: string;
  /** In the foot of each page. */
  code: string;
  /** It has a table of contents. */
  contents: boolean;
  blocks: Block[];
}
