// A report as elements of a page, to be seen and printed. Texts are text nodes: nothing is read as HTML.
import { element } from "../dom.js";
import { sayer, type Say } from "./report-words.js";
import type { Block, Cell, Column, Model, ReportWords, Run } from "./types.js";

/** The elements of a report. Its title is an h2, unless top says another level. */
export function modelToDOM(model: Model, words: ReportWords, top = 2): DocumentFragment {
  const say = sayer(words);
  const made = document.createDocumentFragment();
  made.append(element("p", "report-label", model.label), titled(top, model.title), ...blocks(model.blocks, say, top), element("p", "report-code", model.code));
  return made;
}

const levels = ["h1", "h2", "h3", "h4", "h5", "h6"] as const;

/** A heading of a level, which is that of h6 at most. */
const titled = (level: number, ...content: (Node | string)[]): HTMLElement => element(levels[Math.min(level, levels.length) - 1] ?? "h6", "", ...content);

const blocks = (list: readonly Block[], say: Say, top: number): HTMLElement[] => list.map((block) => blockElement(block, say, top));

function blockElement(block: Block, say: Say, top: number): HTMLElement {
  switch (block.kind) {
    case "heading": {
      const made = titled(top + (block.level ?? 1), ...runs(block.text));
      made.id = `bericht-${block.id ?? ""}`;
      return made;
    }
    case "list":
      return element("ul", "", ...(block.items ?? []).map((item) => element("li", "", ...runs(item))));
    case "table":
      return tableElement(block);
    case "callout": {
      const title = element("p", "report-callout-title", say(`callout.${block.tone ?? "note"}`), ...(block.text ? [": ", ...runs(block.text)] : []));
      return element("div", `report-callout report-${block.tone ?? "note"}`, title, ...blocks(block.blocks ?? [], say, top));
    }
    case "break":
      return element("div", "report-break");
    case "text":
      return element("p", "", ...runs(block.text));
  }
}

function tableElement({ caption = "", columns = [], rows = [] }: Block): HTMLElement {
  const head = element("tr", "", ...columns.map(({ title, type }) => headCell("col", `report-${type}`, title)));
  const body = rows.map((row) => element("tr", "", ...row.map((cell, i) => tableCell(cell, columns[i]))));
  const made = element("table", "report-table", element("caption", "", caption), element("thead", "", head), element("tbody", "", ...body));
  const frame = element("div", "report-scroll", made);
  frame.tabIndex = 0; // a wide table is scrolled by keys as well
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", caption);
  return frame;
}

function tableCell({ text, bar = 0 }: Cell, column: Column | undefined): HTMLElement {
  if (column?.type === "name") return headCell("row", "", ...runs(text));
  const drawn = column?.type === "bar" ? [barElement(bar), " "] : [];
  return element("td", `report-${column?.type ?? "text"}`, ...drawn, ...runs(text));
}

function headCell(scope: "row" | "col", className: string, ...content: (Node | string)[]): HTMLElement {
  const made = element("th", className, ...content);
  made.scope = scope;
  return made;
}

const svg = "http://www.w3.org/2000/svg";

/** A bar that the text beside it tells, too. */
function barElement(percent: number): SVGElement {
  const rect = (className: string, width: number): SVGElement => shape("rect", { class: className, width: String(width), height: "8" });
  const made = shape("svg", { class: "report-bar-drawn", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" });
  made.append(rect("report-bar-ground", 100), rect("report-bar-full", percent));
  return made;
}

function shape(name: "svg" | "rect", attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS(svg, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function runs(list: readonly Run[] = []): (Node | string)[] {
  return list.map(({ text = "", bold, italic, link, break: breaks }) => {
    if (breaks) return element("br", "");
    let made: Node | string = text;
    if (italic) made = element("em", "", made);
    if (bold) made = element("strong", "", made);
    if (link === undefined || !/^https?:/.test(link)) return made;
    const anchor = element("a", "", made);
    anchor.href = link;
    return anchor;
  });
}
