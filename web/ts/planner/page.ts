// The planner in the browser: a list is pasted, dates are chosen, the proposal is changed, a sheet is taken along. Nothing is sent or kept.
import { element, part } from "../dom.js";
import { handOut } from "../exchange/api.js";
import { types } from "../exchange/names.js";
import { csvOf, workbookOf, type Row } from "./files.js";
import { bounds, countsOf, faultsOf, propose, readPeople, stays, type Fault, type Person } from "./split.js";

/** A date as it is chosen: what people read, and a short form for narrow columns. */
interface Choice {
  label: string;
  short: string;
}

export class Planner {
  private people: Person[] = [];
  private dates: Choice[] = [];
  private plan: number[] = [];
  private readonly list: HTMLTextAreaElement;
  private readonly own: HTMLTextAreaElement;
  private readonly seats: HTMLInputElement;
  private readonly said: HTMLElement;
  private typed = false;

  constructor(private readonly root: HTMLElement) {
    this.list = part(root, "people", HTMLTextAreaElement);
    this.own = part(root, "own", HTMLTextAreaElement);
    this.seats = part(root, "seats", HTMLInputElement);
    this.said = part(root, "said", HTMLElement);
    this.seats.addEventListener("input", () => (this.typed = true));
    for (const box of this.boxes()) box.addEventListener("change", () => this.suggestSeats());
    const click = (name: string, use: () => void): void => part(root, name, HTMLButtonElement).addEventListener("click", use);
    click("sample", () => {
      this.list.value = this.word("sample");
      this.list.focus();
    });
    click("propose", () => this.propose());
    click("xlsx", () => this.take("xlsx"));
    click("csv", () => this.take("csv"));
    click("print", () => print());
    this.suggestSeats();
    root.hidden = false;
  }

  private boxes(): HTMLInputElement[] {
    return [...this.root.querySelectorAll<HTMLInputElement>("input[data-date]")];
  }

  /** A text of the page with its {names} filled. */
  private word(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    return (this.root.dataset[key] ?? "").replace(/\{(\w+)\}/g, (hole, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : hole));
  }

  private unit = (name: string): string => name || this.word("nounit");

  /** The seats of one house, as long as nobody typed another number. */
  private suggestSeats(): void {
    if (this.typed) return;
    const shares = this.boxes().filter(({ checked }) => checked).map((box) => Number(box.dataset["share"] ?? 0));
    this.seats.value = String(shares.length > 0 ? Math.min(...shares) : 0);
  }

  private chosen(): Choice[] {
    const marked = this.boxes().filter(({ checked }) => checked).map((box) => ({ label: box.dataset["date"] ?? "", short: box.dataset["short"] ?? "" }));
    const typed = this.own.value.split(/\r?\n/).map((line) => line.trim().slice(0, bounds.text)).filter((line) => line !== "").map((line) => ({ label: line, short: line }));
    return [...marked, ...typed];
  }

  private propose(): void {
    const people = readPeople(this.list.value);
    const dates = this.chosen();
    if (people.length === 0) return this.refuse("nopeople", this.list);
    if (dates.length < bounds.dates.least || dates.length > bounds.dates.most) return this.refuse("nodates", this.boxes()[0] ?? this.own);
    [this.people, this.dates, this.plan] = [people, dates, propose(people, dates.length)];
    this.rows();
    this.update();
    part(this.root, "result", HTMLElement).hidden = false;
    part(this.root, "heading", HTMLElement).focus();
  }

  /** Says what is missing, and leads there. */
  private refuse(key: string, to: HTMLElement): void {
    this.said.textContent = this.word(key);
    to.focus();
  }

