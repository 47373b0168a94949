// The page "Abgleich": takes a list, asks about what is not certain and shows
// what the neighbours have and the list does not. All of it stays in this
// browser.
import { element, part } from "../dom.js";
import { handOut } from "../exchange/api.js";
import { officeFile } from "../exchange/copy.js";
import { types } from "../exchange/names.js";
import { wordsOf, type Words } from "../exchange/words.js";
import { most as bounds, readWorkbook, Refused } from "../bsc/workbook.js";
import type { Form } from "../office/form.js";
import { decide, empty, judge, meant, parseState, resultOf, storeKey, valuesOf, withLines, type State } from "./complete-state.js";
import { coveredItems, foreignItems, missingAreas, openItems, type Actions, type Shown } from "./complete-view.js";
import { listFromText, listFromWorkbook, ListRefused, most, type List } from "./list.js";
import { Matcher, type Duty, type Match, type MatchData } from "./match.js";

/** daten.js, written by internal/site (bia_match.go). */
export interface PageData {
  words: Readonly<Record<string, string>>;
  match: MatchData;
  pages: Readonly<Record<string, string>>;
  forms: Readonly<Record<string, string>>;
  rows: number;
}

/** How many lines are matched before the browser may do something else. */
const atOnce = 40;

export class CompletePage {
  private readonly words: Words;
  private readonly matcher: Matcher;
  private readonly shown: Shown;
  private readonly known = new Map<string, Match>();
  private readonly forms = new Map<string, Form>();
  private state: State = empty;
  private run = 0;

  /** home is the folder of the site, form loads a form by its script. */
  constructor(private readonly root: HTMLElement, private readonly data: PageData, address: (url: string) => string, private readonly form: (script: string) => Promise<Form>) {
    this.words = wordsOf(data.words, document.documentElement.lang);
    this.matcher = new Matcher(data.match);
    this.shown = {
      data: data.match,
      byId: new Map(data.match.processes.map((process) => [process.id, process])),
      words: this.words,
      address: (id) => (Object.hasOwn(data.pages, id) ? address(data.pages[id] ?? "") : ""),
    };
  }

  /** Shows what is stored and begins to listen. */
  async start(): Promise<void> {
    this.listen();
    this.read();
    part(this.root, "text", HTMLTextAreaElement).value = this.state.lines.map(({ text }) => text).join("\n");
    this.root.hidden = false;
    await this.show();
    // Nothing is loaded later: what somebody does here no server sees.
    for (const [format, script] of Object.entries(this.data.forms)) this.forms.set(format, await this.form(script));
    this.root.dataset["ready"] = "";
  }

  private listen(): void {
    const file = part(this.root, "file", HTMLInputElement);
    const text = part(this.root, "text", HTMLTextAreaElement);
    part(this.root, "compare", HTMLButtonElement).addEventListener("click", () => void this.take(() => listFromText(text.value)));
    part(this.root, "choose", HTMLButtonElement).addEventListener("click", () => file.click());
    file.addEventListener("change", () => void this.open(file.files?.[0]).finally(() => (file.value = "")));
    const drop = part(this.root, "drop", HTMLElement);
    drop.addEventListener("dragover", (event) => event.preventDefault());
    drop.addEventListener("drop", (event) => {
      const dropped = event.dataTransfer?.files[0];
      if (!dropped) return;
      event.preventDefault();
      void this.open(dropped);
    });
    for (const box of this.boxes()) box.addEventListener("change", () => this.change({ ...this.state, duties: this.boxes().filter(({ checked }) => checked).map(({ value }) => value as Duty) }));
    part(this.root, "accept", HTMLButtonElement).addEventListener("click", () => this.accept());
    for (const one of this.root.querySelectorAll<HTMLButtonElement>("[data-export]")) one.addEventListener("click", () => this.export(one.dataset["export"] ?? ""));
    const erase = part(this.root, "erase-dialog", HTMLDialogElement);
    part(this.root, "erase", HTMLButtonElement).addEventListener("click", () => erase.showModal());
    erase.addEventListener("close", () => erase.returnValue === "erase" && this.erase());
    addEventListener("storage", ({ key }) => {
      if (key !== storeKey && key !== null) return;
      this.read();
      void this.show();
    });
  }

