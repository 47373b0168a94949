// What stands on the page of a template: a button to note it, and its files
// with the reader's own data in them.
import { element } from "../dom.js";
import { blobOf, handOut } from "./api.js";
import { button, holes } from "./basket-items.js";
import { basket, drop, note, watchBasket } from "./basket.js";
import { copy, labels } from "./copy.js";
import { missing, profileKey, storedProfile } from "./profile.js";
import type { Source } from "./scripts.js";
import type { Portal, Template } from "./types.js";
import { wordsOf, type Words } from "./words.js";

class Take {
  private readonly words: Words;
  private readonly status = element("p", "take-status");
  private readonly holes = element("div", "take-holes");

  constructor(frame: HTMLElement, private readonly source: Source, private readonly portal: Portal, private readonly template: Template) {
    this.words = wordsOf(portal.words, portal.portal.lang);
    this.status.setAttribute("role", "status");
    const files = template.formats.map(({ format }) => this.file(format));
    frame.append(element("div", "take-files", ...files, this.noteButton()), this.holes, this.status);
    this.showHoles();
    addEventListener("storage", ({ key }) => key === profileKey && this.showHoles());
    addEventListener("pageshow", () => this.showHoles());
    frame.hidden = false;
  }

  private file(format: string): HTMLButtonElement {
    const text = this.words("take.file", { format: format.toUpperCase() });
    const made = button(text, "kern-btn kern-btn--primary", () => void this.take(format));
    made.dataset["format"] = format;
    return made;
  }

  private noteButton(): HTMLButtonElement {
    const { id } = this.template;
    const made = button("", "kern-btn kern-btn--secondary", () => void (basket().includes(id) ? drop(id) : note(id)));
    made.dataset["note"] = id;
    watchBasket((ids) => {
      const label = made.querySelector("span");
      if (label) label.textContent = this.words(ids.includes(id) ? "take.noted" : "take.note");
      made.classList.toggle("take-noted", ids.includes(id));
    });
    return made;
  }

  private showHoles(): void {
    const empty = labels(this.portal, missing(this.template.fields, storedProfile()));
    this.holes.replaceChildren(...(this.template.fields.length > 0 ? [holes(empty, this.words)] : []));
  }

  private async take(format: string): Promise<void> {
    try {
      const made = await copy(this.source, [this.template.id], storedProfile(), { formats: [format] });
      handOut(made.name, blobOf(made));
      this.status.textContent = this.words("basket.done", { name: made.name });
    } catch {
      this.status.textContent = this.words("basket.failed");
    }
  }
}

/** Completes the page of a template, if it is one; without its data it stays as it came. */
export function startTake(source: Source): void {
  const frame = document.querySelector<HTMLElement>("[data-take]");
  if (!frame) return;
  source.portal().then(
    (portal) => {
      const template = portal.templates.find(({ id }) => id === frame.dataset["take"]);
      if (template) new Take(frame, source, portal, template);
    },
    () => undefined,
  );
}
