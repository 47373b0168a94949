// How answers are counted: the twin of internal/bsc/score.go.
import type { Answer, Catalogue, SheetData } from "./types.js";

/** How many questions have which answer. */
export interface Score {
  questions: number;
  yes: number;
  partly: number;
  no: number;
  notApplicable: number;
  open: number;
}

/** The score of one topic. */
export interface TopicScore extends Score {
  topic: string;
}

/** The score of a sheet, in total and by topic in the order of the catalogue. */
export interface Result {
  total: Score;
  topics: TopicScore[];
}

export const emptyScore = (): Score => ({ questions: 0, yes: 0, partly: 0, no: 0, notApplicable: 0, open: 0 });

const counters = { ja: "yes", teilweise: "partly", nein: "no", entbehrlich: "notApplicable", "": "open" } as const;

/** Counts one answer. */
export function addAnswer(score: Score, answer: Answer): void {
  score.questions++;
  score[counters[answer]]++;
}

/** The answer to a question, "" if there is none. */
export const answerOf = (sheet: SheetData, id: string): Answer => (Object.hasOwn(sheet.replies, id) ? (sheet.replies[id]?.answer ?? "") : "");

/** How many questions are not entbehrlich. */
export const applicable = (score: Score): number => score.questions - score.notApplicable;

/** The rate of fulfilment from 0 to 1: (ja + ½ teilweise) ÷ (questions − entbehrlich); none if all are entbehrlich. */
export function rate(score: Score): number | undefined {
  return applicable(score) === 0 ? undefined : (2 * score.yes + score.partly) / (2 * applicable(score));
}

/** The rate in whole per cent, halves rounded up. */
export function percentOf(score: Score): number | undefined {
  return applicable(score) === 0 ? undefined : share(2 * score.yes + score.partly, 2 * applicable(score));
}

/** Parts of a whole in whole per cent, halves rounded up; 0 of nothing. */
export const share = (part: number, whole: number): number => (whole === 0 ? 0 : Math.floor((200 * part + whole) / (2 * whole)));

/** Counts a sheet's answers to the questions of the catalogue; replies to others are passed over. */
export function evaluate(catalogue: Catalogue, sheet: SheetData): Result {
  const result: Result = { total: emptyScore(), topics: catalogue.topics.map(({ id }) => ({ topic: id, ...emptyScore() })) };
  const byTopic = new Map(result.topics.map((score) => [score.topic, score]));
  for (const { id, topic } of catalogue.questions) {
    const answer = answerOf(sheet, id);
    addAnswer(result.total, answer);
    const score = byTopic.get(topic);
    if (score) addAnswer(score, answer);
  }
  return result;
}
