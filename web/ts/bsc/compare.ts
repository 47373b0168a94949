// Where one's own rate lies among those of all members, told as an area only.
//
// Published are percentiles of a topic's rates, each as an interval. Inside
// such an interval one is at the border.
import { placeOf, type Place } from "./report.js";
import { addAnswer, answerOf, emptyScore } from "./score.js";
import type { Release, ReleaseCell, SheetData } from "./types.js";

/** What is published about the rates of one topic, of several taken together, or of all questions. */
export interface Bands {
  /** As the release names it: "T01", "T13+T14", "" for all. */
  topic: string;
  questions: string[];
  /** From the middle of the lowest quarter's border to that of the highest, 0 to 1: the middle half. */
  from: number;
  to: number;
}

const list = (q: string | string[]): string[] => (typeof q === "string" ? [q] : q);
const middle = ({ lo, hi }: ReleaseCell): number => (lo + hi) / 2;

/** The bands of a release. Topics without both quarters have none. */
export function bandsOf(release: Release): Bands[] {
  const quarters = release.cells.filter(({ p, g }) => p !== undefined && g === `${release.round}/alle`);
  return quarters.filter(({ p }) => p === 25).flatMap((low) => {
    const high = quarters.find(({ p, topic }) => p === 75 && topic === low.topic);
    return high ? [{ topic: low.topic ?? "", questions: list(low.q), from: middle(low), to: middle(high) }] : [];
  });
}

/** The bands in which a topic is; "" stands for all questions. */
export const bandsFor = (bands: readonly Bands[], topic: string): Bands | undefined => bands.find((one) => one.topic.split("+").includes(topic));

/** One's own place in the questions of the bands; undefined while one of them is open, or if all are entbehrlich. */
export function ownPlace(release: Release, { topic, questions }: Bands, sheet: SheetData): Place | undefined {
  const score = emptyScore();
  for (const id of questions) addAnswer(score, answerOf(sheet, id));
  return score.open > 0 ? undefined : placeOf(release, topic, score);
}

/** The newest release of a catalogue: by the day on which it was closed. */
export function newest(releases: readonly Release[], catalogue: string): Release | undefined {
  return releases.filter((release) => release.catalogue === catalogue).sort((a, b) => (a.closed < b.closed ? 1 : -1))[0];
}
