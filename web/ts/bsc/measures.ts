// The list of what there is to do.
import { element } from "../dom.js";
import type { Words } from "../exchange/words.js";
import { numberOf } from "./card.js";
import { written } from "./report-words.js";
import type { Gap } from "./report.js";
import { replyOf } from "./state.js";
import type { SheetData } from "./types.js";

/** The rows of the table of measures. */
export function measureRows(list: readonly Gap[], sheet: SheetData, words: Words): HTMLElement[] {
  return list.map(({ question, answer }, i) => {
    const { responsible, due } = replyOf(sheet, question.id);
    const link = element("a", "", numberOf(question));
    link.href = `#${question.id}`;
    const head = element("th", "", link, " ", question.short);
    head.scope = "row";
    const cells = [question.advice, words(`answer.${answer}`), words(`effort.${question.effort}`), String(question.priority), responsible, written(due)];
    return element("tr", "", element("td", "align-right", String(i + 1)), head, ...cells.map((text) => element("td", "", text)));
  });
}
