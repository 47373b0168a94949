// The report for those who lead the IT: as internal/bsc/report/long.go.
import { lowQuarter, measures } from "./report-pick.js";
import { model, placeBlock, placeIn, trendBlock } from "./report-short.js";
import { answerText, dueText, numberOf, replyOf, topicBlocks, topicName } from "./report-topic.js";
import { barCell, callout, cell, counted, heading, lines, pageBreak, paragraph, plain, rateText, sayer, table, written, type Say } from "./report-words.js";
import { emptyScore, evaluate, percentOf, type Result, type Score } from "./score.js";
import type { Block, Cell, Model, ReportInput } from "./types.js";

/** How the check was done, the result by topic, every question, the measures, and what rules they follow. */
export function longReport(input: ReportInput): Model {
  const say = sayer(input.words);
  const result = evaluate(input.catalogue, input.sheet);
  return model(input, "long", [
    ...frame(input, say),
    ...method(input, say),
    ...resultBlocks(input, say, result),
    heading(2, "entwicklung", say("long.trend")),
    trendBlock(input, say),
    ...placeBlocks(input, say, result),
    pageBreak(),
    heading(1, "fragen", say("long.questions")),
    paragraph({ text: say("long.questions.lead") }),
    ...input.catalogue.topics.flatMap((topic, i) => topicBlocks(input, say, topic, result.topics[i] ?? emptyScore())),
    ...measureBlocks(input, say),
    ...annex(input, say),
  ]);
}

/** Who was asked what and when. */
function frame({ catalogue, sheet, previous, date }: ReportInput, say: Say): Block[] {
  const named = ["klein", "mittel", "gross"].includes(sheet.class) ? say(`class.${sheet.class}`) : sheet.class;
  const facts: [string, string][] = [
    ["member", written(sheet.member)],
    ["class", written(named)],
    ["date", written(sheet.date)],
    ["author", written(sheet.author)],
    ["interviewed", written(sheet.interviewed)],
    ["catalogue", say("long.frame.version", { title: catalogue.title, version: catalogue.version })],
    ...(previous ? [["previous", written(previous.date)] as [string, string]] : []),
    ["report", written(date)],
  ];
  const rows = facts.map(([key, value]) => [cell(say(`long.frame.${key}`)), cell(value || say("long.frame.missing"))]);
  const columns = [
    { title: say("long.frame.name"), type: "name" as const, width: 3000 },
    { title: say("long.frame.value"), type: "text" as const, width: 7000 },
  ];
  const blocks = [heading(1, "rahmen", say("long.frame")), table(say("long.frame.caption"), columns, rows)];
  return catalogue.example ? [...blocks, callout("note", "", paragraph({ text: say("long.example") }))] : blocks;
}

/** How the figures came about, and what is missing in the answers. */
function method({ catalogue, sheet }: ReportInput, say: Say): Block[] {
  const replies = catalogue.questions.map(({ id }) => replyOf(sheet, id));
  const open = replies.filter(({ answer }) => answer === "").length;
  const reasons = replies.filter(({ answer, reason }) => answer === "entbehrlich" && reason === "").length;
  const missing = [
    ...(open > 0 ? [paragraph({ text: counted(say, "long.open", open) })] : []),
    ...(reasons > 0 ? [paragraph({ text: counted(say, "long.reasons", reasons) })] : []),
  ];
  return [
    heading(1, "methode", say("long.method")),
    ...["answers", "rate", "measures", "limits"].map((key) => paragraph({ text: say(`long.method.${key}`) })),
    ...(missing.length > 0 ? [callout("warning", say("long.gaps"), ...missing)] : []),
  ];
}

/** The rates by topic, as bars and figures. */
function resultBlocks({ catalogue }: ReportInput, say: Say, result: Result): Block[] {
  const row = (name: string, score: Score): Cell[] => [
    cell(name),
    barCell(rateText(score), percentOf(score) ?? 0),
    ...[score.yes, score.partly, score.no, score.notApplicable, score.open].map((n) => cell(String(n))),
  ];
  const figure = (key: string, width: number) => ({ title: say(`long.result.${key}`), type: "number" as const, width });
  const columns = [
    { title: say("long.result.topic"), type: "name" as const, width: 3100 },
    { title: say("long.result.rate"), type: "bar" as const, width: 3400 },
    figure("yes", 600),
    figure("partly", 750),
    figure("no", 650),
    figure("not", 800),
    figure("open", 700),
  ];
  const rows = catalogue.topics.map((topic, i) => row(topicName(say, topic), result.topics[i] ?? emptyScore()));
  return [
    heading(1, "ergebnis", say("long.result")),
    table(say("long.result.caption"), columns, [...rows, row(say("long.result.total"), result.total)]),
  ];
}

