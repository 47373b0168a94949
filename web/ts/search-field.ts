// The search field of every page: results while typing, and what was searched
// for last. The script is loaded when a field gets the focus; without it the
// field is a form that leads to the result page.
import { Combobox } from "./combobox.js";
import { counted, element } from "./dom.js";
import { forget, recentQueries, remember } from "./recent.js";
import { openEngine, searchSite } from "./search-engine.js";
import { hitGroups, option, queryOption, recentGroup } from "./search-options.js";
import { placeOf, type SearchPlace } from "./search-place.js";
import type { Engine } from "./search/engine.js";
import type { Results } from "./search/types.js";

const limit = 7;
/** Milliseconds: from the last key press to the search, from the results to their sections, until a wait is worth a word. */
const pause = { type: 120, sections: 250, word: 400 };

const sleep = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

class SearchField {
  private readonly texts: DOMStringMap;
  private readonly list: HTMLElement;
  private readonly note = element("p", "search-note");
  private readonly keys = element("p", "search-keys");
  private readonly status = element("p", "kern-sr-only");
  private readonly box: Combobox;
  private running = new AbortController();
  /** The query whose results the list holds. */
  private listed = "";

  constructor(
    private readonly input: HTMLInputElement,
    private readonly place: SearchPlace,
    frame: HTMLElement,
  ) {
    this.texts = frame.dataset;
    this.list = element("div", "search-list");
    this.list.id = input.getAttribute("aria-controls") ?? "";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.texts["list"] ?? "");
    this.status.setAttribute("role", "status");
    this.keys.hidden = true;
    this.keys.textContent = this.texts["keys"] ?? "";
    const popup = element("div", "search-popup", this.note, this.list, this.keys);
    popup.hidden = true;
    input.form?.append(popup, this.status);
    this.box = new Combobox({
      input,
      popup,
      list: this.list,
      wanted: () => this.reopen(),
      deleted: (option) => this.remove(option.dataset["query"]),
    });
    this.listen();
    if (document.activeElement !== input) return;
    this.focused();
    void this.update(0); // typed while the script was on its way
  }

  private listen(): void {
    const { input } = this;
    input.addEventListener("focus", () => this.focused());
    input.addEventListener("click", () => this.reopen());
    input.addEventListener("input", () => void this.update(pause.type));
    input.addEventListener("blur", () => this.running.abort());
    input.form?.addEventListener("submit", () => remember(input.value));
    this.list.addEventListener("click", (event) => this.choose(event));
  }

  private focused(): void {
    openEngine(this.place).catch(() => undefined); // said when something is typed
    if (this.input.value.trim() === "") this.showRecent();
  }

  private reopen(): void {
    const query = this.input.value.trim();
    if (query !== "" && query === this.listed) this.box.show();
    else void this.update(0);
  }

  /** Shows what belongs to the text in the field, after a while in which nothing more is typed. */
  private async update(wait: number): Promise<void> {
    this.running.abort();
    this.running = new AbortController();
    const { signal } = this.running;
    const query = this.input.value.trim();
    if (query === "") return this.showRecent();
    if (!this.keys.hidden) this.show([]); // no more of what was searched for before
    try {
      if (wait > 0) await sleep(wait);
      if (!signal.aborted) await this.search(query, signal);
    } catch {
      if (!signal.aborted) this.showFailure();
    }
  }

  private async search(query: string, signal: AbortSignal): Promise<void> {
    const word = setTimeout(() => signal.aborted || this.show([], this.texts["wait"]), pause.word);
    try {
      const { engine, found } = await searchSite(this.place, { query, limit, facets: false, snippets: false }, signal);
      if (signal.aborted) return;
      this.showResults(engine, query, found);
    } finally {
      clearTimeout(word);
    }
    await sleep(pause.sections);
    if (signal.aborted) return;
    const { engine, found } = await searchSite(this.place, { query, limit, facets: false }, signal);
    if (!signal.aborted) this.addSections(engine, found.hits);
  }

  private showResults(engine: Engine, query: string, { hits, total, suggestion }: Results): void {
    const { list, place, texts } = this;
    const groups = hitGroups(place, hits, (kind) => engine.title("typ", kind), list.id);
    if (suggestion) groups.unshift(queryOption(place, suggestion, texts["meant"] ?? ""));
    if (total > 0) {
      const all = queryOption(place, query, counted(texts, "all", total));
      all.classList.add("search-all");
      groups.push(all);
    }
    const none = total === 0 ? (texts["none"] ?? "").replace("{query}", () => query) : "";
    if (none) groups.push(this.indexOption());
    this.show(groups, none);
    this.listed = query;
    this.status.textContent = none || counted(texts, "found", total);
  }

  /** The sections come a little later; nothing else of the list changes. */
  private addSections(engine: Engine, hits: Results["hits"]): void {
    const complete = hitGroups(this.place, hits, (kind) => engine.title("typ", kind), "").flatMap((group) => [
      ...group.querySelectorAll<HTMLAnchorElement>("a"),
    ]);
    const shown = this.list.querySelectorAll<HTMLAnchorElement>("[role=group] > a");
    for (const [i, link] of shown.entries()) {
      const other = complete[i];
      if (!other) continue;
      link.href = other.href;
      link.replaceChildren(...other.childNodes);
    }
  }

  private showRecent(): void {
    const queries = recentQueries();
    this.status.textContent = "";
    this.show(queries.length === 0 ? [] : [recentGroup(this.place, queries, this.texts, this.list.id)]);
    this.keys.hidden = queries.length === 0;
  }

  private showFailure(): void {
    const failed = this.texts["failed"] ?? "";
    this.show([this.indexOption()], failed);
    this.status.textContent = failed;
  }

  /** Leads on where the search does not. */
  private indexOption(): HTMLElement {
    return option(this.input.form?.dataset["index"] ?? "", "search-option-query", this.texts["index"] ?? "");
  }

  private show(groups: HTMLElement[], note = ""): void {
    this.listed = "";
    this.list.replaceChildren(...groups);
    this.list.hidden = groups.length === 0;
    this.note.textContent = note;
    this.note.hidden = note === "";
    this.keys.hidden = true;
    if (groups.length === 0 && note === "") this.box.close();
    else if (document.activeElement === this.input) this.box.show();
  }

  private choose(event: MouseEvent): void {
    if (!(event.target instanceof Element)) return;
    const option = event.target.closest<HTMLElement>("[role=option]");
    const clear = option?.matches(".search-clear");
    if (event.target.matches(".search-remove")) {
      event.preventDefault();
      this.remove(option?.dataset["query"]);
    } else if (clear) {
      forget();
      this.showRecent();
    } else if (option) {
      remember(option.dataset["query"] ?? this.input.value);
      this.box.close();
    }
  }

  private remove(query: string | undefined): boolean {
    if (query === undefined) return false;
    forget(query);
    this.showRecent();
    return true;
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-field]")) {
  const input = form.querySelector("input");
  const frame = form.closest<HTMLElement>(".search");
  const place = placeOf(form);
  if (input && frame && place) new SearchField(input, place, frame);
}
