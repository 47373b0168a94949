// The page "Merkliste": noted templates in the order of work, what is missing,
// and their copies as one ZIP file.
import { element, part } from "../dom.js";
import { blobOf, handOut } from "./api.js";
import { basket, drop, note, watchBasket } from "./basket.js";
import { noted, suggestion } from "./basket-items.js";
import { copy, preset } from "./copy.js";
import { alsoNeeded, inOrder } from "./order.js";
import type { Place } from "./place.js";
import { profileKey, storedProfile } from "./profile.js";
import type { Source } from "./scripts.js";
import type { Portal, Template } from "./types.js";
import { wordsOf, type Words } from "./words.js";

class BasketPage {
  private readonly words: Words;
  private readonly status: HTMLElement;
  private readonly all: HTMLButtonElement;
  private readonly bar: HTMLProgressElement;
  private running: AbortController | undefined;

  constructor(private readonly root: HTMLElement, private readonly source: Source, private readonly place: Place, private readonly portal: Portal) {
    this.words = wordsOf(portal.words, portal.portal.lang);
    this.status = part(root, "status", HTMLElement);
    this.all = part(root, "all", HTMLButtonElement);
    this.bar = part(root, "bar", HTMLProgressElement);
    this.listen();
    watchBasket(() => this.show());
    addEventListener("storage", ({ key }) => key === profileKey && this.show());
    root.hidden = false;
  }

  private listen(): void {
    const { root } = this;
    this.all.addEventListener("click", () => void this.take());
    part(root, "stop", HTMLButtonElement).addEventListener("click", () => this.running?.abort());
    part(root, "clear", HTMLButtonElement).addEventListener("click", () => this.clear());
    part(root, "print", HTMLButtonElement).addEventListener("click", () => print());
    for (const button of document.querySelectorAll<HTMLButtonElement>("[data-package]")) this.offer(button);
    for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-note]")) {
      button.addEventListener("click", () => this.toggle(button.dataset["note"] ?? ""));
    }
    for (const box of root.querySelectorAll<HTMLInputElement>("input[name=format]")) {
      const offered = this.portal.templates.some(({ formats }) => formats.some(({ format }) => format === box.value));
      box.checked &&= offered;
      if (box.parentElement) box.parentElement.hidden = !offered;
    }
  }

  /** A start package: all templates of a level or a role, or those with the ids listed. */
  private offer(button: HTMLButtonElement): void {
    const [by, value = ""] = (button.dataset["package"] ?? "").split(":");
    const listed = value.split(" ");
    const belongs = ({ id, levels, roles }: Template): boolean => (by === "ids" ? listed.includes(id) : (by === "level" ? levels : roles).includes(value));
    const chosen = this.portal.templates.filter(belongs);
    button.hidden = chosen.length === 0;
    button.append(" ", element("span", "chip-count", String(chosen.length)));
    button.addEventListener("click", () => {
      note(...chosen.map(({ id }) => id));
      this.say(this.words("basket.added", { n: chosen.length }));
    });
  }

  private toggle(id: string): void {
    if (basket().includes(id)) drop(id);
    else note(id);
  }

  private clear(): void {
    drop();
    this.say(this.words("basket.cleared"));
    part(this.root, "heading", HTMLElement).focus();
  }

  private chosen(): Template[] {
    const ids = new Set(basket());
    return inOrder(this.portal.templates.filter(({ id }) => ids.has(id)));
  }

  private show(): void {
    const { root, portal, words } = this;
    const list = this.chosen();
    const focused = document.activeElement?.closest("[data-id]")?.getAttribute("data-id");
    const tools = { words, portal, place: this.place, profile: storedProfile(), chosen: list };
    part(root, "list", HTMLOListElement).replaceChildren(...list.map((template) => noted(template, tools, {
      remove: () => this.remove(template.id),
      take: (format) => this.takeOne(template.id, format),
    })));
    part(root, "count", HTMLElement).textContent = words("basket.count", { n: list.length });
    part(root, "empty", HTMLElement).hidden = list.length > 0;
    part(root, "filled", HTMLElement).hidden = list.length === 0;
    const also = alsoNeeded(list, portal.templates);
    part(root, "also", HTMLElement).hidden = also.length === 0;
    part(root, "needed", HTMLUListElement).replaceChildren(...also.map((template) => suggestion(template, tools)));
    this.showToggles();
    if (focused) this.focusAfter(focused, list);
  }

  /** The buttons of the list of all templates. */
  private showToggles(): void {
    const ids = basket();
    for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-note]")) {
      button.setAttribute("aria-pressed", String(ids.includes(button.dataset["note"] ?? "")));
    }
  }

  private before: string[] = [];

  private remove(id: string): void {
    this.before = this.chosen().map((template) => template.id);
    drop(id);
  }

  /** A row that goes leaves the focus to the one that takes its place. */
  private focusAfter(id: string, list: readonly Template[]): void {
    const next = list.find((template) => template.id === id) ?? list[Math.min(this.before.indexOf(id), list.length - 1)];
    const row = next && this.root.querySelector(`[data-id="${next.id}"]`);
    const target = row?.querySelector<HTMLElement>("[data-remove]") ?? part(this.root, "heading", HTMLElement);
    target.focus();
  }

  private formats(): string[] {
    const boxes = this.root.querySelectorAll<HTMLInputElement>("input[name=format]:checked");
    return boxes.length > 0 ? [...boxes].map(({ value }) => value) : [...preset];
  }

  private takeOne(id: string, format: string): Promise<void> {
    return this.run(async () => {
      const made = await copy(this.source, [id], storedProfile(), { formats: [format] });
      handOut(made.name, blobOf(made));
      return made.name;
    });
  }

  private take(): Promise<void> {
    return this.run(async (signal) => {
      const ids = this.chosen().map(({ id }) => id);
      const progress = (done: number, of: number): void => void Object.assign(this.bar, { max: of, value: done });
      const made = await copy(this.source, ids, storedProfile(), { formats: this.formats(), progress, signal });
      handOut(made.name, blobOf(made));
      return made.name;
    });
  }

  private async run(job: (signal: AbortSignal) => Promise<string>): Promise<void> {
    if (this.running) return;
    const { root, bar, all } = this;
    this.running = new AbortController();
    const busy = (now: boolean): void => {
      root.setAttribute("aria-busy", String(now));
      part(root, "progress", HTMLElement).hidden = !now;
      all.disabled = now;
    };
    bar.removeAttribute("value");
    busy(true);
    try {
      this.say(this.words("basket.done", { name: await job(this.running.signal) }));
    } catch {
      this.say(this.words(this.running.signal.aborted ? "basket.stopped" : "basket.failed"));
    } finally {
      this.running = undefined;
      busy(false);
    }
  }

  private say(text: string): void {
    this.status.textContent = text;
  }
}

/** Starts the page, if it is this one. */
export function startBasketPage(source: Source, place: Place): void {
  const root = document.querySelector<HTMLElement>("[data-basket-page]");
  if (!root) return;
  source.portal().then(
    (portal) => void new BasketPage(root, source, place, portal),
    () => document.querySelector("p[data-failed]")?.removeAttribute("hidden"),
  );
}
