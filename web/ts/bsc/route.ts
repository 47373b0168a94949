// Which part of the page the address shows: "#T05", "#bsc-2026-T05-03", "#check-ergebnis".
import type { Catalogue } from "./types.js";

/** The views of the page; "check-" stands before them in its address. */
export const views = ["angaben", "fragen", "ergebnis", "massnahmen", "berichte", "sichern"] as const;
export type View = (typeof views)[number];

export interface Route {
  view: View;
  /** The topic that the view of questions shows. */
  topic: string;
  /** The question that gets the focus; "" for none. */
  question: string;
}

/** Where an address leads; to the question at which somebody left, if it says nothing. */
export function routeOf(hash: string, { questions, topics }: Catalogue, at: string): Route {
  const name = hash.replace(/^#/, "");
  const left = questions.find(({ id }) => id === at);
  const topic = left?.topic ?? topics[0]?.id ?? "";
  const view = views.find((known) => `check-${known}` === name);
  if (view) return { view, topic, question: "" };
  const question = questions.find(({ id }) => id === name);
  if (question) return { view: "fragen", topic: question.topic, question: question.id };
  const named = topics.find(({ id }) => id === name);
  if (named) return { view: "fragen", topic: named.id, question: "" };
  return { view: "fragen", topic, question: name === "" ? (left?.id ?? "") : "" };
}

/** The id of the question to go to from another one; undefined if there is none. */
export function neighbour({ questions }: Catalogue, from: string, where: "next" | "back" | "open", isOpen: (id: string) => boolean): string | undefined {
  const at = questions.findIndex(({ id }) => id === from);
  if (where === "next") return questions[at + 1]?.id;
  if (where === "back") return at > 0 ? questions[at - 1]?.id : undefined;
  // The next open one, from the beginning again after the last.
  return [...questions.slice(at + 1), ...questions.slice(0, at + 1)].find(({ id }) => id !== from && isOpen(id))?.id;
}
