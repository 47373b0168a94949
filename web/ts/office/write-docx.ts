// Writes the text of a report as Office Open XML: as internal/office/docx, for the blocks that a report has.
import type { Say } from "../bsc/report-words.js";
import type { Block, Cell, Column, Model } from "../bsc/types.js";
import { escape } from "./form.js";
import { boxColors, calloutTitle, cellRuns, contentsDepth, entriesOf, isText, leadsOn, sectionsOf, shortContents, total, type Section, type Written } from "./write-blocks.js";

/** The body and the relations of its links. */
export function bodyOf(model: Model, say: Say): Record<"BODY" | "LINKS", string> {
  const writer = new Writer(say);
  const sections = sectionsOf(model);
  if (model.contents) writer.contents(sections);
  for (const section of sections) writer.section(section);
  return { BODY: writer.out, LINKS: writer.relations };
}

/** The width of the text in twentieths of a point: A4 less the margins. */
const width = 11906 - 1417 - 1134;
const hyperlink = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink";

/** Styles of paragraphs, of items of lists and of the last one. */
interface Place {
  paragraph: string;
  item: string;
  last: string;
}

const inText: Place = { paragraph: "BodyText", item: "List", last: "Listenende" };
const inBox: Place = { paragraph: "Kastentext", item: "Kastentext", last: "Kastentext" };
/** The list of all bullets; the first one is the outline of headings. */
const bullet = `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>`;
const bare = `<w:numPr><w:numId w:val="0"/></w:numPr><w:ind w:left="0" w:firstLine="0"/>`;

class Writer {
  out = "";
  relations = "";
  private ids = 0;
  private readonly links = new Map<string, string>();
  /** The next paragraph starts a page. */
  private breaks = false;
  /** The next paragraph stays with what follows. */
  private keep = false;

  constructor(private readonly say: Say) {}