  private boxes(): HTMLInputElement[] {
    return [...this.root.querySelectorAll<HTMLInputElement>("[data-part=duties] input")];
  }

  /** Reads a file that was chosen or dropped. */
  private async open(file: File | undefined): Promise<void> {
    if (!file) return;
    const data = file.size > bounds.file ? undefined : new Uint8Array(await file.arrayBuffer());
    await this.take(() => {
      if (!data) throw new Refused("large");
      const zip = data[0] === 0x50 && data[1] === 0x4b;
      if (zip || (data[0] === 0xd0 && data[1] === 0xcf)) return listFromWorkbook(readWorkbook(data));
      if (data.includes(0)) throw new Refused("no-workbook");
      return listFromText(decoded(data));
    });
  }

  /** Takes a list over, or says why not. */
  private async take(read: () => List): Promise<void> {
    try {
      const list = read();
      this.change(withLines(this.state, list.lines), false);
      part(this.root, "text", HTMLTextAreaElement).value = list.lines.join("\n");
      const notes = [this.words("read", { n: list.lines.length })];
      if (list.headings > 0) notes.push(this.words("read.headings", { n: list.headings }));
      if (list.twice > 0) notes.push(this.words("read.twice", { n: list.twice }));
      if (list.broken.length > 0) notes.push(this.words("read.broken", { n: list.broken.length, cells: list.broken.slice(0, 12).join(", ") }));
      this.say("input-status", notes);
      if (await this.show()) part(this.root, "result-heading", HTMLElement).focus();
    } catch (error) {
      if (error instanceof ListRefused) this.say("input-status", [this.words(`refused.${error.reason}`, { n: error.n, most: error.reason === "rows" ? most.rows : most.lines })]);
      else this.say("input-status", [this.words(`refused.${error instanceof Refused ? error.reason : "broken"}`)]);
    }
  }

  private change(state: State, show = true): void {
    this.state = state;
    try {
      localStorage.setItem(storeKey, JSON.stringify(state));
    } catch {
      this.say("kept", [this.words("notKept")]);
    }
    if (show) void this.show();
  }

  private read(): void {
    try {
      this.state = parseState(localStorage.getItem(storeKey) ?? "{}");
    } catch {
      // the storage is switched off: what is known stays
    }
  }

  private erase(): void {
    this.state = empty;
    try {
      localStorage.removeItem(storeKey);
    } catch {
      // there was none
    }
    part(this.root, "text", HTMLTextAreaElement).value = "";
    this.say("input-status", [this.words("erased")]);
    void this.show();
  }

  private matches(): Match[] {
    return this.state.lines.map(({ text }) => this.known.get(text) ?? { status: "none", taken: 0, candidates: [] });
  }

  /** Matches what is not matched yet. Returns false if another list came in between. */
  private async prepare(): Promise<boolean> {
    const run = ++this.run;
    const texts = this.state.lines.map(({ text }) => text).filter((text) => !this.known.has(text));
    for (const [i, text] of texts.entries()) {
      if (i % atOnce === atOnce - 1) {
        this.say("summary", [this.words("working", { n: i, of: texts.length })]);
        await new Promise((resolve) => setTimeout(resolve));
        if (run !== this.run) return false;
      }
      this.known.set(text, this.matcher.match(text));
    }
    return true;
  }

  private async show(): Promise<boolean> {
    if (!(await this.prepare())) return false;
    for (const box of this.boxes()) box.checked = this.state.duties.includes(box.value as Duty);
    const matches = this.matches();
    const result = resultOf(this.state, matches, this.data.match.processes);
    const fill = (name: string, items: HTMLElement[]): void => {
      part(this.root, name, HTMLElement).replaceChildren(...items);
      part(this.root, `${name}-count`, HTMLElement).textContent = String(name === "missing" ? result.missing.length : items.length);
      part(this.root, `${name}-none`, HTMLElement).hidden = items.length > 0;
    };
    fill("open", openItems(this.shown, this.state, matches, result.open, this.actions));
    fill("missing", missingAreas(this.shown, this.state, result.missing, this.actions));
    fill("covered", coveredItems(this.shown, this.state, matches, result.covered, this.actions));
    fill("foreign", foreignItems(this.shown, this.state, result.foreign, this.actions));
    part(this.root, "result", HTMLElement).hidden = this.state.lines.length === 0;
    part(this.root, "accept", HTMLButtonElement).hidden = result.open.length < 2;
    const numbers = { lines: this.state.lines.length, covered: result.covered.length, open: result.open.length, missing: result.missing.filter(({ verdict }) => !verdict).length, foreign: result.foreign.length };
    this.say("summary", this.state.lines.length === 0 ? [] : [this.words("summary", numbers)]);
    return true;
  }

