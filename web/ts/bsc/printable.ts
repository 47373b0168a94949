// The filled list of questions, for paper.
import { element } from "../dom.js";
import type { Words } from "../exchange/words.js";
import { numberOf } from "./card.js";
import { written } from "./report-words.js";
import { evaluate, percentOf } from "./score.js";
import { details, replyOf } from "./state.js";
import type { Answer, Catalogue, SheetData, Topic } from "./types.js";

/** Who and when, then a table for each topic. */
export function printable(catalogue: Catalogue, sheet: SheetData, words: Words, answers: readonly Answer[]): HTMLElement[] {
  const result = evaluate(catalogue, sheet);
  const told = details.flatMap((name) => {
    const value = name === "class" && sheet.class !== "" ? words(`class.${sheet.class}`) : written(sheet[name]);
    return value === "" ? [] : [element("p", "", element("strong", "", `${words(`details.${name}`)}: `), value)];
  });
  const rate = percentOf(result.total);
  const sum = words("print.sum", { rate: rate === undefined ? words("rate.none") : words("percent", { n: rate }), count: result.total.questions - result.total.open, of: result.total.questions });
  const title = element("h2", "", catalogue.title);
  return [title, ...told, element("p", "", sum), ...catalogue.topics.flatMap((topic) => table(topic, catalogue, sheet, words, answers))];
}

function table(topic: Topic, { questions }: Catalogue, sheet: SheetData, words: Words, answers: readonly Answer[]): HTMLElement[] {
  const head = ["print.question", "print.answer", "notes.reason", "notes.responsible", "notes.due"].map((key) => {
    const cell = element("th", "", words(key));
    cell.scope = "col";
    return cell;
  });
  const rows = questions.filter((question) => question.topic === topic.id).map((question) => {
    const { answer, reason, responsible, due } = replyOf(sheet, question.id);
    const name = element("th", "", `${numberOf(question)} ${question.text}`);
    name.scope = "row";
    // What is open can be ticked on paper.
    const said = answer === "" ? answers.map((one) => `☐ ${one}`).join(" ") : words(`answer.${answer}`);
    return element("tr", "", name, ...[said, reason, responsible, written(due)].map((text) => element("td", "", text)));
  });
  const made = element("table", "", element("thead", "", element("tr", "", ...head)), element("tbody", "", ...rows));
  return [element("h3", "", `${topic.id} ${topic.title}`), element("div", "table-scroll", made)];
}
