// Looks into a file that somebody wants to share, within bounds: what would go
// along that nobody sees. Nothing leaves the browser.
import { strFromU8, unzipSync } from "fflate";
import { attributeOf, elements, parseXML, textOf, type XmlElement } from "../bsc/xml.js";
import { scan, type Kind } from "../privacy/scan.js";

/** Bounds: bytes of the file, of all parts unpacked, and how many parts. */
export const most = { file: 64 << 20, unpacked: 64 << 20, parts: 500 };

export interface Found {
  kind: Kind;
  /** The first and last characters of what was found. */
  text: string;
  /** A key of the place: text, comments, properties, hidden. */
  place: Place;
}

export type Place = "text" | "comments" | "properties" | "hidden";

/** What a file would share. */
export interface Look {
  type: "office" | "pdf" | "text" | "picture" | "other";
  /** Why it cannot go as it is: large, macros, locked, broken; "" if it can. */
  refused: "" | "large" | "macros" | "locked" | "broken";
  excerpt: string;
  properties: { name: string; value: string }[];
  comments: number;
  changes: number;
  hidden: number;
  pictures: { name: string; exif: boolean }[];
  found: Found[];
}

const empty = (type: Look["type"]): Look => ({ type, refused: "", excerpt: "", properties: [], comments: 0, changes: 0, hidden: 0, pictures: [], found: [] });

/** Looks into a file. */
export function look(name: string, data: Uint8Array): Look {
  if (data.length > most.file) return { ...empty("other"), refused: "large" };
  if (data[0] === 0xd0 && data[1] === 0xcf) return { ...empty("office"), refused: "locked" };
  if (data[0] === 0x50 && data[1] === 0x4b) return office(data);
  if (strFromU8(data.subarray(0, 5), true) === "%PDF-") return empty("pdf");
  if (picture(data)) return { ...empty("picture"), pictures: [{ name, exif: exif(data) }] };
  if (/\.(md|markdown|txt|csv)$/i.test(name)) {
    const text = new TextDecoder().decode(data.subarray(0, 2 << 20));
    return { ...empty("text"), excerpt: excerpt(text), found: findings({ text }) };
  }
  return empty("other");
}

export type Parts = Record<string, Uint8Array>;

class Macros extends Error {}
class Large extends Error {}

/** Unpacks all parts; sizes are bounded before anything is unpacked. */
export function unpack(data: Uint8Array): Parts {
  let parts = 0;
  let size = 0;
  return unzipSync(data, {
    filter({ name, originalSize }) {
      if (/vbaProject|macrosheets|^Basic\//i.test(name)) throw new Macros();
      if (++parts > most.parts || (size += originalSize) > most.unpacked) throw new Large();
      return true;
    },
  });
}

function office(data: Uint8Array): Look {
  try {
    return read(unpack(data));
  } catch (error) {
    return { ...empty("office"), refused: error instanceof Macros ? "macros" : error instanceof Large ? "large" : "broken" };
  }
}

/** Names of elements that hold something of people or of the house. */
const told = ["creator", "lastModifiedBy", "initial-creator", "printed-by", "Company", "Manager", "created", "modified", "creation-date", "date", "Template", "generator", "Application"];

function read(parts: Parts): Look {
  const out = empty("office");
  const texts: Record<Place, string[]> = { text: [], comments: [], properties: [], hidden: [] };
  for (const [name, data] of Object.entries(parts)) {
    if (picture(data)) out.pictures.push({ name: name.replace(/^.*\//, ""), exif: exif(data) });
    if (!/\.xml$/i.test(name) || data.length > 16 << 20) continue;
    if (name === "META-INF/manifest.xml" && /encryption-data/.test(strFromU8(data))) return { ...out, refused: "locked" };
    if (!/^(word|xl|docProps)\/|^(content|meta|styles)\.xml$/.test(name) || /^(word|xl)\/(theme|styles|settings|fontTable|numbering)/.test(name)) continue;
    const root = parseXML(strFromU8(data));
    if (/^docProps\/|^meta\.xml$/.test(name)) properties(root, out, texts.properties);
    else if (/comments/i.test(name)) comments(root, out, texts.comments);
    else walk(root, out, texts);
  }
  const text = texts.text.join("\n");
  out.excerpt = excerpt(text);
  out.found = findings({ text, comments: texts.comments.join("\n"), properties: texts.properties.join("\n"), hidden: texts.hidden.join("\n") });
  return out;
}

function properties(root: XmlElement, out: Look, lines: string[]): void {
  for (const child of elements(root)) {
    const value = textOf(child).trim();
    if (child.name === "meta") properties(child, out, lines);
    else if (value !== "") {
      lines.push(value);
      const own = attributeOf(child, "name");
      if (told.includes(child.name)) out.properties.push({ name: child.name, value });
      else if (own !== "") out.properties.push({ name: own, value });
    }
  }
}

function comments(root: XmlElement, out: Look, lines: string[]): void {
  for (const one of elements(root)) {
    if (one.name === "comment") {
      out.comments++;
      lines.push(attributeOf(one, "author"), spaced(one));
    } else comments(one, out, lines);
  }
}

const spaced = (e: XmlElement): string => elements(e).length === 0 ? textOf(e) : e.children.map((c) => (typeof c === "string" ? c : spaced(c))).join(" ");

/** Goes through a text: paragraphs, deleted passages, hidden runs and sheets. */
function walk(root: XmlElement, out: Look, texts: Record<Place, string[]>): void {
  let line: string[] = [];
  const visit = (e: XmlElement, into: Place): void => {
    let place = into;
    if (e.name === "annotation") {
      out.comments++;
      texts.comments.push(spaced(e));
      return;
    }
    if (/^(del|ins|moveFrom|changed-region)$/.test(e.name)) out.changes++;
    if (e.name === "del" || e.name === "moveFrom" || e.name === "tracked-changes") place = "hidden";
    if (e.name === "sheet" && /hidden/i.test(attributeOf(e, "state"))) out.hidden++;
    if ((e.name === "table" || e.name === "table-row" || e.name === "table-column") && /collapse/.test(attributeOf(e, "visibility"))) out.hidden++;
    if (e.name === "r" && elements(e, "rPr").some((p) => elements(p, "vanish").length > 0)) {
      out.hidden++;
      place = "hidden";
    }
    for (const child of e.children) {
      if (typeof child !== "string") visit(child, place);
      else if (child.trim() !== "" && e.name !== "instrText") (place === "hidden" ? texts.hidden : line).push(child);
    }
    if (/^(p|h|row|table-row|si)$/.test(e.name) && line.length > 0) {
      texts.text.push(line.join(""));
      line = [];
    }
    if (/^(tc|c|table-cell)$/.test(e.name)) line.push(" ");
  };
  visit(root, "text");
  if (line.length > 0) texts.text.push(line.join(""));
}

function findings(texts: Partial<Record<Place, string>>): Found[] {
  return (Object.entries(texts) as [Place, string][]).flatMap(([place, text]) => scan(text).map(({ kind, text }) => ({ kind, text, place })));
}

const excerpt = (text: string): string => text.replace(/[ \t]+/g, " ").slice(0, 1500);

function picture(d: Uint8Array): boolean {
  return (d[0] === 0xff && d[1] === 0xd8) || (d[0] === 0x89 && d[1] === 0x50 && d[2] === 0x4e && d[3] === 0x47);
}

/** Whether the head of a picture holds EXIF or XMP. */
const exif = (d: Uint8Array): boolean => /Exif\0\0|eXIf|ns\.adobe\.com\/xap/.test(strFromU8(d.subarray(0, 256 << 10), true));