  /** One row a person, in the order of the units. */
  private rows(): void {
    const body = part(this.root, "rows", HTMLElement);
    body.replaceChildren();
    const order = this.people.map((_, i) => i);
    const first = new Map<string, number>();
    this.people.forEach(({ unit }, i) => first.has(unit) || first.set(unit, i));
    order.sort((a, b) => (first.get(this.people[a]?.unit ?? "") ?? 0) - (first.get(this.people[b]?.unit ?? "") ?? 0) || a - b);
    for (const i of order) {
      const { name = "", unit = "" } = this.people[i] ?? {};
      const select = element("select", "");
      select.setAttribute("aria-label", this.word("datefor", { name: name || this.word("noname"), unit: this.unit(unit) }));
      for (const [date, { label }] of this.dates.entries()) select.append(new Option(label, String(date)));
      select.append(new Option(this.word("stays"), String(stays)));
      select.value = String(this.plan[i]);
      select.addEventListener("change", () => {
        this.plan[i] = Number(select.value);
        this.update();
      });
      const head = element("th", "", name || this.word("noname"));
      head.scope = "row";
      body.append(element("tr", "", element("td", "", this.unit(unit)), head, element("td", "", select)));
    }
  }

  /** What the plan comes to: faults, and a table of units by dates. */
  private update(): void {
    const most = Number(this.seats.value);
    const faults = faultsOf(this.people, this.plan, this.dates.map(() => (Number.isFinite(most) ? most : 0)));
    const wrong = faults.filter(({ kind }) => kind !== "alone");
    const notes = part(this.root, "notes", HTMLElement);
    notes.replaceChildren(...faults.map((fault) => element("li", fault.kind === "empty" ? "planner-wrong" : "", this.tell(fault, most))));
    notes.hidden = faults.length === 0;
    this.said.textContent = wrong.length === 0 ? this.word("fine", { n: this.people.length, dates: this.dates.length }) : this.word("wrong", { n: wrong.length }) + " " + wrong.map((fault) => this.tell(fault, most)).join(" ");
    this.table();
  }

  private tell({ kind, unit, date, count }: Fault, seats: number): string {
    return this.word(`fault${kind}`, { unit: this.unit(unit), date: this.dates[date]?.label ?? this.word("stays"), n: count, seats });
  }

  private table(): void {
    const head = part(this.root, "table-head", HTMLElement);
    const heading = (text: string, scope: "col" | "row"): HTMLElement => {
      const made = element("th", "", text);
      made.scope = scope;
      return made;
    };
    head.replaceChildren(heading(this.word("unit"), "col"), ...this.dates.map(({ short }) => heading(short, "col")));
    const body = part(this.root, "table-body", HTMLElement);
    const counts = countsOf(this.people, this.plan, this.dates.length);
    body.replaceChildren(
      ...counts.map(({ unit, size, away }) =>
        element("tr", "", heading(this.unit(unit), "row"), ...away.map((n) => element("td", n === size ? "planner-empty" : "", this.word(n === size ? "allaway" : "away", { n, size })))),
      ),
    );
    const totals = this.dates.map((_, date) => this.plan.filter((at) => at === date).length);
    body.append(element("tr", "", heading(this.word("total"), "row"), ...totals.map((n) => element("td", "", String(n)))));
  }

  private take(format: "xlsx" | "csv"): void {
    const place = (date: number): string => this.dates[date]?.label ?? this.word("stays");
    const head: Row = [this.word("unit"), this.word("name"), this.word("date")];
    const order = this.people.map((person, i) => ({ ...person, date: this.plan[i] ?? stays }));
    const rows: Row[] = [head, ...order.map(({ name, unit, date }) => [unit, name, place(date)])];
    const counts: Row[] = [[this.word("unit"), ...this.dates.map(({ label }) => label), this.word("size")]];
    for (const { unit, size, away } of countsOf(this.people, this.plan, this.dates.length)) counts.push([this.unit(unit), ...away, size]);
    const name = `${this.word("file")}.${format}`;
    if (format === "csv") return handOut(name, new Blob([csvOf(rows) as Uint8Array<ArrayBuffer>], { type: "text/csv;charset=utf-8" }));
    const book = workbookOf([
      { name: this.word("sheetpeople"), rows, widths: [28, 28, 60] },
      { name: this.word("sheetunits"), rows: counts, widths: [28, ...this.dates.map(() => 30), 12] },
    ]);
    handOut(name, new Blob([book as Uint8Array<ArrayBuffer>], { type: types["xlsx"] ?? "" }));
  }
}