  private readonly actions: Actions = {
    choose: (line, ids) => void this.decide(line, ids),
    other: (line) => void this.ask(line),
    reopen: (line) => void this.ask(line),
    judge: (id, verdict) => {
      const control = `[data-process="${id}"] select`;
      this.state = judge(this.state, id, verdict);
      this.change(this.state, false);
      void this.show().then(() => this.root.querySelector<HTMLElement>(control)?.focus());
    },
  };

  /** Notes a decision; the focus goes to the next open line, or to the heading. */
  private async decide(line: number, ids: readonly string[]): Promise<void> {
    const list = part(this.root, "open", HTMLElement);
    const before = [...list.children].findIndex((item) => item.contains(document.activeElement) || (item as HTMLElement).dataset["line"] === String(line));
    this.change(decide(this.state, line, ids), false);
    await this.show();
    const next = list.children[Math.min(before, list.children.length - 1)];
    const heading = before < 0 ? "result-heading" : "open-heading";
    (next?.querySelector("button") ?? part(this.root, heading, HTMLElement)).focus();
  }

  /** Takes the first proposal for every open line. */
  private accept(): void {
    const matches = this.matches();
    const { open } = resultOf(this.state, matches, this.data.match.processes);
    this.change(open.reduce((state, at) => decide(state, at, matches[at]?.candidates.slice(0, 1).map(({ id }) => id) ?? []), this.state));
    part(this.root, "missing-heading", HTMLElement).focus();
  }

  /** Asks which processes a line means: any of all, several or none. */
  private async ask(at: number): Promise<void> {
    const line = this.state.lines[at];
    if (!line) return;
    const dialog = part(this.root, "choose-dialog", HTMLDialogElement);
    const select = part(dialog, "processes", HTMLSelectElement);
    const chosen = meant(line, this.known.get(line.text));
    part(dialog, "choose-line", HTMLElement).textContent = line.text;
    select.replaceChildren(
      ...this.data.match.areas.map(({ id, title }) => {
        const group = element("optgroup", "");
        group.label = `${id} ${title}`;
        for (const process of this.data.match.processes.filter(({ area }) => area === id)) {
          const option = element("option", "", `${process.id} ${process.title}`);
          option.value = process.id;
          option.selected = chosen.includes(process.id);
          group.append(option);
        }
        return group;
      }),
    );
    dialog.returnValue = "";
    dialog.showModal();
    select.focus();
    await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
    if (dialog.returnValue === "take") await this.decide(at, [...select.selectedOptions].map(({ value }) => value));
  }

  private export(format: string): void {
    try {
      const form = this.forms.get(format);
      if (!form) throw new Error(`no form for ${format}`);
      const values = valuesOf(this.state, this.matches(), this.data.match.processes, this.words, this.data.rows);
      handOut(`abgleich-prozesse.${format}`, new Blob([officeFile(form, values) as Uint8Array<ArrayBuffer>], { type: types[format] ?? "" }));
      this.say("export-status", [this.words("exported")]);
    } catch {
      this.say("export-status", [this.words("exportFailed")]);
    }
  }

  private say(name: string, lines: readonly string[]): void {
    part(this.root, name, HTMLElement).replaceChildren(...lines.map((line) => element("p", "", line)));
  }
}

/** The text of a file: UTF-8, or what Excel writes in Western Europe. */
function decoded(data: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    return new TextDecoder("windows-1252").decode(data);
  }
}

