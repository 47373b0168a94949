// The parts of the result page. They wait in a template: a page without
// JavaScript keeps what the server has put in their place.

const part = <T extends HTMLElement>(root: ParentNode, name: string, type: new () => T): T => {
  const found = root.querySelector(`[data-part=${name}]`);
  if (!(found instanceof type)) throw new Error(`the result page has no ${name}`);
  return found;
};

export class PageParts {
  readonly texts: DOMStringMap;
  readonly filters: HTMLDetailsElement;
  readonly facets: HTMLElement;
  readonly clear: HTMLButtonElement;
  readonly hits: HTMLElement;
  readonly meant: HTMLElement;
  readonly more: HTMLButtonElement;
  readonly none: HTMLElement;
  /** The hint to take filters away. */
  readonly unfilter: HTMLElement;
  readonly start: HTMLElement;
  readonly recent: HTMLElement;
  private readonly active: HTMLElement;
  private readonly count: HTMLElement;
  private readonly note: HTMLElement;
  private readonly content: DocumentFragment;
  private there = false;

  constructor(readonly frame: HTMLElement, template: HTMLTemplateElement) {
    this.texts = template.dataset;
    const content = template.content;
    this.content = content;
    this.filters = part(content, "filters", HTMLDetailsElement);
    this.active = part(content, "active", HTMLElement);
    this.facets = part(content, "facets", HTMLElement);
    this.clear = part(content, "clear", HTMLButtonElement);
    this.count = part(content, "count", HTMLElement);
    this.note = part(content, "note", HTMLElement);
    this.meant = part(content, "meant", HTMLElement);
    this.hits = part(content, "hits", HTMLElement);
    this.more = part(content, "more", HTMLButtonElement);
    this.none = part(content, "none", HTMLElement);
    this.unfilter = part(content, "unfilter", HTMLElement);
    this.start = part(content, "start", HTMLElement);
    this.recent = part(content, "recent", HTMLElement);
  }

  /** The parts of this page; undefined if it is another one. */
  static find(): PageParts | undefined {
    const frame = document.querySelector<HTMLElement>("[data-search-results]");
    const template = document.querySelector<HTMLTemplateElement>("template[data-search-parts]");
    return frame && template ? new PageParts(frame, template) : undefined;
  }

  /** Whether the page still shows results that came with it. */
  fromServer(): boolean {
    return !this.there && this.frame.querySelector(":scope > :not(noscript)") !== null;
  }

  /** Puts the parts on the page. */
  appear(): void {
    if (this.there) return;
    this.there = true;
    this.frame.replaceChildren(this.content);
  }

  /** Tells how many results there are; a screen reader hears it. */
  say(text: string): void {
    if (this.fromServer()) return;
    this.appear();
    this.count.textContent = text;
  }

  notes(texts: readonly string[]): void {
    this.note.textContent = texts.join(" ");
    this.note.hidden = texts.length === 0;
  }

  /** Shows the filters if there are any, and how many values are chosen. */
  showFiltered(facets: number, active: number): void {
    this.filters.hidden = facets === 0;
    this.active.textContent = active > 0 ? ` (${active})` : "";
    this.clear.hidden = active === 0;
  }

  /** Hides all that belongs to an answer. */
  empty(): void {
    for (const each of [this.filters, this.note, this.meant, this.more, this.none, this.start]) each.hidden = true;
    this.hits.replaceChildren();
    this.count.textContent = "";
  }
}
