// Where one's own rate lies among those of all members, told as an area only.
//
// Published are the 25th, 50th and 75th percentile of a topic's rates, each as
// an interval of five points. Inside such an interval one is at the border.
import { answerOf, emptyScore, addAnswer, rate } from "./score.js";
import type { Release, ReleaseCell, SheetData } from "./types.js";

/** An interval of rates from 0 to 1. */
export interface Interval {
  lo: number;
  hi: number;
}

/** What is published about the rates of one topic, or of several taken together. */
export interface Bands {
  topics: string[];
  questions: string[];
  /** How many members took part. */
  n: number;
  quarter: Interval;
  half: Interval;
  threeQuarters: Interval;
}

export type Position = "lower" | "lowerEdge" | "middle" | "upperEdge" | "upper";

const list = (q: string | string[]): string[] => (typeof q === "string" ? [q] : q);

/** The bands of a release, in the order of its cells. Topics without all three percentiles have none. */
export function bandsOf(release: Release): Bands[] {
  const all = `${release.round}/alle`;
  const byTopic = new Map<string, ReleaseCell[]>();
  for (const cell of release.cells) {
    if (cell.p === undefined || cell.g !== all || !cell.topic) continue;
    byTopic.set(cell.topic, [...(byTopic.get(cell.topic) ?? []), cell]);
  }
  return [...byTopic].flatMap(([topic, cells]) => {
    const [quarter, half, threeQuarters] = [25, 50, 75].map((p) => cells.find((cell) => cell.p === p));
    if (!quarter || !half || !threeQuarters) return [];
    return [{ topics: topic.split("+"), questions: list(quarter.q), n: release.groups[all]?.n ?? 0, quarter, half, threeQuarters }];
  });
}

const inside = (x: number, { lo, hi }: Interval): boolean => x >= lo && (x < hi || hi >= 1);

/** The area in which a rate lies. Where both borders hold it, the nearer one counts. */
export function position(own: number, { quarter, threeQuarters }: Bands): Position {
  const [low, high] = [inside(own, quarter), inside(own, threeQuarters)];
  if (low && high) return own - (quarter.lo + quarter.hi) / 2 <= (threeQuarters.lo + threeQuarters.hi) / 2 - own ? "lowerEdge" : "upperEdge";
  if (low) return "lowerEdge";
  if (high) return "upperEdge";
  if (own < quarter.lo) return "lower";
  return own < threeQuarters.lo ? "middle" : "upper";
}

/** One's own position in the questions of the bands; undefined while one of them is open, or if all are entbehrlich. */
export function ownPosition(sheet: SheetData, bands: Bands): Position | undefined {
  const score = emptyScore();
  for (const id of bands.questions) addAnswer(score, answerOf(sheet, id));
  const own = rate(score);
  return score.open > 0 || own === undefined ? undefined : position(own, bands);
}

/** The newest release of a catalogue: by the day on which it was closed. */
export function newest(releases: readonly Release[], catalogue: string): Release | undefined {
  return releases.filter((release) => release.catalogue === catalogue).sort((a, b) => (a.closed < b.closed ? 1 : -1))[0];
}