  /** A field that Word can bring up to date; nobody but Word knows the numbers of its pages. */
  contents(sections: readonly Section[]): void {
    this.paragraph("TOCHeading", [{ text: this.say("contents") }]);
    const entries = entriesOf(sections);
    for (const [i, { heading, section }] of entries.entries()) {
      this.out += `<w:p><w:pPr><w:pStyle w:val="TOC${heading.level ?? 1}"/></w:pPr>`;
      if (i === 0) {
        this.out += `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-${contentsDepth}" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`;
      }
      this.out += `<w:hyperlink w:anchor="${escape(section.bookmark)}" w:history="1">`;
      for (const run of heading.text ?? []) this.run(run);
      this.out += "</w:hyperlink>";
      if (i === entries.length - 1) this.out += `<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
      this.out += "</w:p>";
    }
    this.breaks = entries.length > shortContents;
  }

  section({ bookmark, blocks }: Section): void {
    const id = ++this.ids;
    if (bookmark !== "") this.out += `<w:bookmarkStart w:id="${id}" w:name="${escape(bookmark)}"/>`;
    if (bookmark !== "" && !isText(blocks[0])) this.paragraph("Abstand", []);
    this.blocks(blocks, inText);
    if (bookmark !== "") this.out += `<w:bookmarkEnd w:id="${id}"/>`;
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
        return this.paragraph(`Heading${block.level ?? 1}`, block.text, bare);
      case "text":
        return this.paragraph(at.paragraph, block.text);
      case "list":
        for (const [i, item] of (block.items ?? []).entries()) this.paragraph(i === (block.items ?? []).length - 1 ? at.last : at.item, item, bullet);
        return;
      case "table":
        return this.table(block);
      case "callout":
        return this.box(block);
      case "break":
        this.breaks = true;
    }
  }

  private table({ columns = [], rows = [] }: Block): void {
    this.beforeTable();
    const named = columns[0]?.type === "name" ? 1 : 0;
    const widths = columns.map((column) => Math.floor((width * column.width) / total));
    this.out += `<w:tbl><w:tblPr><w:tblStyle w:val="Tabelle"/><w:tblW w:w="${width}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0000" w:firstRow="1" w:lastRow="0" w:firstColumn="${named}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>`;
    for (const w of widths) this.out += `<w:gridCol w:w="${w}"/>`;
    this.out += "</w:tblGrid>";
    this.row(columns, widths, columns.map(({ title }) => ({ text: [{ text: title }] })), true);
    for (const row of rows) this.row(columns, widths, row, false);
    this.out += "</w:tbl>";
    this.paragraph("Abstand", []);
  }

  private row(columns: readonly Column[], widths: readonly number[], cells: readonly Cell[], head: boolean): void {
    this.out += `<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="340" w:hRule="atLeast"/>${head ? "<w:tblHeader/>" : ""}</w:trPr>`;
    for (const [i, cell] of cells.entries()) {
      const column = columns[i];
      const names = head || (i === 0 && column?.type === "name");
      const shade = names ? `<w:shd w:val="clear" w:color="auto" w:fill="E8EEF6"/>` : "";
      this.out += `<w:tc><w:tcPr><w:tcW w:w="${widths[i] ?? 0}" w:type="dxa"/>${shade}</w:tcPr>`;
      this.keep = head;
      this.paragraph(names ? "Tabellenkopf" : "Tabellentext", head ? cell.text : cellRuns(cell, column), column?.type === "number" ? `<w:jc w:val="right"/>` : "");
      this.out += "</w:tc>";
    }
    this.out += "</w:tr>";
  }

  /** A callout is a table of one cell; its word is the table's title for those who do not see it. */
  private box({ tone = "note", text = [], blocks = [] }: Block): void {
    this.beforeTable();
    const [line, ground] = boxColors[tone].map((color) => color.toUpperCase());
    const word = this.say(`callout.${tone}`);
    this.out += `<w:tbl><w:tblPr><w:tblW w:w="${width}" w:type="dxa"/><w:tblBorders><w:left w:val="single" w:sz="24" w:space="0" w:color="${line}"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="85" w:type="dxa"/><w:left w:w="142" w:type="dxa"/><w:bottom w:w="85" w:type="dxa"/><w:right w:w="142" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="${escape(word)}"/></w:tblPr><w:tblGrid><w:gridCol w:w="${width}"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="${ground}"/></w:tcPr>`;
    this.paragraph("Kastentitel", calloutTitle(word, text));
    this.blocks(blocks, inBox);
    this.out += "</w:tc></w:tr></w:tbl>";
    this.paragraph("Abstand", []);
  }

  /** Lets a page start in front of a table, which cannot itself. */
  private beforeTable(): void {
    if (this.breaks) this.paragraph("Abstand", []);
  }

  /** A paragraph; its properties stand behind the style and the break in the order of the schema. */
  private paragraph(style: string, runs: readonly Written[] = [], properties = ""): void {
    this.out += `<w:p><w:pPr><w:pStyle w:val="${style}"/>${this.keep ? "<w:keepNext/>" : ""}${this.breaks ? "<w:pageBreakBefore/>" : ""}${properties}</w:pPr>`;
    this.keep = false;
    this.breaks = false;
    this.runs(runs);
    this.out += "</w:p>";
  }

  /** A link goes around all its runs. */
  private runs(list: readonly Written[]): void {
    let link = "";
    for (const run of list) {
      const next = run.link ?? "";
      if (next !== link) {
        if (link !== "") this.out += "</w:hyperlink>";
        if (next !== "") this.out += `<w:hyperlink r:id="${this.relation(next)}" w:history="1">`;
        link = next;
      }
      this.run(run);
    }
    if (link !== "") this.out += "</w:hyperlink>";
  }

  private relation(address: string): string {
    const known = this.links.get(address);
    if (known !== undefined) return known;
    const id = `rIdL${this.links.size + 1}`;
    this.links.set(address, id);
    this.relations += `<Relationship Id="${id}" Type="${hyperlink}" Target="${escape(address)}" TargetMode="External"/>`;
    return id;
  }

  private run(run: Written): void {
    if (run.break) this.out += `<w:r>${look(run)}<w:br/></w:r>`;
    else if (run.text) this.out += `<w:r>${look(run)}<w:t xml:space="preserve">${escape(run.text)}</w:t></w:r>`;
  }
}

/** The marks of a run in the order of the schema. */
function look({ link, mono, bold, italic }: Written): string {
  const marks = [
    link ? `<w:rStyle w:val="Hyperlink"/>` : "",
    mono ? `<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>` : "",
    bold ? "<w:b/><w:bCs/>" : "",
    italic ? "<w:i/><w:iCs/>" : "",
  ].join("");
  return marks && `<w:rPr>${marks}</w:rPr>`;
}
