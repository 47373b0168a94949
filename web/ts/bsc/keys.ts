// One key is one answer, while the focus is in the list of questions and not in a field of text.
import type { Answer } from "./types.js";

/** What a key does to the question that has the focus. */
export type Action = { answer: Answer } | { go: "next" | "back" | "open" };

/** The keys as they are shown beside the answers. */
export const shown: Readonly<Record<Exclude<Answer, "">, string>> = { ja: "J", teilweise: "T", nein: "N", entbehrlich: "E" };

const actions: Readonly<Record<string, Action>> = {
  j: { answer: "ja" },
  t: { answer: "teilweise" },
  n: { answer: "nein" },
  e: { answer: "entbehrlich" },
  "1": { answer: "ja" },
  "2": { answer: "teilweise" },
  "3": { answer: "nein" },
  "4": { answer: "entbehrlich" },
  "0": { answer: "" },
  delete: { answer: "" },
  o: { go: "open" },
};

/** A press of a key, as far as it matters. */
export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
}

/** Where the focus is: on the answers, in a field of one's own words, or on something else (a link, a button). */
export type Spot = "answers" | "text" | "other";

/**
 * What a press means. Single characters count only where they are switched on
 * (WCAG 2.1.4) and never in a field; Enter leads on from answers and fields,
 * and stays what it is on links and buttons.
 */
export function actionOf(press: Press, spot: Spot, characters: boolean): Action | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing) return undefined;
  if (press.key === "Enter") return spot === "other" ? undefined : { go: press.shiftKey ? "back" : "next" };
  if (!characters || spot === "text") return undefined;
  const key = press.key.toLowerCase();
  return Object.hasOwn(actions, key) ? actions[key] : undefined;
}
