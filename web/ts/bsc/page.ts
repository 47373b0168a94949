// The page "Selbstcheck": one catalogue of questions, one topic at a time. What
// is answered is kept in this browser at once and goes nowhere.
import { element, part } from "../dom.js";
import { profileKey, storedProfile } from "../exchange/profile.js";
import { wordsOf, type Words } from "../exchange/words.js";
import { newest } from "./compare.js";
import { numberOf } from "./card.js";
import type { CheckData, CheckSource, Offer } from "./data.js";
import { Documents } from "./documents.js";
import { QuestionList, type Listener } from "./list.js";
import { measureRows } from "./measures.js";
import { printable } from "./printable.js";
import { measures } from "./report.js";
import { Results } from "./results.js";
import { neighbour, routeOf, type Route } from "./route.js";
import { evaluate } from "./score.js";
import { details, kept, replyOf, withReply, type Detail } from "./state.js";
import { keepSettings, keyOf, settingsFrom, Store, type Settings, type Shelf } from "./store.js";
import { Transfer } from "./transfer.js";
import { answers, type Catalogue, type Release, type Reply, type SheetData } from "./types.js";

/** A catalogue that is open, with all that shows it. */
interface Open {
  offer: Offer;
  catalogue: Catalogue;
  release: Release | undefined;
  store: Store;
  list: QuestionList;
  results: Results;
}

/** The label of what has answers in it. */
const filledLabel = "TLP:AMBER+STRICT";

export class CheckPage implements Listener {
  private readonly words: Words;
  private readonly settings: Settings;
  private readonly documents: Documents;
  private open!: Open;
  private route!: Route;
  /** That of the page, while another one is printed. */
  private label: string | undefined;

  /** home makes addresses of pages; shelf is where answers are kept. */
  constructor(
    private readonly root: HTMLElement,
    private readonly source: CheckSource,
    private readonly data: CheckData,
    private readonly home: (url: string) => string,
    private readonly shelf: Shelf | undefined,
  ) {
    this.words = wordsOf(data.words, data.lang);
    this.settings = settingsFrom(shelf);
    this.documents = new Documents(root, source, data, this.words, () => ({ ...this.open, sheet: this.sheet() }));
    new Transfer(root, source, this.words, {
      open: () => ({ offer: this.open.offer, catalogue: this.open.catalogue, sheet: this.sheet(), state: this.open.store.state }),
      take: (change) => this.change(change),
      erase: () => this.erase(),
    });
  }

  /** Shows the catalogue of the address, the last one, or the first. */
  async start(): Promise<void> {
    const { catalogues } = this.data;
    const named = catalogues.find(({ id }) => location.hash.startsWith(`#${id}-`));
    const offer = named ?? catalogues.find(({ id }) => id === this.settings.catalogue) ?? catalogues[0];
    if (!offer) throw new Error("no catalogue");
    await this.load(offer);
    this.chooser();
    this.listen();
    // A small window shows the questions first.
    part(this.root, "topics-fold", HTMLDetailsElement).open = matchMedia("(width >= 64rem)").matches;
    this.root.hidden = false;
    this.arrive();
    if (location.hash !== "" || this.route.question !== "") this.focusArrival();
  }

  private async load(offer: Offer): Promise<void> {
    const [catalogue, releases] = await Promise.all([this.source.catalogue(offer), this.source.releases()]);
    const release = newest(releases, catalogue.id);
    const frame = part(this.root, "questions", HTMLElement);
    this.open = {
      offer, catalogue, release,
      store: new Store(catalogue.id, this.shelf),
      list: new QuestionList(frame, this.words, catalogue, this.settings, this, this.home),
      results: new Results(part(this.root, "results", HTMLElement), this.words, catalogue, release),
    };
    this.open.list.showKeys(this.settings.keys);
    part(this.root, "compare-head", HTMLElement).hidden = !release;
    this.documents.forget();
    this.set({ catalogue: catalogue.id });
    void this.prepare(offer);
  }

  /** Fetches all that may be needed before anybody needs it: nothing is asked for later. */
  private async prepare({ sheets }: Offer): Promise<void> {
    delete this.root.dataset["ready"];
    await Promise.allSettled([...Object.values(sheets), ...Object.values(this.data.shells)].map((form) => this.source.form(form)));
    this.root.dataset["ready"] = "";
  }

