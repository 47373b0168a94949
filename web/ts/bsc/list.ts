// The questions of one topic with their answers, as a list in which keys count.
import { element } from "../dom.js";
import type { Words } from "../exchange/words.js";
import { card, type Card } from "./card.js";
import { actionOf, type Spot } from "./keys.js";
import type { Settings } from "./store.js";
import type { Catalogue, Reply, SheetData, Topic } from "./types.js";

/** What the list tells the page. */
export interface Listener {
  /** A reply has changed. */
  reply(id: string, change: Partial<Reply>): void;
  /** A question has the focus. */
  visit(id: string): void;
  /** Somebody wants to go on from a question. */
  go(from: string, where: "next" | "back" | "open"): void;
}

/** The list; it shows one topic at a time. */
export class QuestionList {
  private readonly root = element("ol", "check-list");
  private cards = new Map<string, Card>();
  private topic = "";

  constructor(
    frame: HTMLElement,
    private readonly words: Words,
    private readonly catalogue: Catalogue,
    private readonly settings: Settings,
    private readonly listener: Listener,
    /** The address of a page of the site. */
    private readonly home: (url: string) => string,
  ) {
    this.root.addEventListener("keydown", (event) => this.pressed(event));
    this.root.addEventListener("focusin", ({ target }) => {
      const id = questionOf(target);
      if (id) listener.visit(id);
    });
    frame.replaceChildren(this.root);
  }

  /** Shows the questions of a topic, unless they are there. */
  show(topic: Topic, sheet: SheetData): void {
    if (this.topic !== topic.id) {
      this.topic = topic.id;
      const questions = this.catalogue.questions.filter((question) => question.topic === topic.id);
      this.cards = new Map(questions.map((question) => [question.id, card(question, this.words, this.listener, this.home)]));
      this.root.replaceChildren(...[...this.cards.values()].map(({ frame }) => element("li", "check-item", frame)));
    }
    this.update(sheet);
  }

  /** Shows the answers of a sheet. */
  update(sheet: SheetData): void {
    for (const card of this.cards.values()) card.show(sheet);
  }

  /** Whether keys are shown beside the answers. */
  showKeys(shown: boolean): void {
    this.root.classList.toggle("check-keys", shown);
  }

  /** Puts the focus on the answers to a question; false if the list does not show it. */
  focus(id: string): boolean {
    const card = this.cards.get(id);
    card?.focus();
    return card !== undefined;
  }

  private pressed(event: KeyboardEvent): void {
    const id = questionOf(event.target);
    const card = this.cards.get(id);
    const action = card && actionOf(event, spotOf(event.target), this.settings.keys);
    if (!action) return;
    event.preventDefault();
    if ("go" in action) return this.listener.go(id, action.go);
    this.listener.reply(id, { answer: action.answer });
    if (action.answer === "entbehrlich" && !card.reasoned()) card.ask();
    else if (action.answer !== "" && this.settings.onward) this.listener.go(id, "next");
    else card.focus();
  }
}

const questionOf = (target: EventTarget | null): string =>
  (target instanceof Element ? target.closest<HTMLElement>("[data-question]")?.dataset["question"] : undefined) ?? "";

function spotOf(target: EventTarget | null): Spot {
  if (target instanceof HTMLTextAreaElement) return "text";
  if (target instanceof HTMLInputElement) return target.type === "radio" ? "answers" : "text";
  return "other";
}
