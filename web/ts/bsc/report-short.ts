// The report for the head of the municipality: as internal/bsc/report/short.go.
import { gaps, placeOf, strengths, trend, urgent, type Gap, type Place } from "./report-pick.js";
import { barCell, callout, cell, counted, heading, lines, paragraph, percent, plain, rateText, sayer, table, written, type Say } from "./report-words.js";
import { evaluate, percentOf, share, type Score } from "./score.js";
import type { Block, Model, ReportInput } from "./types.js";

/** One or two pages without technical words. */
export function shortReport(input: ReportInput): Model {
  const say = sayer(input.words);
  const result = evaluate(input.catalogue, input.sheet);
  const points = urgent(input.catalogue, input.sheet);
  const best = strengths(input.catalogue, input.sheet, result).map(({ strength }) => plain(written(strength)));
  return model(input, "short", [
    ...picture(input, say, result.total),
    heading(1, "staerken", say("short.strengths")),
    best.length > 0 ? { kind: "list", items: best } : paragraph({ text: say("short.strengths.none") }),
    heading(1, "dringend", say("short.urgent")),
    points.length > 0 ? urgentTable(say, points) : paragraph({ text: say("short.urgent.none") }),
    heading(1, "entwicklung", say("short.trend")),
    trendBlock(input, say),
    heading(1, "einordnung", say("short.place")),
    placeBlock(input, say, result.total),
    heading(1, "naechster-schritt", say("short.next")),
    paragraph({ text: say(vague(result.total) ? "short.next.open" : points.length > 0 ? "short.next.urgent" : "short.next.none") }),
    limits(input, say),
  ]);
}

/** A report with its head. */
export function model({ catalogue, sheet, words, date }: ReportInput, kind: Model["kind"], blocks: Block[]): Model {
  const say = sayer(words);
  const owner = written(sheet.member) || say("owner.none");
  const lead = sheet.date === "" ? say(`${kind}.lead.undated`) : say(`${kind}.lead`, { date: written(sheet.date) });
  return {
    kind,
    title: say(`${kind}.title`, { catalogue: catalogue.title }),
    owner,
    label: say("label"),
    code: say("code", { catalogue: catalogue.id, version: catalogue.version, date: written(date) }),
    contents: kind === "long",
    blocks: [paragraph({ text: owner, bold: true }, { break: true }, { text: lead }), ...blocks],
  };
}

/** Too many questions are open for an overall picture. */
export const vague = (total: Score): boolean => total.open * 5 > total.questions;

function picture(input: ReportInput, say: Say, total: Score): Block[] {
  const of = (n: number): string => say("short.figure.of", { n, all: total.questions });
  const part = (key: string, n: number) => {
    const value = share(n, total.questions);
    return [cell(say(key)), barCell(percent(value), value), cell(of(n))];
  };
  const rated = say("short.figure.rated", { yes: total.yes, partly: total.partly });
  return [
    heading(1, "gesamtbild", say("short.picture")),
    paragraph({ text: sentence(input, say, total), bold: true }),
    table(
      say("short.figures"),
      [
        { title: say("short.figure"), type: "name", width: 2800 },
        { title: say("short.value"), type: "bar", width: 4600 },
        { title: say("short.count"), type: "text", width: 2600 },
      ],
      [
        [cell(say("short.figure.rate")), barCell(rateText(total), percentOf(total) ?? 0), cell(rated)],
        part("short.figure.not", total.notApplicable),
        part("short.figure.open", total.open),
      ],
    ),
    paragraph({ text: say("short.explained") }),
  ];
}

/** Says how the municipality stands. */
function sentence({ catalogue, sheet }: ReportInput, say: Say, total: Score): string {
  if (vague(total)) return say("short.picture.unknown", { open: total.open, questions: total.questions });
  const rate = percentOf(total);
  if (rate === undefined) return say("short.picture.nothing");
  const key = rate >= 85 ? "full" : rate >= 60 ? "most" : rate >= 40 ? "half" : "few";
  const heavy = gaps(catalogue, sheet).filter(({ question, answer }) => question.weight === 3 && answer === "nein").length;
  const fillings = { picture: say(`short.picture.${key}`) };
  return heavy === 0 ? say("short.heavy.none", fillings) : counted(say, "short.heavy", heavy, fillings);
}

function urgentTable(say: Say, points: readonly Gap[]): Block {
  return table(
    say("short.urgent.caption"),
    [
      { title: say("short.urgent.point"), type: "name", width: 700 },
      { title: say("short.urgent.risk"), type: "text", width: 3700 },
      { title: say("short.urgent.decision"), type: "text", width: 3700 },
      { title: say("short.urgent.effort"), type: "text", width: 1900 },
    ],
    points.map(({ question, answer }, i) => [
      cell(String(i + 1)),
      cell(written(question.risk)),
      lines(plain(written(question.decision)), answer === "teilweise" ? [{ text: say("short.urgent.partly"), italic: true }] : []),
      cell(say(`short.effort.${question.effort}`)),
    ]),
  );
}

/** Says what changed since the check before. */
export function trendBlock(input: ReportInput, say: Say): Block {
  if (!input.previous) return paragraph({ text: say("short.trend.none") });
  const { now, before, better, worse } = trend(input);
  const [rateNow, rateBefore] = [percentOf(now), percentOf(before)];
  if (rateNow === undefined || rateBefore === undefined) return paragraph({ text: say("short.trend.never") });
  const key = rateNow > rateBefore ? "up" : rateNow < rateBefore ? "down" : "same";
  const sentences = [
    counted(say, "short.trend.basis", now.questions),
    say(`short.trend.${key}`, { now: percent(rateNow), then: percent(rateBefore) }),
    say("short.trend.changed", { better, worse }),
  ];
  return paragraph({ text: sentences.join(" ") });
}

/** Says where the municipality stands among all, as coarsely as it is published. */
export function placeBlock(input: ReportInput, say: Say, total: Score): Block {
  if (vague(total)) return paragraph({ text: say("short.place.open") });
  const place = placeIn(input, "", total);
  if (!place || !input.release) return paragraph({ text: say("short.place.unknown") });
  const text = say(`short.place.${place}`, { round: input.release.round });
  return paragraph({ text: input.release.example ? `${text} ${say("short.place.example")}` : text });
}

/** The place of a score in the published round, if that is one of this catalogue and not too many questions are open. */
export function placeIn({ catalogue, release }: ReportInput, topic: string, score: Score): Place | undefined {
  return release?.catalogue === catalogue.id && !vague(score) ? placeOf(release, topic, score) : undefined;
}

function limits({ catalogue }: ReportInput, say: Say): Block {
  const text = say("short.limits.text");
  return callout("note", say("short.limits"), paragraph({ text: catalogue.example ? `${text} ${say("short.limits.example")}` : text }));
}
