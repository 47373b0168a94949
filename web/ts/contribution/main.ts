// The page "Beitrag einreichen": shows what a file would share, and packs it. Nothing is sent.
import { element, part } from "../dom.js";
import { look, most, type Look } from "./look.js";
import { pack, withoutNames } from "./pack.js";

interface Chosen {
  name: string;
  data: Uint8Array;
  look: Look;
}

class ContributionPage {
  private chosen: Chosen | undefined;
  private readonly status: HTMLElement;
  private readonly result: HTMLElement;
  private readonly form: HTMLFormElement;
  private readonly words: Readonly<Record<string, string>>;

  constructor(private readonly root: HTMLElement) {
    this.status = part(root, "status", HTMLElement);
    this.result = part(root, "result", HTMLElement);
    this.form = part(root, "form", HTMLFormElement);
    const list = part(root, "words", HTMLElement).querySelectorAll<HTMLElement>("[data-word]");
    this.words = Object.fromEntries([...list].map((word) => [word.dataset["word"] ?? "", word.textContent ?? ""]));
    const input = part(root, "file", HTMLInputElement);
    input.addEventListener("change", () => void this.take(input.files?.[0]));
    this.dropping(part(root, "drop", HTMLElement));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.save();
    });
    const named = part(root, "origin", HTMLInputElement);
    for (const choice of this.form.querySelectorAll<HTMLInputElement>("input[name=from]")) {
      choice.addEventListener("change", () => (named.disabled = this.field("from") === "anonym"));
    }
    root.hidden = false;
  }

  private dropping(area: HTMLElement): void {
    area.addEventListener("dragover", (event) => {
      event.preventDefault();
      area.dataset["over"] = "";
    });
    area.addEventListener("dragleave", () => delete area.dataset["over"]);
    area.addEventListener("drop", (event) => {
      event.preventDefault();
      delete area.dataset["over"];
      void this.take(event.dataTransfer?.files[0]);
    });
  }

  private word(key: string, n?: number): string {
    return (this.words[key] ?? key).replace("{n}", String(n ?? ""));
  }

  private field(name: string): string {
    const value = new FormData(this.form).get(name);
    return typeof value === "string" ? value.trim() : "";
  }

  private async take(file: File | undefined): Promise<void> {
    if (!file) return;
    this.chosen = undefined;
    this.result.hidden = this.form.hidden = true;
    part(this.root, "saved", HTMLElement).hidden = true;
    if (file.size > most.file) return this.say(this.word("refused.large"));
    this.say(this.word("reading"));
    try {
      const data = new Uint8Array(await file.arrayBuffer());
      const found = look(file.name, data);
      if (found.refused) return this.say(this.word(`refused.${found.refused}`));
      this.chosen = { name: file.name, data, look: found };
      this.show(file.name, found);
    } catch {
      this.say(this.word("refused.broken"));
    }
  }

  private show(name: string, found: Look): void {
    part(this.root, "name", HTMLElement).textContent = name;
    part(this.root, "type", HTMLElement).textContent = this.word(`type.${found.type}`);
    const lines = found.found.slice(0, 200).map((one) => `${this.word(`kind.${one.kind}`)}: ${one.text} (${this.word(`place.${one.place}`)})`);
    this.list("findings", lines);
    const exif = found.pictures.filter((picture) => picture.exif);
    const hidden = [
      ...(found.comments > 0 ? [this.word("comments", found.comments)] : []),
      ...(found.changes > 0 ? [this.word("changes", found.changes)] : []),
      ...(found.hidden > 0 ? [this.word("hidden", found.hidden)] : []),
      ...exif.map((picture) => `${this.word("exif")}: ${picture.name}`),
    ];
    this.list("unseen", hidden);
    this.list("properties", found.properties.map(({ name, value }) => `${this.word(`property.${name}`).replace(/^property\./, "")}: ${value}`));
    const text = part(this.root, "excerpt", HTMLElement);
    text.textContent = found.excerpt;
    part(this.root, "text", HTMLElement).hidden = found.excerpt === "";
    part(this.root, "clean", HTMLElement).hidden = found.type !== "office" || found.properties.length === 0;
    part(this.root, "looked", HTMLElement).hidden = lines.length + hidden.length === 0;
    part(this.root, "looked", HTMLElement).querySelector("input")!.required = lines.length + hidden.length > 0;
    this.result.hidden = this.form.hidden = false;
    this.say(this.word(lines.length > 0 ? "found" : "nothing", lines.length));
    part(this.root, "heading", HTMLElement).focus();
  }

  private list(name: string, lines: readonly string[]): void {
    const section = part(this.root, name, HTMLElement);
    part(section, "items", HTMLElement).replaceChildren(...lines.map((line) => element("li", "", line)));
    part(section, "items", HTMLElement).hidden = lines.length === 0;
    part(section, "none", HTMLElement).hidden = lines.length > 0;
  }

  private async save(): Promise<void> {
    if (!this.chosen) return;
    const { name, look: found } = this.chosen;
    const anonymous = this.field("from") === "anonym";
    const words = {
      title: this.field("title"), origin: anonymous ? "anonym" : this.field("origin"), license: "CC-BY-4.0",
      section: this.field("section"), remarks: this.field("remarks"),
    };
    try {
      const data = found.type === "office" && this.field("clean") !== "" ? withoutNames(this.chosen.data) : this.chosen.data;
      const made = await pack(name, data, words, found.found);
      const link = element("a", "");
      link.href = URL.createObjectURL(new Blob([made.data], { type: "application/zip" }));
      link.download = made.name;
      document.body.append(link); // some browsers follow only links of the page
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      part(this.root, "package", HTMLElement).textContent = made.name;
      const saved = part(this.root, "saved", HTMLElement);
      saved.hidden = false;
      part(saved, "done", HTMLElement).focus();
    } catch {
      this.say(this.word("failed"));
    }
  }

  private say(text: string): void {
    this.status.textContent = text;
  }
}

const root = document.querySelector<HTMLElement>("[data-contribution]");
if (root) new ContributionPage(root);
