// The script of the page "BIA-Bogen": processes are ticked, the workbook is made here. Nothing is sent.
import { part } from "../dom.js";
import { blobOf, handOut } from "../exchange/api.js";
import { officeFile } from "../exchange/copy.js";
import { types } from "../exchange/names.js";
import { run, unpack } from "../exchange/scripts.js";
import { wordsOf, type Words } from "../exchange/words.js";
import type { Form } from "../office/form.js";
import { bookValues, type BookData } from "./workbook.js";

/** prozesse/bia-bogen/daten.js, written by internal/site (bia_workbook.go). */
interface PageData extends BookData {
  words: Readonly<Record<string, string>>;
  lang: string;
  forms: Readonly<Record<string, string>>;
}

class WorkbookPage {
  private readonly words: Words;
  private readonly boxes: HTMLInputElement[];
  private readonly status: HTMLElement;
  private sizeClass = "";

  constructor(private readonly root: HTMLElement, private readonly at: string, private readonly data: PageData) {
    this.words = wordsOf(data.words, data.lang);
    this.boxes = [...root.querySelectorAll<HTMLInputElement>("input[name=prozess]")];
    this.status = part(root, "status", HTMLElement);
    root.addEventListener("change", ({ target }) => this.changed(target));
    for (const button of root.querySelectorAll<HTMLButtonElement>("[data-format]")) {
      button.addEventListener("click", () => void this.take(button.dataset["format"] ?? ""));
    }
    this.count();
  }

  private chosen(): Set<string> {
    return new Set(this.boxes.filter(({ checked }) => checked).map(({ value }) => value));
  }

  private changed(target: EventTarget | null): void {
    if (target instanceof HTMLSelectElement) this.choose(target.value);
    else if (target instanceof HTMLInputElement && target.name === "bereich") this.area(target);
    this.count();
  }

  /** A size class ticks what it may have; "alle" all, "keine" nothing. */
  private choose(value: string): void {
    const ids = new Set(this.data.classes[value] ?? []);
    this.sizeClass = this.data.classes[value] ? value : "";
    for (const box of this.boxes) box.checked = value === "alle" || ids.has(box.value);
  }

  private area({ value, checked }: HTMLInputElement): void {
    for (const box of this.boxes) if (box.dataset["area"] === value) box.checked = checked;
  }

  private count(): void {
    const chosen = this.chosen();
    part(this.root, "count", HTMLElement).textContent = this.words("chosen", { n: chosen.size });
    for (const area of this.root.querySelectorAll<HTMLInputElement>("input[name=bereich]")) {
      const own = this.boxes.filter(({ dataset }) => dataset["area"] === area.value);
      const ticked = own.filter(({ checked }) => checked).length;
      area.checked = own.length > 0 && ticked === own.length;
      area.indeterminate = ticked > 0 && ticked < own.length;
    }
  }

  private async take(format: string): Promise<void> {
    const chosen = this.chosen();
    if (chosen.size === 0) {
      this.status.textContent = this.words("none");
      return;
    }
    try {
      const form = await load<Form>(this.at, this.data.forms[format] ?? "");
      const name = `bia-bogen.${format}`;
      handOut(name, blobOf({ body: officeFile(form, bookValues(this.data, chosen, this.sizeClass)), type: types[format] ?? "" }));
      this.status.textContent = this.words("done", { name, n: chosen.size });
    } catch {
      this.status.textContent = this.words("failed");
    }
  }
}

/** Loads a script beside the page's data. */
const loaded = new Map<string, Promise<unknown>>();
function load<T>(at: string, script: string): Promise<T> {
  const name = script.replace(/\.js$/, "");
  const known = loaded.get(name);
  if (known) return known as Promise<T>;
  const found = run(new URL(script, at).href, `bia-${name}`).then(unpack);
  found.catch(() => loaded.delete(name));
  loaded.set(name, found);
  return found as Promise<T>;
}

async function start(root: HTMLElement): Promise<void> {
  const at = new URL(root.dataset["workbook"] ?? "", document.baseURI).href;
  new WorkbookPage(root, at, await load<PageData>(at, "daten.js"));
  root.hidden = false;
  root.dataset["ready"] = "";
}

const root = document.querySelector<HTMLElement>("[data-workbook]");
if (root) start(root).catch(() => document.querySelector("p[data-failed]")?.removeAttribute("hidden"));
