// What there is to do, by what it brings for the work that it takes.
import { element } from "../dom.js";
import type { Words } from "../exchange/words.js";
import { numberOf } from "./card.js";
import { replyOf } from "./state.js";
import type { Catalogue, Effort, Question, Reply, SheetData } from "./types.js";

/** A requirement that is not, or not fully, met. */
export interface Measure {
  question: Question;
  reply: Reply;
}

/** Days, as Effort.Days in internal/bsc. */
const days: Readonly<Record<Effort, number>> = { gering: 1, mittel: 5, hoch: 20 };
/** Halves that are missing. */
const gap = (reply: Reply): number => (reply.answer === "nein" ? 2 : reply.answer === "teilweise" ? 1 : 0);

/** The measures: most weight × gap ÷ days first, then by priority and id. */
export function measuresOf(catalogue: Catalogue, sheet: SheetData): Measure[] {
  const value = ({ question, reply }: Measure): number => (question.weight * gap(reply)) / days[question.effort];
  return catalogue.questions
    .map((question) => ({ question, reply: replyOf(sheet, question.id) }))
    .filter(({ reply }) => gap(reply) > 0)
    .sort((a, b) => value(b) - value(a) || a.question.priority - b.question.priority || (a.question.id < b.question.id ? -1 : 1));
}

/** The rows of the table of measures. */
export function measureRows(measures: readonly Measure[], words: Words): HTMLElement[] {
  return measures.map(({ question, reply }, i) => {
    const link = element("a", "", numberOf(question));
    link.href = `#${question.id}`;
    const head = element("th", "", link, " ", question.short);
    head.scope = "row";
    const cells = [question.advice, words(`answer.${reply.answer}`), words(`effort.${question.effort}`), String(question.priority), reply.responsible, written(reply.due)];
    return element("tr", "", element("td", "align-right", String(i + 1)), head, ...cells.map((text) => element("td", "", text)));
  });
}

/** A day as people write it, "31.03.2027"; other texts stay. */
export const written = (day: string): string => (/^\d{4}-\d\d-\d\d$/.test(day) ? day.split("-").reverse().join(".") : day);
