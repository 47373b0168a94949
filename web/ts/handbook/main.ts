// The page "Notfallhandbuch": chapters chosen and filled in the browser, for one print. Nothing is sent.
import { counted, part } from "../dom.js";
import { profileKey, storedProfile } from "../exchange/profile.js";
import { choiceKey, cssString, readChoice, writeChoice } from "./choice.js";

const owner = "kommune.name";

class HandbookPage {
  private readonly book: HTMLElement;
  private readonly boxes: HTMLInputElement[];
  private readonly holes: { field: HTMLElement; label: string }[];
  private readonly published = document.body.dataset["tlp"] ?? "";
  private readonly head = new CSSStyleSheet();

  constructor(private readonly form: HTMLFormElement) {
    this.book = part(document, "book", HTMLElement);
    this.boxes = [...form.querySelectorAll<HTMLInputElement>("input[name=chapter]")];
    this.holes = [...this.book.querySelectorAll<HTMLElement>(".feld[data-feld]")].map((field) => ({ field, label: field.textContent }));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.head];
    this.recall();
    this.listen();
    this.fill();
    this.show();
    form.hidden = false;
  }

  private listen(): void {
    this.form.addEventListener("change", () => this.changed());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    for (const button of this.form.querySelectorAll<HTMLButtonElement>("[data-choose]")) {
      button.addEventListener("click", () => this.choose(button.dataset["choose"] ?? ""));
    }
    part(this.form, "print", HTMLButtonElement).addEventListener("click", () => print());
    addEventListener("storage", ({ key }) => key === profileKey && this.fill());
    addEventListener("pageshow", () => this.fill());
  }

  private choose(which: string): void {
    for (const box of this.boxes) box.checked = which === "all" || (which === "chosen" && "chosen" in box.dataset);
    this.changed();
  }

  private recall(): void {
    let stored: string | null = null;
    try {
      stored = localStorage.getItem(choiceKey);
    } catch {
      // the browser keeps nothing for this page: the preset holds
    }
    const choice = readChoice(stored);
    for (const box of this.boxes) box.checked = choice.get(box.value) ?? "chosen" in box.dataset;
  }

  private changed(): void {
    const text = writeChoice(this.boxes.map((box) => ({ id: box.value, chosen: box.checked, preset: "chosen" in box.dataset })));
    try {
      if (text) localStorage.setItem(choiceKey, text);
      else localStorage.removeItem(choiceKey);
    } catch {
      // the choice holds as long as the page is open
    }
    this.show();
  }

  /** Shows the chosen chapters; parts without one go too. */
  private show(): void {
    const chosen = new Set(this.boxes.filter(({ checked }) => checked).map(({ value }) => value));
    for (const entry of this.book.querySelectorAll<HTMLElement>("[data-entry]")) entry.hidden = !chosen.has(entry.dataset["entry"] ?? "");
    for (const group of this.book.querySelectorAll<HTMLElement>("[data-group]")) group.hidden = !group.querySelector("[data-entry]:not([hidden])");
    part(this.form, "state", HTMLElement).textContent = counted(this.form.dataset, "chosen", chosen.size).replace("{all}", String(this.boxes.length));
    part(this.form, "print", HTMLButtonElement).disabled = chosen.size === 0;
    this.count();
  }

  /** Puts the municipality's own data in; what is missing becomes a line to write on. */
  private fill(): void {
    const profile = storedProfile();
    for (const { field, label } of this.holes) {
      const value = Object.hasOwn(profile, field.dataset["feld"] ?? "") ? profile[field.dataset["feld"] ?? ""] : undefined;
      field.textContent = value ?? label;
      field.classList.toggle("is-filled", value !== undefined);
      field.classList.toggle("is-blank", value === undefined);
      if (value === undefined) field.title = this.form.dataset["blank"] ?? "";
      else field.removeAttribute("title");
    }
    const today = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
    part(this.book, "today", HTMLElement).textContent = today;
    this.headSheets(profile[owner], today);
    this.label();
    this.count();
  }

  /** Filled in, the booklet is no longer for everybody: the label on every sheet says so. */
  private label(): void {
    const filled = this.holes.some(({ field }) => field.classList.contains("is-filled"));
    const label = this.book.querySelector<HTMLElement>("[data-label]")?.dataset["label"];
    if (label) document.body.dataset["tlp"] = filled ? label : this.published;
  }

  /** The head of every sheet. */
  private headSheets(name: string | undefined, today: string): void {
    const title = this.book.querySelector(".handbook-title")?.textContent ?? "";
    const asOf = this.form.dataset["asof"];
    const printed = `${this.form.dataset["printed"] ?? ""} ${today}`;
    const text = [title, name, asOf, printed].filter((word) => word).join(" · ");
    this.head.replaceSync(`@page { @top-left { content: ${cssString(text)}; font: 9pt "Fira Sans", sans-serif; } }`);
  }

  /** How many of the places in the chosen chapters are filled, each field once. */
  private count(): void {
    const all = new Map<string, boolean>();
    for (const { field } of this.holes) {
      if (!field.closest("[hidden]")) all.set(field.dataset["feld"] ?? "", field.classList.contains("is-filled"));
    }
    const filled = [...all.values()].filter((done) => done).length;
    const text = this.form.dataset["filled"] ?? "";
    part(this.form, "fields", HTMLElement).textContent = text.replace("{n}", String(filled)).replace("{all}", String(all.size));
  }
}

const form = document.querySelector<HTMLFormElement>("[data-handbook]");
if (form) new HandbookPage(form);
