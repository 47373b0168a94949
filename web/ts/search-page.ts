// The page with the results: suche/?q=…. The address says what is asked, so that
// it can be linked, and the way back leads through the questions.
import { counted, element, filled } from "./dom.js";
import { remember } from "./recent.js";
import { searchSite } from "./search-engine.js";
import { choices, chosenValues, showFilters } from "./search-filters.js";
import { hitItem } from "./search-hits.js";
import { PageParts } from "./search-parts.js";
import { placeOf, type SearchPlace } from "./search-place.js";
import { showRecentList } from "./search-start.js";
import { facetNames, readAsked, withValues, writeAsked, type Asked, type FacetName } from "./search-state.js";
import type { Engine } from "./search/engine.js";
import type { Hit, Results } from "./search/types.js";

/** Results that a press brings, as the passage of each costs some KB; and as many as the search hands out at once. */
const step = 10;
const most = 100;
/** Milliseconds: from the last key press to the search, until a wait is worth a word. */
const pause = { type: 200, word: 500 };

/** What an entry of the history remembers: results shown, and where the page was. */
interface Place {
  shown: number;
  y: number;
}

class ResultPage {
  private asked = readAsked(location.search);
  /** Whether the address has an entry of the history that stays. */
  private settled = true;
  private shown = 0;
  /** The filters that are offered, and the query that they belong to. */
  private offered = { query: "", facets: new Set<FacetName>() };
  private running = new AbortController();
  private timer = 0;

  constructor(
    private readonly input: HTMLInputElement,
    private readonly parts: PageParts,
    private readonly place: SearchPlace,
  ) {
    input.value = this.asked.query;
    input.addEventListener("input", () => this.typed());
    input.form?.addEventListener("submit", (event) => this.submitted(event));
    parts.facets.addEventListener("change", (event) => this.filtered(event));
    parts.clear.addEventListener("click", () => this.cleared());
    parts.more.addEventListener("click", () => void this.addMore());
    parts.frame.addEventListener("click", (event) => this.followed(event));
    addEventListener("popstate", () => this.returned());
    if (isNew()) remember(this.asked.query); // the form of another page led here
    void this.run(history.state as Place | null);
  }