  /** The choice of a catalogue, where there are several. */
  private chooser(): void {
    const select = part(this.root, "catalogue", HTMLSelectElement);
    const { catalogues } = this.data;
    select.replaceChildren(...catalogues.map(({ id, title, questions }) => new Option(this.words("catalogue", { title, questions }), id)));
    select.value = this.open.offer.id;
    part(this.root, "catalogues", HTMLElement).hidden = catalogues.length < 2;
    select.addEventListener("change", () => {
      const offer = catalogues.find(({ id }) => id === select.value);
      if (offer) void this.load(offer).then(() => this.arrive(""), () => this.say(this.words("failed")));
    });
  }

  private listen(): void {
    const { root } = this;
    addEventListener("hashchange", () => {
      this.arrive();
      this.focusArrival();
    });
    addEventListener("storage", ({ key }) => {
      if (key !== null && !key.startsWith(keyOf(this.open.catalogue.id)) && key !== profileKey) return;
      this.open.store.read(); // answered in another tab
      this.refresh();
    });
    addEventListener("beforeprint", () => this.print());
    addEventListener("afterprint", () => this.unprint());
    part(root, "next", HTMLButtonElement).addEventListener("click", () => this.go(this.open.store.state.at, "open"));
    for (const [name, step] of [["topic-back", -1], ["topic-next", 1]] as const) part(root, name, HTMLButtonElement).addEventListener("click", () => this.turn(step));
    for (const name of ["keys", "onward"] as const) {
      const box = part(root, name, HTMLInputElement);
      box.checked = this.settings[name];
      box.addEventListener("change", () => {
        this.set({ [name]: box.checked });
        this.open.list.showKeys(this.settings.keys);
      });
    }
    part(root, "details", HTMLElement).addEventListener("input", ({ target }) => {
      if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
      const name = details.find((detail) => detail === target.name);
      if (name) this.change((sheet) => ({ ...sheet, [name]: kept(target.value) }));
    });
  }

  private set(change: Partial<Settings>): void {
    Object.assign(this.settings, change);
    keepSettings(this.shelf, this.settings);
  }

  /** The sheet as it goes into files: the name comes from "Meine Kommune" where none was typed. */
  private sheet(): SheetData {
    const { sheet } = this.open.store;
    return sheet.member ? sheet : { ...sheet, member: kept(storedProfile()["kommune.name"]) };
  }

  private change(change: (sheet: SheetData) => SheetData): void {
    this.open.store.change(change);
    this.refresh();
  }

  reply(id: string, change: Partial<Reply>): void {
    const clean = Object.fromEntries(Object.entries(change).map(([key, value]) => [key, kept(value)])) as Partial<Reply>;
    this.change((sheet) => withReply(sheet, id, clean));
    const question = this.open.catalogue.questions.find((known) => known.id === id);
    if (question && change.answer !== undefined) {
      this.say(this.words(change.answer === "" ? "said.cleared" : "said.answer", { no: numberOf(question), answer: change.answer && this.words(`answer.${change.answer}`) }));
    }
  }

  visit(id: string): void {
    this.open.store.visit(id);
  }

  go(from: string, where: "next" | "back" | "open"): void {
    const { catalogue, store } = this.open;
    const id = neighbour(catalogue, from, where, (one) => replyOf(store.sheet, one).answer === "");
    const question = catalogue.questions.find((known) => known.id === id);
    if (!question) {
      const open = evaluate(catalogue, store.sheet).total.open;
      return this.say(open > 0 ? this.words(where === "back" ? "said.first" : "said.last", { n: open }) : this.words("said.done"));
    }
    // Coming back leads to the question, not to the address of a topic that was left.
    if (location.hash !== "") history.replaceState(null, "", location.pathname + location.search);
    this.showRoute({ view: "fragen", topic: question.topic, question: question.id });
    this.open.list.focus(question.id);
  }

  private turn(step: -1 | 1): void {
    const { topics } = this.open.catalogue;
    const next = topics[topics.findIndex(({ id }) => id === this.route.topic) + step];
    location.hash = next ? `#${next.id}` : "#check-ergebnis";
  }

  private arrive(hash = location.hash): void {
    this.showRoute(routeOf(hash, this.open.catalogue, this.open.store.state.at));
  }

