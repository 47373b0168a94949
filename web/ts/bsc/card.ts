// One question: its answers, what helps to answer it, and what there is to say about the answer.
import { element } from "../dom.js";
import type { Words } from "../exchange/words.js";
import { shown as keys } from "./keys.js";
import type { Listener } from "./list.js";
import { longest, replyOf } from "./state.js";
import { answers, type Question, type Reply, type SheetData } from "./types.js";

type Note = "reason" | "responsible" | "due";
type Control = HTMLInputElement | HTMLTextAreaElement;

/** A question on the page. */
export interface Card {
  frame: HTMLElement;
  /** Shows the reply of a sheet, but for what is being typed. */
  show(sheet: SheetData): void;
  focus(): void;
  /** Opens the notes and asks for the reason. */
  ask(): void;
  /** Whether a reason is given. */
  reasoned(): boolean;
}

/** "T05-03", the number as people read it. */
export const numberOf = ({ id, topic }: Question): string => topic + id.slice(id.lastIndexOf("-"));

/** A question with controls that tell the listener what changes. */
export function card(question: Question, words: Words, listener: Listener, home: (url: string) => string): Card {
  const { id } = question;
  const radios = answers.map((answer) => {
    const input = element("input", "check-radio");
    return Object.assign(input, { type: "radio", name: id, value: answer, id: `${id}-${answer}` });
  });
  const labels = radios.map((input, i) => {
    const answer = answers[i] ?? "ja";
    const key = element("kbd", "check-key", keys[answer]);
    key.ariaHidden = "true";
    const made = element("label", `check-answer check-answer-${answer}`, input, element("span", "check-word", words(`answer.${answer}`)), key);
    input.addEventListener("change", () => listener.reply(id, { answer }));
    return made;
  });
  const clear = element("button", "check-clear", words("clear"));
  clear.type = "button";
  clear.append(element("span", "kern-sr-only", words("clear.of", { no: numberOf(question) })));
  clear.addEventListener("click", () => {
    listener.reply(id, { answer: "" });
    radios[0]?.focus();
  });
  const notes = new Notes(question, words, listener);
  const legend = element("legend", "check-legend", element("span", "check-no", numberOf(question)), " ", question.text);
  const frame = element("fieldset", "check-question", legend, element("div", "check-answers", ...labels, clear), help(question, words, home), notes.frame);
  frame.id = id;
  frame.dataset["question"] = id;

  const focus = (): void => (radios.find(({ checked }) => checked) ?? radios[0])?.focus();
  return {
    frame,
    focus,
    ask: () => notes.ask(),
    reasoned: () => notes.value("reason") !== "",
    show(sheet) {
      const reply = replyOf(sheet, id);
      for (const radio of radios) radio.checked = radio.value === reply.answer;
      clear.hidden = reply.answer === "";
      frame.dataset["answer"] = reply.answer;
      notes.show(reply);
    },
  };
}

/** Help, evidence, facts and pages, folded. */
function help(question: Question, words: Words, home: (url: string) => string): HTMLElement {
  const facts = words("facts", { weight: question.weight, effort: question.effort, priority: question.priority });
  const made = element("details", "check-help", element("summary", "", words("help")), element("p", "", question.help));
  made.append(element("p", "", element("strong", "", words("evidence")), " ", question.evidence));
  made.append(element("p", "check-facts", facts, " ", sources(question, words)));
  if (question.links.length > 0) {
    const links = question.links.map(({ title, url }) => {
      const link = element("a", "", title);
      link.href = home(url);
      return element("li", "", link);
    });
    made.append(element("p", "check-links", words("links")), element("ul", "", ...links));
  }
  return made;
}

function sources({ refs }: Question, words: Words): string {
  const named = [refs.grundschutz, refs.wiba, refs.gspp, refs.bcm].flatMap((list, i) => {
    const text = list?.join(", ") ?? "";
    return text === "" ? [] : [words(["refs.grundschutz", "refs.wiba", "refs.gspp", "refs.bcm"][i] ?? "", { ids: text })];
  });
  return named.join(" · ");
}

/** Reason or remark, who does it, until when; folded until there is something to say. */
class Notes {
  readonly frame = element("details", "check-notes");
  private readonly controls: Record<Note, Control>;
  private readonly wanted: HTMLElement;

  constructor({ id }: Question, private readonly words: Words, private readonly listener: Listener) {
    const reason = element("textarea", "field-input check-reason");
    reason.rows = 2;
    this.controls = { reason, responsible: element("input", "field-input"), due: element("input", "field-input") };
    this.wanted = element("p", "check-wanted", words("reason.wanted"));
    this.wanted.id = `${id}-fehlt`;
    const fields = (Object.keys(this.controls) as Note[]).map((note) => this.field(id, note));
    this.frame.append(element("summary", "", words("notes")), element("div", "check-fields", ...fields));
  }

  private field(id: string, note: Note): HTMLElement {
    const control = this.controls[note];
    Object.assign(control, { id: `${id}-${note}`, autocomplete: "off", maxLength: longest.value });
    control.addEventListener("input", () => this.listener.reply(id, { [note]: control.value }));
    const label = element("label", "field-label", this.words(`notes.${note}`));
    label.htmlFor = control.id;
    const made = element("div", `field check-field-${note}`, label);
    if (note === "reason") {
      control.setAttribute("aria-describedby", this.wanted.id);
      made.append(this.wanted);
    }
    made.append(control);
    return made;
  }

  show(reply: Reply): void {
    for (const note of Object.keys(this.controls) as Note[]) {
      const control = this.controls[note];
      if (control === document.activeElement) continue;
      // A day has its picker; what a sheet says instead of a day stays as it was written.
      if (note === "due" && control instanceof HTMLInputElement) control.type = /^(\d{4}-\d\d-\d\d)?$/.test(reply.due) ? "date" : "text";
      control.value = reply[note];
    }
    const unreasoned = reply.answer === "entbehrlich" && reply.reason === "";
    this.wanted.hidden = !unreasoned;
    this.controls.reason.required = reply.answer === "entbehrlich";
    if (unreasoned) this.frame.open = true;
    this.frame.classList.toggle("check-said", reply.reason + reply.responsible + reply.due !== "");
  }

  ask(): void {
    this.frame.open = true;
    this.controls.reason.focus();
  }

  value(note: Note): string {
    return this.controls[note].value.trim();
  }
}