/** Where each topic, or topics that were put together, lie among all municipalities. */
function placeBlocks(input: ReportInput, say: Say, result: Result): Block[] {
  const blocks = [heading(2, "einordnung", say("long.place")), placeBlock(input, say, result.total)];
  if (!input.release) return blocks;
  const { round, cells } = input.release;
  const list = cells.filter(({ p, topic }) => p === lowQuarter && topic).map(({ topic = "" }) => ({ topic, ...together(input, say, topic, result) }));
  const rows = [...list, { topic: "", name: say("long.place.total"), score: result.total }].flatMap(({ topic, name, score }) => {
    const place = placeIn(input, topic, score);
    return place ? [[cell(name), cell(rateText(score)), cell(say(`long.place.${place}`))]] : [];
  });
  if (rows.length === 0) return blocks;
  const columns = [
    { title: say("long.place.topic"), type: "name" as const, width: 4600 },
    { title: say("long.place.own"), type: "number" as const, width: 1600 },
    { title: say("long.place.where"), type: "text" as const, width: 3800 },
  ];
  return [...blocks, table(say("long.place.caption", { round }), columns, rows), paragraph({ text: say("long.place.note") })];
}

/** The name and the score of topics, "T10+T11". */
function together({ catalogue }: ReportInput, say: Say, topics: string, result: Result): { name: string; score: Score } {
  const names: string[] = [];
  const score = emptyScore();
  for (const wanted of topics.split("+")) {
    const i = catalogue.topics.findIndex(({ id }) => id === wanted);
    const topic = catalogue.topics[i];
    const part = result.topics[i];
    if (!topic || !part) continue;
    names.push(topicName(say, topic));
    for (const key of ["questions", "yes", "partly", "no", "notApplicable", "open"] as const) score[key] += part[key];
  }
  return { name: names.join(" + "), score };
}

/** What is to be done, the most effect for the least effort first. */
function measureBlocks(input: ReportInput, say: Say): Block[] {
  const { catalogue, sheet } = input;
  const list = measures(catalogue, sheet);
  const head = [pageBreak(), heading(1, "massnahmen", say("long.measures"))];
  if (list.length === 0) return [...head, paragraph({ text: say("long.measures.none") })];
  const text = (key: string, width: number) => ({ title: say(`long.measures.${key}`), type: "text" as const, width });
  const columns = [
    { title: say("long.measures.number"), type: "name" as const, width: 950 },
    text("what", 4750),
    text("answer", 1200),
    text("effort", 1100),
    text("who", 2000),
  ];
  const rows = list.map(({ question }) => {
    const reply = replyOf(sheet, question.id);
    return [
      cell(numberOf(catalogue, question.id)),
      lines([{ text: written(question.short), bold: true }], plain(written(question.advice))),
      cell(answerText(say, reply.answer)),
      cell(question.effort),
      lines(plain(reply.responsible), plain(dueText(input, say, reply.due))),
    ];
  });
  return [...head, paragraph({ text: counted(say, "long.measures.lead", list.length) }), table(say("long.measures.caption"), columns, rows)];
}

/** Which rules the questions follow. */
function annex({ catalogue }: ReportInput, say: Say): Block[] {
  const text = (key: string, width: number) => ({ title: say(`long.annex.${key}`), type: "text" as const, width });
  const columns = [
    { title: say("long.annex.number"), type: "name" as const, width: 950 },
    text("short", 2400),
    text("grundschutz", 1600),
    text("wiba", 2350),
    text("gspp", 1700),
    text("bcm", 1000),
  ];
  const rows = catalogue.questions.map(({ id, short, refs }) => [
    cell(numberOf(catalogue, id)),
    cell(written(short)),
    ...[refs.grundschutz, refs.wiba, refs.gspp, refs.bcm].map((list) => cell(written((list ?? []).join(", ")))),
  ]);
  const lead = catalogue.gspp === "" ? say("long.annex.lead.plain") : say("long.annex.lead", { gspp: catalogue.gspp });
  return [pageBreak(), heading(1, "regelwerke", say("long.annex")), paragraph({ text: lead }), table(say("long.annex.caption"), columns, rows)];
}
