// A report as the writers of office files take it: as internal/bsc/report/document.go.
import type { Block, Cell, Column, Model, Run } from "../bsc/types.js";

/** A run as it is written; mono is for bars. */
export interface Written extends Run {
  mono?: boolean;
}

/** Blocks between two headings, with a bookmark around them; without one there is nothing to lead to. */
export interface Section {
  id: string;
  bookmark: string;
  blocks: Block[];
}

/** How many entries a table of contents may have for the text to start on its page. */
export const shortContents = 16;
/** How many levels of headings a table of contents shows. */
export const contentsDepth = 2;
/** The sum of the widths of a table's columns. */
export const total = 10_000;

/** Headings down to the second level start a section; a break is one of its own. */
export function sectionsOf(model: Model): Section[] {
  const list: Section[] = [];
  let current: Section = { id: "", bookmark: "", blocks: [] };
  const end = (): void => {
    if (current.blocks.length > 0) list.push(current);
    current = { id: "", bookmark: "", blocks: [] };
  };
  for (const block of model.blocks) {
    if (block.kind === "break") {
      end();
      list.push({ id: "", bookmark: "", blocks: [block] });
      continue;
    }
    if (block.kind === "heading" && (block.level ?? 1) <= contentsDepth) {
      end();
      const id = block.id ?? "";
      current = { id, bookmark: `_nb_${id.replaceAll("-", "_")}`, blocks: [] };
    }
    current.blocks.push(block);
  }
  end();
  return list;
}

/** The headings of a table of contents. */
export const entriesOf = (sections: readonly Section[]): { heading: Block; section: Section }[] =>
  sections.flatMap((section) =>
    section.blocks.filter(({ kind, level = 1 }) => kind === "heading" && level <= contentsDepth).map((heading) => ({ heading, section })),
  );

/** A block starts and ends with a paragraph of its own. */
export const isText = (block: Block | undefined): boolean => block?.kind === "heading" || block?.kind === "text" || (block?.kind === "list" && (block.items ?? []).length > 0);

/** The paragraph at i says what comes next: a list or a table. */
export const leadsOn = (blocks: readonly Block[], i: number): boolean =>
  blocks[i]?.kind === "text" && (blocks[i + 1]?.kind === "list" || blocks[i + 1]?.kind === "table");

const barLength = 20;

/** 0 to 100 drawn with signs. */
export function bar(percent: number): string {
  const full = Math.min(Math.max(Math.floor((percent * barLength + 50) / 100), 0), barLength);
  return "█".repeat(full) + "░".repeat(barLength - full);
}

/** The text of a cell, with its bar in front. */
export const cellRuns = ({ text = [], bar: percent = 0 }: Cell, column: Column | undefined): Written[] =>
  column?.type === "bar" ? [{ text: bar(percent), mono: true }, { text: "\u00a0" }, ...text] : text;

/** Go's colours of callouts: line and ground. */
export const boxColors = { note: ["0b4f8a", "eef4fa"], warning: ["8a5a00", "fdf6e7"] } as const;

/** The title of a callout: its word, and what follows. */
export const calloutTitle = (word: string, text: readonly Run[] = []): Written[] => (text.length > 0 ? [{ text: `${word}: ` }, ...text] : [{ text: word }]);
