// The questions of a topic in the long report: as internal/bsc/report/topic.go.
import { normal } from "../office/form.js";
import { heading, isDay, lines, paragraph, plain, rateText, table, cell, textOf, written, type Say } from "./report-words.js";
import type { Score } from "./score.js";
import type { Answer, Block, Catalogue, Cell, Question, Reply, ReportInput, Run, SheetData, Topic } from "./types.js";

/** A question's id without the catalogue: "T05-03". */
export const numberOf = ({ id: catalogue }: Catalogue, id: string): string => (id.startsWith(`${catalogue}-`) ? id.slice(catalogue.length + 1) : id);

/** What the sheet says to a question, as single lines. */
export function replyOf(sheet: SheetData, id: string): Reply {
  const reply = Object.hasOwn(sheet.replies, id) ? sheet.replies[id] : undefined;
  if (!reply) return { answer: "", reason: "", responsible: "", due: "" };
  return { answer: reply.answer, reason: normal(reply.reason), responsible: normal(reply.responsible), due: normal(reply.due) };
}

export const topicName = (say: Say, { id, title }: Topic): string => say("long.topic", { id, title });

/** The word for an answer, also for none. */
export const answerText = (say: Say, answer: Answer): string => say(answer === "" ? "answer.open" : `answer.${answer}`);

/** A day as people write it, with a word if it has passed. */
export const dueText = ({ date }: ReportInput, say: Say, due: string): string =>
  isDay(due) && isDay(date) && due < date ? say("due.over", { day: written(due) }) : written(due);

/** The questions of a topic with what the sheet says to them. */
export function topicBlocks(input: ReportInput, say: Say, topic: Topic, score: Score): Block[] {
  const { yes, partly, no, notApplicable: not, open } = score;
  const columns = [
    { title: say("long.question.number"), type: "name" as const, width: 950 },
    { title: say("long.question.text"), type: "text" as const, width: 3950 },
    { title: say("long.question.answer"), type: "text" as const, width: 1350 },
    { title: say("long.question.todo"), type: "text" as const, width: 3750 },
  ];
  const rows = input.catalogue.questions.filter((question) => question.topic === topic.id).map((question) => questionRow(input, say, question));
  return [
    heading(2, `thema-${topic.id}`, topicName(say, topic)),
    paragraph({ text: say("long.topic.sum", { rate: rateText(score), yes, partly, no, not, open }) }),
    table(say("long.topic.caption", { id: topic.id }), columns, rows),
  ];
}

function questionRow(input: ReportInput, say: Say, question: Question): Cell[] {
  const reply = replyOf(input.sheet, question.id);
  const settled = reply.answer === "ja" || reply.answer === "entbehrlich";
  return [
    cell(numberOf(input.catalogue, question.id)),
    lines(plain(written(question.text)), reason(say, reply)),
    textOf([{ text: answerText(say, reply.answer), ...(settled ? {} : { bold: true }) }]),
    todo(input, say, question, reply),
  ];
}

/** Why something is as it is, or that it should be told. */
function reason(say: Say, reply: Reply): Run[] {
  if (reply.reason !== "") return [{ text: say("long.question.reason", { reason: reply.reason }), italic: true }];
  return reply.answer === "entbehrlich" ? [{ text: say("long.question.reason.missing"), bold: true }] : [];
}

/** What a question asks of those who lead the IT. */
function todo(input: ReportInput, say: Say, question: Question, reply: Reply): Cell {
  const when = whoAndWhen(input, say, reply);
  if (reply.answer === "ja") return lines(plain(say("long.question.evidence", { evidence: question.evidence })), when);
  if (reply.answer === "entbehrlich") return lines(plain(say("long.question.review")), when);
  const { effort, weight, priority } = question;
  const links = linkRuns(input, question);
  return lines(
    reply.answer === "" ? [{ text: say("long.question.ask"), bold: true }] : [],
    plain(written(question.advice)),
    plain(say("long.question.rank", { effort, weight, priority })),
    when,
    links.length > 0 ? [{ text: say("long.question.links") }, ...links] : [],
  );
}

/** The pages that help with a question: links where the portal has an address, else their names. */
function linkRuns({ portal }: ReportInput, { links }: Question): Run[] {
  return links.flatMap(({ title, url }, i) => [
    ...(i > 0 ? [{ text: ", " }] : []),
    { text: normal(title), ...(portal === "" ? {} : { link: portal + url }) },
  ]);
}

function whoAndWhen(input: ReportInput, say: Say, { responsible, due }: Reply): Run[] {
  const parts = [
    ...(responsible === "" ? [] : [say("long.question.who", { who: responsible })]),
    ...(due === "" ? [] : [say("long.question.due", { due: dueText(input, say, due) })]),
  ];
  return plain(parts.join(" · "));
}
