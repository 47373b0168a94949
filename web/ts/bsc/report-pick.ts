// What a report names first, what changed, and where one stands: as in internal/bsc/report (pick.go, trend.go).
import { addAnswer, answerOf, applicable, emptyScore, rate, type Result, type Score } from "./score.js";
import type { Answer, Catalogue, Effort, Question, Release, ReleaseCell, ReportInput, SheetData } from "./types.js";

/** A requirement that is not fulfilled, or only in part; its effect is weight × gap. */
export interface Gap {
  question: Question;
  answer: Answer;
  effect: number;
}

const days: Readonly<Record<Effort, number>> = { gering: 1, mittel: 5, hoch: 20 };
const levels: Readonly<Record<Effort, number>> = { gering: 1, mittel: 2, hoch: 3 };

/** How many strengths and urgent points the short report names. */
const most = 3;
const lastPriority = 4;

/** The requirements that are not fulfilled, in the order of the catalogue. */
export function gaps(catalogue: Catalogue, sheet: SheetData): Gap[] {
  return catalogue.questions.flatMap((question) => {
    const answer = answerOf(sheet, question.id);
    if (answer !== "nein" && answer !== "teilweise") return [];
    return [{ question, answer, effect: (answer === "nein" ? 2 : 1) * question.weight }];
  });
}

/** What is to be done: the most effect for the least effort first, then by priority and id. */
export function measures(catalogue: Catalogue, sheet: SheetData): Gap[] {
  return gaps(catalogue, sheet).sort(
    ({ question: a, effect: x }, { question: b, effect: y }) =>
      y * days[a.effort] - x * days[b.effort] || a.priority - b.priority || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

/** The points for the head of the municipality: by effect × priority for the effort. */
export function urgent(catalogue: Catalogue, sheet: SheetData): Gap[] {
  const urgency = ({ question, effect }: Gap): number => effect * (lastPriority + 1 - question.priority);
  return gaps(catalogue, sheet)
    .sort(
      (a, b) =>
        urgency(b) * levels[a.question.effort] - urgency(a) * levels[b.question.effort] ||
        a.question.priority - b.question.priority ||
        b.question.weight - a.question.weight,
    )
    .slice(0, most);
}

/** Fulfilled requirements: the weightiest, of topics that do best, each of another topic as far as there are enough. */
export function strengths(catalogue: Catalogue, sheet: SheetData, result: Result): Question[] {
  const scores = new Map<string, Score>(result.topics.map((score) => [score.topic, score]));
  const of = ({ topic }: Question): Score => scores.get(topic) ?? emptyScore();
  const list = catalogue.questions
    .filter(({ id }) => answerOf(sheet, id) === "ja")
    .sort((a, b) => b.weight - a.weight || compareRates(of(b), of(a)) || a.priority - b.priority);
  const firsts = list.filter(({ topic }, i) => list.findIndex((other) => other.topic === topic) === i);
  return [...firsts, ...list.filter((question) => !firsts.includes(question))].slice(0, most);
}

const compareRates = (a: Score, b: Score): number => (2 * a.yes + a.partly) * applicable(b) - (2 * b.yes + b.partly) * applicable(a);

/** A comparison over the questions that two rounds asked alike. */
export interface Trend {
  now: Score;
  before: Score;
  better: number;
  worse: number;
}

/** What changed since the sheet before. */
export function trend({ catalogue, sheet, previous }: ReportInput): Trend {
  const out: Trend = { now: emptyScore(), before: emptyScore(), better: 0, worse: 0 };
  if (!previous) return out;
  const kept = keptFrom(catalogue, previous);
  for (const { id } of catalogue.questions) {
    const old = kept.get(id);
    if (old === undefined) continue;
    const now = answerOf(sheet, id);
    const before = answerOf(previous, old);
    addAnswer(out.now, now);
    addAnswer(out.before, before);
    if (now === "entbehrlich" || before === "entbehrlich") continue;
    if (halves(now) > halves(before)) out.better++;
    if (halves(now) < halves(before)) out.worse++;
  }
  return out;
}

const halves = (answer: Answer): number => (answer === "ja" ? 2 : answer === "teilweise" ? 1 : 0);

function keptFrom(catalogue: Catalogue, previous: SheetData): Map<string, string> {
  if (previous.catalogue === catalogue.id) return new Map(catalogue.questions.map(({ id }) => [id, id]));
  if (previous.catalogue !== catalogue.predecessor) return new Map();
  return new Map(catalogue.changes.filter(({ change }) => change === "kept").map((change) => [change.new, change.old]));
}

/** Where a rate lies among those of all members; crowded: too close together to tell. */
export type Place = "lower" | "lower-edge" | "middle" | "higher-edge" | "higher" | "crowded";

/** The percentile that ends the lowest quarter. */
export const lowQuarter = 25;

/** The place of a score by the published quarters of a topic, "" for all questions; none without them. */
export function placeOf(release: Release, topic: string, score: Score): Place | undefined {
  const own = rate(score);
  const low = quarter(release, topic, lowQuarter);
  const high = quarter(release, topic, 75);
  if (own === undefined || !low || !high) return undefined;
  if (within(own, low)) return within(own, high) ? "crowded" : "lower-edge";
  if (within(own, high)) return "higher-edge";
  if (own < low.lo) return "lower";
  return own < high.lo ? "middle" : "higher";
}

const quarter = ({ round, cells }: Release, topic: string, p: number): ReleaseCell | undefined =>
  cells.find((cell) => cell.p === p && (cell.topic ?? "") === topic && cell.g === `${round}/alle`);

const within = (own: number, { lo, hi }: ReleaseCell): boolean => lo <= own && (own < hi || (own === hi && hi === 1));