  private focusArrival(): void {
    if (this.route.question !== "" && this.open.list.focus(this.route.question)) return;
    const heading = this.root.querySelector<HTMLElement>(`[data-view="${this.route.view}"] [data-part$="heading"]`);
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: "start" });
  }

  private showRoute(route: Route): void {
    this.route = route;
    const { root } = this;
    for (const section of root.querySelectorAll<HTMLElement>("[data-view]")) section.hidden = section.dataset["view"] !== route.view;
    for (const link of root.querySelectorAll<HTMLAnchorElement>("[data-to]")) {
      if (link.dataset["to"] === route.view) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    const { topics } = this.open.catalogue;
    const at = topics.findIndex(({ id }) => id === route.topic);
    const topic = topics[at];
    if (topic) {
      part(root, "topic-heading", HTMLElement).textContent = `${topic.id} ${topic.title}`;
      part(root, "topic-about", HTMLElement).textContent = topic.about;
      this.open.list.show(topic, this.open.store.sheet);
    }
    part(root, "topic-back", HTMLButtonElement).hidden = at <= 0;
    part(root, "topic-next-label", HTMLElement).textContent = this.words(at + 1 < topics.length ? "topic.next" : "topic.last");
    this.refresh();
  }

  /** Shows what is stored, in all that can be seen. */
  private refresh(): void {
    const { catalogue, store, list, results } = this.open;
    const { sheet } = store;
    this.progress();
    part(this.root, "unkept", HTMLElement).hidden = store.keeps;
    if (this.route.view === "fragen") list.update(sheet);
    if (this.route.view === "ergebnis") this.showResults(results, sheet);
    if (this.route.view === "massnahmen") {
      const list = measures(catalogue, sheet);
      part(this.root, "measures", HTMLElement).replaceChildren(...measureRows(list, sheet, this.words));
      part(this.root, "measures-table", HTMLElement).hidden = list.length === 0;
      part(this.root, "measures-none", HTMLElement).hidden = list.length > 0;
    }
    if (this.route.view === "angaben") this.showDetails(sheet);
    if (this.route.view === "berichte") this.documents.refresh();
  }

  private showResults(results: Results, sheet: SheetData): void {
    results.show(sheet);
    const bare = this.open.catalogue.questions.filter(({ id }) => replyOf(sheet, id).answer === "entbehrlich" && replyOf(sheet, id).reason === "");
    part(this.root, "unreasoned", HTMLElement).hidden = bare.length === 0;
    part(this.root, "unreasoned-list", HTMLElement).replaceChildren(...bare.map((question) => {
      const link = element("a", "", `${numberOf(question)} ${question.short}`);
      link.href = `#${question.id}`;
      return element("li", "", link);
    }));
  }

  private showDetails(sheet: SheetData): void {
    const form = part(this.root, "details", HTMLElement);
    const shown: Record<Detail, string> = { ...sheet, member: this.sheet().member };
    for (const control of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[name]")) {
      const name = details.find((detail) => detail === control.name);
      if (name && control !== document.activeElement) control.value = shown[name];
    }
  }

  private progress(): void {
    const { catalogue, store } = this.open;
    const { total, topics } = evaluate(catalogue, store.sheet);
    const done = total.questions - total.open;
    part(this.root, "count", HTMLElement).textContent = this.words("progress", { count: done, of: total.questions });
    Object.assign(part(this.root, "bar", HTMLProgressElement), { max: Math.max(total.questions, 1), value: done });
    part(this.root, "next", HTMLButtonElement).disabled = total.open === 0;
    part(this.root, "topics", HTMLElement).replaceChildren(...catalogue.topics.map(({ id, title }, i) => {
      const score = topics[i] ?? total;
      const count = element("span", score.open === 0 ? "check-count check-full" : "check-count", `${score.questions - score.open}/${score.questions}`);
      const link = element("a", "check-topic", element("span", "check-topic-name", `${id} ${title}`), " ", count);
      link.href = `#${id}`;
      if (id === this.route.topic && this.route.view === "fragen") link.setAttribute("aria-current", "true");
      return element("li", "", link);
    }));
  }

  /** Puts on paper what belongs there. What has answers stays in the house, and every sheet says so. */
  private print(): void {
    const shown = this.route.view === "berichte" && this.documents.shown;
    const { catalogue, store } = this.open;
    this.root.dataset["print"] = shown ? "report" : "list";
    part(this.root, "printable", HTMLElement).replaceChildren(...(shown ? [] : printable(catalogue, this.sheet(), this.words, answers)));
    this.label ??= document.body.dataset["tlp"];
    if (shown || Object.keys(store.sheet.replies).length > 0) document.body.dataset["tlp"] = filledLabel;
  }

  private unprint(): void {
    if (this.label !== undefined) document.body.dataset["tlp"] = this.label;
    part(this.root, "printable", HTMLElement).replaceChildren();
  }

  private erase(): void {
    this.open.store.erase();
    this.documents.forget();
    for (const control of part(this.root, "details", HTMLElement).querySelectorAll<HTMLInputElement | HTMLSelectElement>("[name]")) control.value = "";
    this.refresh();
  }

  private say(text: string): void {
    part(this.root, "said", HTMLElement).textContent = text;
  }
}
