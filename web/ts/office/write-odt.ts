// Writes the text of a report as OpenDocument: as internal/office/odt, for the blocks that a report has.
import type { Say } from "../bsc/report-words.js";
import type { Block, Cell, Column, Model, Run } from "../bsc/types.js";
import { escape } from "./form.js";
import { boxColors, calloutTitle, cellRuns, contentsDepth, entriesOf, isText, leadsOn, sectionsOf, shortContents, total, type Section, type Written } from "./write-blocks.js";

/** The body and the automatic styles that it needs. */
export function bodyOf(model: Model, say: Say): Record<"BODY" | "STYLES", string> {
  const writer = new Writer(say);
  const sections = sectionsOf(model);
  if (model.contents) writer.contents(sections);
  for (const section of sections) writer.section(section);
  return { BODY: writer.out, STYLES: writer.auto };
}

/** The width of the text in hundredths of a centimetre. */
const width = 2100 - 450;
const border = "0.5pt solid #8497b0";

const cm = (n: number): string => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, "0")}cm`;

/** A column's name: A, B, … */
const letter = (i: number): string => String.fromCharCode(65 + i);

/** Text inside a paragraph, where blanks are taken together. */
const escaped = (text: string): string =>
  escape(text)
    .replaceAll("\n", " ")
    .replace(/ {2,}/g, (blanks) => ` <text:s text:c="${blanks.length - 1}"/>`);

/** Styles of paragraphs, of items of lists and of the last one. */
interface Place {
  paragraph: string;
  item: string;
  last: string;
}

const inText: Place = { paragraph: "Text_20_body", item: "List", last: "Listenende" };
const inBox: Place = { paragraph: "Kastentext", item: "Kastentext", last: "Kastentext" };

class Writer {
  out = "";
  auto = "";
  private tables = 0;
  private readonly seen = new Set<string>();
  /** A bookmark that waits for the next paragraph. */
  private mark = "";
  /** The next paragraph starts a page. */
  private breaks = false;
  /** The next paragraph stays with what follows. */
  private keep = false;

  constructor(private readonly say: Say) {}

  contents(sections: readonly Section[]): void {
    this.paragraph("Contents_20_Heading", [{ text: this.say("contents") }]);
    this.out += `<text:table-of-content text:name="Inhalt" text:protected="false"><text:table-of-content-source text:outline-level="${contentsDepth}" text:use-index-marks="false">`;
    for (let level = 1; level <= contentsDepth; level++) {
      this.out += `<text:table-of-content-entry-template text:outline-level="${level}" text:style-name="Contents_20_${level}"><text:index-entry-link-start/><text:index-entry-chapter/><text:index-entry-span> </text:index-entry-span><text:index-entry-text/><text:index-entry-tab-stop style:type="right" style:leader-char="."/><text:index-entry-page-number/><text:index-entry-link-end/></text:table-of-content-entry-template>`;
    }
    this.out += "</text:table-of-content-source><text:index-body>";
    const entries = entriesOf(sections);
    for (const { heading } of entries) this.entry(heading);
    this.out += "</text:index-body></text:table-of-content>";
    this.breaks = entries.length > shortContents;
  }

  private entry({ level = 1, id = "", text = [] }: Block): void {
    const name = escape(id);
    this.open(`Contents_20_${level}`);
    this.out += `<text:a xlink:type="simple" xlink:href="#${name}" text:style-name="Index_20_Link" text:visited-style-name="Index_20_Link">`;
    this.runs(text);
    this.out += `<text:tab/><text:bookmark-ref text:reference-format="page" text:ref-name="${name}">1</text:bookmark-ref></text:a></text:p>`;
  }

  /** Blocks with their bookmark around them, from the first paragraph to the last. */
  section({ bookmark, blocks }: Section): void {
    if (bookmark === "") {
      this.blocks(blocks, inText);
      return;
    }
    this.mark = bookmark;
    if (!isText(blocks[0])) this.paragraph("Abstand", []);
    const start = this.out.length;
    this.blocks(blocks, inText);
    if (this.mark !== "" || !isText(blocks.at(-1))) this.paragraph("Abstand", []);
    const body = this.out.slice(start);
    const end = Math.max(body.lastIndexOf("</text:p>"), body.lastIndexOf("</text:h>"));
    this.out = `${this.out.slice(0, start)}${body.slice(0, end)}<text:bookmark-end text:name="${escape(bookmark)}"/>${body.slice(end)}`;
  }

  private blocks(list: readonly Block[], at: Place): void {
    for (const [i, block] of list.entries()) {
      this.keep = leadsOn(list, i);
      this.block(block, at);
    }
  }

  private block(block: Block, at: Place): void {
    switch (block.kind) {
      case "heading":
        return this.heading(block);
      case "text":
        return this.paragraph(at.paragraph, block.text);
      case "list":
        return this.list(block, at);
      case "table":
        return this.table(block);
      case "callout":
        return this.box(block);
      case "break":
        this.breaks = true;
    }
  }

  private heading({ level = 1, id = "", text = [] }: Block): void {
    const named = `Heading_20_${level}`;
    let style = `Ohne_${named}`;
    this.variant(style, named, ` style:list-style-name=""`, `fo:margin-left="0cm" fo:text-indent="0cm"`);
    if (this.breaks) style = this.breakStyle(style);
    this.out += `<text:h text:style-name="${style}" text:outline-level="${level}">`;
    this.startMark();
    this.out += `<text:bookmark-start text:name="${escape(id)}"/>`;
    this.runs(text);
    this.out += `<text:bookmark-end text:name="${escape(id)}"/></text:h>`;
  }

  private list({ items = [] }: Block, { item, last }: Place): void {
    this.out += `<text:list text:style-name="Aufzaehlung">`;
    for (const [i, text] of items.entries()) {
      this.keep = false;
      this.out += "<text:list-item>";
      this.paragraph(i === items.length - 1 ? last : item, text);
      this.out += "</text:list-item>";
    }
    this.out += "</text:list>";
  }

  private table({ columns = [], rows = [] }: Block): void {
    this.beforeTable();
    const name = this.tableStyle(columns);
    this.out += `<table:table table:name="${name}" table:style-name="${name}">`;
    for (const i of columns.keys()) this.out += `<table:table-column table:style-name="${name}.${letter(i)}"/>`;
    this.out += "<table:table-header-rows>";
    this.row(name, columns, columns.map(({ title }) => ({ text: [{ text: title }] })), true);
    this.out += "</table:table-header-rows>";
    for (const row of rows) this.row(name, columns, row, false);
    this.out += "</table:table>";
    this.paragraph("Abstand", []);
  }

  private row(name: string, columns: readonly Column[], cells: readonly Cell[], head: boolean): void {
    this.out += `<table:table-row table:style-name="${name}.1">`;
    for (const [i, cell] of cells.entries()) {
      const column = columns[i];
      const names = head || (i === 0 && column?.type === "name");
      this.out += `<table:table-cell table:style-name="${name}.${names ? "K" : "Z"}" office:value-type="string">`;
      const style = names ? "Table_20_Heading" : "Table_20_Contents";
      this.paragraph(column?.type === "number" ? this.atEnd(style) : style, head ? cell.text : cellRuns(cell, column));
      this.out += "</table:table-cell>";
    }
    this.out += "</table:table-row>";
  }

  private atEnd(style: string): string {
    this.variant(`${style}_end`, style, "", `fo:text-align="end"`);
    return `${style}_end`;
  }

  private tableStyle(columns: readonly Column[]): string {
    const name = `Tabelle${++this.tables}`;
    this.auto += `<style:style style:name="${name}" style:family="table"><style:table-properties style:width="${cm(width)}" table:align="left" fo:margin-top="0.1cm" fo:margin-bottom="0.1cm" style:may-break-between-rows="true"/></style:style>`;
    for (const [i, column] of columns.entries()) {
      this.auto += `<style:style style:name="${name}.${letter(i)}" style:family="table-column"><style:table-column-properties style:column-width="${cm(Math.floor((width * column.width) / total))}"/></style:style>`;
    }
    this.auto += `<style:style style:name="${name}.1" style:family="table-row"><style:table-row-properties style:min-row-height="0.6cm" fo:keep-together="always"/></style:style>`;
    this.auto += `<style:style style:name="${name}.K" style:family="table-cell"><style:table-cell-properties fo:background-color="#e8eef6" fo:padding="0.12cm" fo:border="${border}"/></style:style>`;
    this.auto += `<style:style style:name="${name}.Z" style:family="table-cell"><style:table-cell-properties fo:padding="0.12cm" fo:border="${border}"/></style:style>`;
    return name;
  }

  private box({ tone = "note", text = [], blocks = [] }: Block): void {
    this.beforeTable();
    const name = this.boxStyle(tone);
    this.out += `<table:table table:name="${name}" table:style-name="${name}"><table:table-column table:style-name="${name}.A"/><table:table-row table:style-name="${name}.1"><table:table-cell table:style-name="${name}.A1" office:value-type="string">`;
    this.paragraph("Kastentitel", calloutTitle(this.say(`callout.${tone}`), text));
    this.blocks(blocks, inBox);
    this.out += "</table:table-cell></table:table-row></table:table>";
    this.paragraph("Abstand", []);
  }

  private boxStyle(tone: keyof typeof boxColors): string {
    const name = `Kasten${++this.tables}`;
    const [line, ground] = boxColors[tone];
    this.auto += `<style:style style:name="${name}" style:family="table"><style:table-properties style:width="${cm(width)}" table:align="left" fo:margin-top="0.15cm" fo:margin-bottom="0.1cm"/></style:style>`;
    this.auto += `<style:style style:name="${name}.A" style:family="table-column"><style:table-column-properties style:column-width="${cm(width)}"/></style:style>`;
    this.auto += `<style:style style:name="${name}.1" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>`;
    this.auto += `<style:style style:name="${name}.A1" style:family="table-cell"><style:table-cell-properties fo:background-color="#${ground}" fo:padding="0.2cm" fo:border-left="3pt solid #${line}" fo:border-right="none" fo:border-top="none" fo:border-bottom="none"/></style:style>`;
    return name;
  }

  /** Lets a page start in front of a table, which cannot itself. */
  private beforeTable(): void {
    if (this.breaks) this.paragraph("Abstand", []);
  }

  private paragraph(style: string, runs: readonly Written[] = []): void {
    this.open(style);
    this.runs(runs);
    this.out += "</text:p>";
  }

  /** Starts a paragraph, with the bookmark and the break that wait. */
  private open(style: string): void {
    if (this.breaks) style = this.breakStyle(style);
    else if (this.keep) {
      this.variant(`Halten_${style}`, style, "", `fo:keep-with-next="always"`);
      style = `Halten_${style}`;
    }
    this.keep = false;
    this.out += `<text:p text:style-name="${style}">`;
    this.startMark();
  }

  /** An automatic style that starts a page; one made of another has the rules of both. */
  private breakStyle(style: string): string {
    this.breaks = false;
    const name = `Umbruch_${style}`;
    if (style.startsWith("Ohne_")) {
      this.variant(name, style.slice("Ohne_".length), ` style:list-style-name=""`, `fo:margin-left="0cm" fo:text-indent="0cm" fo:break-before="page"`);
    } else this.variant(name, style, "", `fo:break-before="page"`);
    return name;
  }

  /** Adds an automatic style, once. */
  private variant(name: string, parent: string, attributes: string, rule: string): void {
    if (this.seen.has(name)) return;
    this.seen.add(name);
    this.auto += `<style:style style:name="${name}" style:family="paragraph" style:parent-style-name="${parent}"${attributes}><style:paragraph-properties ${rule}/></style:style>`;
  }

  private startMark(): void {
    if (this.mark !== "") this.out += `<text:bookmark-start text:name="${escape(this.mark)}"/>`;
    this.mark = "";
  }

  /** A link goes around all its runs. */
  private runs(list: readonly Written[]): void {
    let link = "";
    for (const run of list) {
      const next = run.link ?? "";
      if (next !== link) {
        if (link !== "") this.out += "</text:a>";
        if (next !== "") this.out += `<text:a xlink:type="simple" xlink:href="${escape(next)}" text:style-name="Internet_20_link" text:visited-style-name="Internet_20_link">`;
        link = next;
      }
      this.out += spanned(run, run.break ? "<text:line-break/>" : escaped(run.text ?? ""));
    }
    if (link !== "") this.out += "</text:a>";
  }
}

function spanned({ bold, italic, mono }: Written & Run, text: string): string {
  const styles = [bold ? "Strong_20_Emphasis" : "", italic ? "Emphasis" : "", mono ? "Source_20_Text" : ""].filter((style) => style !== "");
  return styles.map((style) => `<text:span text:style-name="${style}">`).join("") + text + "</text:span>".repeat(styles.length);
}
