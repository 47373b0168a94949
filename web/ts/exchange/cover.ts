// The list that lies in front of the documents of a ZIP file: in which order
// they are worked on, what they need, and what is left to do.
import type { Template } from "./types.js";
import type { Words } from "./words.js";

/** A document of the ZIP file. */
export interface Covered {
  template: Template;
  /** Names of its files. */
  files: string[];
  /** Labels of its fields that are empty. */
  empty: string[];
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const text = (value: string): string => value.replace(/[&<>"']/g, (sign) => entities[sign] ?? "");

const style = `body{font:11pt/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.4rem .6rem;text-align:left;vertical-align:top}
thead th{background:#eee}tr{break-inside:avoid}ul{margin:0;padding-left:1.2rem}small{color:#444}
@page{size:A4 landscape;margin:15mm}@media print{body{margin:0;font-size:9.5pt}a{color:inherit}}`;

/** What the list says of itself. */
export interface Origin {
  /** The title of the portal, the name of the municipality. */
  portal: string;
  owner: string;
  date: string;
  lang: string;
  /** The titles of all templates of the portal, by their ids. */
  titles: ReadonlyMap<string, string>;
}

/** Fields that are named; of more, some and their number say enough. */
const most = 6;

/** The list as a page of its own, which opens from any folder. */
export function cover(list: readonly Covered[], words: Words, { portal, owner, date, lang, titles }: Origin): string {
  const title = owner === "" ? words("cover.title") : words("cover.titleFor", { name: owner });
  const head = ["cover.no", "cover.document", "cover.needs", "cover.effort", "cover.next"].map((key) => `<th scope="col">${text(words(key))}</th>`);
  const there = new Set(list.map(({ template }) => template.id));
  const name = (id: string): string => {
    const known = titles.get(id) ?? "";
    return known === "" || there.has(id) ? known : words("cover.absent", { title: known });
  };
  const rows = list.map((entry, i) => row(entry, i, entry.template.needs.map(name).filter(Boolean), words));
  return `<!doctype html>
<html lang="${text(lang)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text(title)}</title><style>${style}</style></head>
<body><h1>${text(title)}</h1>
<p>${text(words("cover.intro", { portal, date }))}</p>
<table><thead><tr>${head.join("")}</tr></thead><tbody>
${rows.join("\n")}
</tbody></table></body></html>
`;
}

function row({ template, files, empty }: Covered, i: number, needs: readonly string[], words: Words): string {
  const links = files.map((name) => `<a href="${text(encodeURIComponent(name))}">${text(name)}</a>`).join("<br>");
  const needed = needs.length === 0 ? "–" : `<ul>${needs.map((title) => `<li>${text(title)}</li>`).join("")}</ul>`;
  const cells = [
    `<strong>${text(template.title)}</strong> <small>${text(words("cover.version", { version: template.version }))}</small><br>${links}`,
    needed,
    text(template.effort || "–"),
    [next(empty, words), template.who && words("cover.who", { who: template.who })].filter(Boolean).map(text).join("<br>"),
  ];
  return `<tr><th scope="row">${i + 1}</th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}

function next(empty: readonly string[], words: Words): string {
  if (empty.length === 0) return words("cover.check");
  const fields = empty.slice(0, most).join(", ");
  return words(empty.length > most ? "cover.fillSome" : "cover.fill", { n: empty.length, fields });
}
