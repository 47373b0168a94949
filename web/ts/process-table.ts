// The process catalogue in the browser: filters and sorts the rows of the page.
// Without it the page lists all processes by area.
import { withNumber } from "./filter.js";
import { nextOrder, noFilter, ordered, passes, processRow, readFilter, writeFilter, type ProcessFilter, type ProcessRow } from "./process-rows.js";

interface Entry extends ProcessRow {
  element: HTMLTableRowElement;
}

const keys = Object.keys(noFilter) as (keyof ProcessFilter)[];

/** The row of the page as data. */
function entry(element: HTMLTableRowElement): Entry {
  const data = element.dataset;
  const row = processRow(
    {
      id: data["id"] ?? "",
      area: data["group"] ?? "",
      name: element.querySelector("th")?.textContent?.trim() ?? "",
      units: (data["unit"] ?? "").split("|"),
      duty: data["duty"] ?? "",
      mta: Number(data["mta"]),
      when: (data["when"] ?? "").split(" ").filter(Boolean),
    },
    data["words"] ?? "",
  );
  return { ...row, element };
}

class ProcessTable {
  private readonly entries: Entry[];
  private readonly sections: HTMLElement[];
  private readonly homes: Map<string, HTMLElement>;
  private readonly whole: HTMLTableSectionElement;
  private order = "";
  private later = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly all: HTMLElement,
  ) {
    this.sections = [...document.querySelectorAll<HTMLElement>("section[data-area]")];
    this.entries = [...document.querySelectorAll<HTMLTableRowElement>("tr[data-id]")].map(entry);
    this.homes = new Map(this.sections.map((s) => [s.dataset["area"] ?? "", s.querySelector("tbody")!]));
    this.whole = this.copyTable();
    for (const head of document.querySelectorAll<HTMLElement>("th[data-sort]")) this.makeButton(head);
    form.addEventListener("input", () => this.show());
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => this.show()));
    window.addEventListener("popstate", () => this.fromAddress());
    form.hidden = false;
    this.fromAddress();
  }

  /** A table without rows for the orders that go across areas. */
  private copyTable(): HTMLTableSectionElement {
    const box = this.sections[0]!.querySelector(".table-scroll")!.cloneNode(true) as HTMLElement;
    box.setAttribute("aria-label", this.form.dataset["everything"] ?? "");
    const body = box.querySelector("tbody")!;
    body.replaceChildren();
    this.all.append(box);
    return body;
  }

  /** A head of a column that sorts by it. */
  private makeButton(head: HTMLElement): void {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "process-sort";
    button.append(...head.childNodes);
    button.addEventListener("click", () => {
      const column = head.dataset["sort"] ?? "";
      this.select("sortierung").value = "";
      this.order = nextOrder(this.order, column);
      this.select("sortierung").value = this.order.replace("-", "");
      this.show(this.order);
      const heads = this.order === "" ? this.sections[0] : this.all;
      heads?.querySelector<HTMLElement>(`th[data-sort="${column}"] button`)?.focus();
    });
    head.append(button);
  }

  private select(name: string): HTMLSelectElement | HTMLInputElement {
    return this.form.elements.namedItem(name) as HTMLSelectElement | HTMLInputElement;
  }

  private fromAddress(): void {
    const filter = readFilter(location.search);
    for (const key of keys) this.select(key).value = key === "sortierung" ? filter[key].replace("-", "") : filter[key];
    this.show(filter.sortierung);
  }

  /** Shows what the form says; order stands for its choice where that knows no direction. */
  private show(order?: string): void {
    const filter = { ...noFilter };
    for (const key of keys) filter[key] = this.select(key).value;
    const turned = `-${filter.sortierung}`;
    filter.sortierung = order ?? (this.order === turned && filter.sortierung !== "" ? turned : filter.sortierung);
    if (filter.sortierung !== this.order || order !== undefined) this.arrange(filter.sortierung);
    let found = 0;
    for (const row of this.entries) {
      const hide = !passes(row, filter);
      if (row.element.hidden !== hide) row.element.hidden = hide;
      if (!hide) found++;
    }
    for (const section of this.sections) {
      const empty = this.order !== "" || section.querySelector("tr[data-id]:not([hidden])") === null;
      section.hidden = empty;
      const jump = document.querySelector<HTMLElement>(`.process-areas a[href="#${section.querySelector("h3")?.id}"]`);
      if (jump?.parentElement) jump.parentElement.hidden = empty;
    }
    this.all.hidden = this.order === "" || found === 0;
    this.tell(found);
    this.remember(filter);
  }

  /** Moves the rows into one table, or back to their areas. */
  private arrange(order: string): void {
    this.order = order;
    for (const row of ordered(this.entries, order) as Entry[]) {
      (order === "" ? this.homes.get(row.area) : this.whole)?.append(row.element);
    }
    for (const head of this.all.querySelectorAll<HTMLElement>("th[data-sort]")) {
      const column = head.dataset["sort"];
      if (order === column) head.setAttribute("aria-sort", "ascending");
      else if (order === `-${column}`) head.setAttribute("aria-sort", "descending");
      else head.removeAttribute("aria-sort");
    }
  }

  private tell(found: number): void {
    const texts = this.form.dataset;
    const text = found === 0 ? texts["none"] : found === 1 ? texts["single"] : texts["other"];
    const count = this.form.querySelector("[data-count]");
    if (count) count.textContent = withNumber(text ?? "", found);
  }

  /** Keeps the address, without a step in the history for every key stroke. */
  private remember(filter: ProcessFilter): void {
    clearTimeout(this.later);
    this.later = window.setTimeout(() => {
      const address = location.pathname + writeFilter(filter) + location.hash;
      if (address === location.pathname + location.search + location.hash) return;
      try {
        history.replaceState(history.state, "", address);
      } catch {
        // a browser that allows no changes of addresses of files
      }
    }, 200);
  }
}

const form = document.querySelector<HTMLFormElement>("[data-process-filter]");
const all = document.querySelector<HTMLElement>("[data-all]");
if (form && all && document.querySelector("section[data-area]")) new ProcessTable(form, all);