  private typed(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.ask({ ...this.asked, query: this.input.value.trim() }, false), pause.type);
  }

  private submitted(event: Event): void {
    event.preventDefault();
    clearTimeout(this.timer);
    remember(this.input.value);
    this.ask({ ...this.asked, query: this.input.value.trim() }, true);
  }

  private filtered({ target }: Event): void {
    const chosen = target instanceof HTMLInputElement && chosenValues(this.parts.facets, target);
    if (!chosen) return;
    this.ask(withValues(this.asked, chosen.facet, chosen.values), true);
    this.input.value = this.asked.query;
  }

  private cleared(): void {
    this.ask(facetNames.reduce((asked, facet) => withValues(asked, facet, []), this.asked), true);
    this.input.value = this.asked.query;
    this.input.focus(); // the button goes
  }

  /** A link of the page: another query is answered here, a result is left for. */
  private followed(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link) return;
    if (link.matches(".result a")) {
      remember(this.asked.query);
      this.keepPlace();
    } else if (link.href.startsWith(`${this.place.page}?`) && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      this.ask(readAsked(link.search), true);
      this.input.value = this.asked.query;
      this.input.focus();
    }
  }

  private returned(): void {
    const asked = readAsked(location.search);
    if (writeAsked(asked) === writeAsked(this.asked)) return; // a jump within the page
    clearTimeout(this.timer);
    this.asked = asked;
    this.settled = true;
    this.input.value = this.asked.query;
    void this.run(history.state as Place | null);
  }

  /** Puts a question into the address and answers it. Texts that are still being typed share an entry of the history. */
  private ask(asked: Asked, settled: boolean): void {
    const address = location.pathname + writeAsked(asked);
    this.asked = asked;
    if (location.pathname + location.search !== address) {
      if (this.settled) {
        this.keepPlace();
        history.pushState(null, "", address);
      } else history.replaceState(null, "", address);
      void this.run(null);
    }
    this.settled = settled;
  }

  private keepPlace(): void {
    history.replaceState({ shown: this.shown, y: scrollY } satisfies Place, "");
  }

  /** Answers what is asked, with as many results as were shown when the reader left. */
  private async run(before: Place | null): Promise<void> {
    this.running.abort();
    this.running = new AbortController();
    const { signal } = this.running;
    const { parts, asked } = this;
    const title = parts.texts["title"] ?? "";
    document.title = asked.query ? `${asked.query} – ${title}` : title;
    parts.frame.ariaBusy = "true";
    if (writeAsked(asked) === "") return this.showStart();
    const word = setTimeout(() => signal.aborted || parts.say(parts.texts["wait"] ?? ""), pause.word);
    try {
      const limit = Math.min(before?.shown || step, most);
      const { engine, found } = await searchSite(this.place, { ...asked, limit }, signal);
      if (signal.aborted) return;
      this.show(engine, found);
      if (before) scrollTo(0, before.y);
    } catch {
      if (!signal.aborted) this.showFailure();
    } finally {
      clearTimeout(word);
      if (!signal.aborted) parts.frame.ariaBusy = null;
    }
  }

  private show(engine: Engine, found: Results): void {
    const { parts, asked } = this;
    const { texts } = parts;
    parts.appear();
    const before = this.offered.query === asked.query ? this.offered.facets : undefined;
    const offered = choices(found.facets, asked, (facet, id) => engine.title(facet, id), before);
    this.offered = { query: asked.query, facets: new Set(offered.map(({ facet }) => facet)) };
    showFilters(parts.facets, offered, {
      facet: (name) => texts[`facet${name.charAt(0).toUpperCase()}${name.slice(1)}`] ?? name,
      hits: texts["hits"] ?? "",
      more: texts["moreValues"] ?? "",
    });
    const active = offered.flatMap(({ values }) => values).filter((value) => value.active).length;
    parts.showFiltered(offered.length, active);
    const notes = [found.relaxed && texts["relaxed"], found.partial && texts["partial"]];
    parts.notes(notes.filter((note) => typeof note === "string"));
    this.suggest(found.suggestion);
    parts.hits.replaceChildren(...this.items(engine, found.hits));
    this.shown = found.hits.length;
    parts.more.hidden = this.shown >= found.total;
    parts.none.hidden = found.total > 0;
    parts.unfilter.hidden = active === 0;
    parts.start.hidden = true;
    const text = !asked.query ? counted(texts, "found", found.total) : found.total === 0 ? texts["none"] : counted(texts, "count", found.total);
    parts.say((text ?? "").replace("{query}", () => asked.query));
  }

  private items(engine: Engine, hits: readonly Hit[]): HTMLLIElement[] {
    return hits.map((hit) => hitItem(this.place, hit, {
      kind: engine.title("typ", hit.kind),
      section: this.parts.texts["section"] ?? "",
    }));
  }

  private suggest(query: string): void {
    const { meant, texts } = this.parts;
    meant.hidden = query === "";
    const link = element("a", "", query);
    link.href = this.place.page + writeAsked({ ...this.asked, query });
    meant.replaceChildren(...filled(texts["meant"] ?? "", "query", link));
  }

  private async addMore(): Promise<void> {
    const { parts, asked, shown, running: { signal } } = this;
    try {
      const { engine, found } = await searchSite(this.place, { ...asked, limit: step, offset: shown, facets: false }, signal);
      if (signal.aborted) return;
      const items = this.items(engine, found.hits);
      parts.hits.append(...items);
      this.shown += items.length;
      parts.more.hidden = items.length === 0 || this.shown >= found.total;
      items[0]?.querySelector("a")?.focus();
    } catch {
      if (!signal.aborted) this.showFailure();
    }
  }

  private showStart(): void {
    const { parts } = this;
    parts.appear();
    parts.empty();
    parts.frame.ariaBusy = null;
    parts.start.hidden = false;
    showRecentList(parts.recent, this.place, parts.texts["remove"] ?? "");
  }

  private showFailure(): void {
    const { parts } = this;
    if (parts.fromServer()) return; // better than nothing
    parts.appear();
    parts.empty();
    parts.none.hidden = false;
    parts.say(parts.texts["failed"] ?? "");
  }
}

/** Whether the page was not come back to, nor loaded again. */
function isNew(): boolean {
  const [entry] = performance.getEntriesByType("navigation");
  return entry instanceof PerformanceNavigationTiming && entry.type === "navigate";
}

function start(): void {
  const input = document.querySelector<HTMLInputElement>("[data-live] [data-search]");
  const place = input?.form && placeOf(input.form);
  const parts = PageParts.find();
  if (input && place && parts) new ResultPage(input, parts, place);
}

start();
