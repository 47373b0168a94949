// The reports of the check: seen on the page, printed, or taken along as a text document.
import { part } from "../dom.js";
import { handOut } from "../exchange/api.js";
import { dayOf } from "../exchange/copy.js";
import { types } from "../exchange/names.js";
import type { Words } from "../exchange/words.js";
import { modelToDOM } from "./report-dom.js";
import { longReport, shortReport } from "./report.js";
import { reportFile } from "../office/write.js";
import type { CheckData, CheckSource } from "./data.js";
import { earlierSheet, fileName } from "./transfer.js";
import type { Catalogue, Model, Release, SheetData } from "./types.js";
import { Refused } from "./workbook.js";

/** What reports are made of. */
export interface Subject {
  catalogue: Catalogue;
  sheet: SheetData;
  release: Release | undefined;
}

/** What is shown, as words in the names of files. */
const names = { short: "kurzbericht", long: "langbericht" } as const;

export class Documents {
  /** Whether a report can be seen. */
  shown = false;
  private previous: SheetData | undefined;
  private readonly status: HTMLElement;
  private readonly preview: HTMLElement;

  constructor(private readonly root: HTMLElement, private readonly source: CheckSource, private readonly data: CheckData, private readonly words: Words, private readonly subject: () => Subject) {
    this.status = part(root, "report-status", HTMLElement);
    this.preview = part(root, "preview", HTMLElement);
    part(root, "report-show", HTMLButtonElement).addEventListener("click", () => this.show(true));
    part(root, "report-print", HTMLButtonElement).addEventListener("click", () => {
      this.show(false);
      print();
    });
    for (const button of root.querySelectorAll<HTMLButtonElement>("[data-report]")) {
      button.addEventListener("click", () => void this.take(button.dataset["report"] ?? ""));
    }
    for (const radio of root.querySelectorAll<HTMLInputElement>("input[name=bericht]")) {
      radio.addEventListener("change", () => this.shown && this.show(false));
    }
    const file = part(root, "previous-file", HTMLInputElement);
    part(root, "previous", HTMLButtonElement).addEventListener("click", () => file.click());
    file.addEventListener("change", () => void this.before(file));
  }

  /** Forgets the earlier sheet and what is shown. */
  forget(): void {
    this.previous = undefined;
    this.shown = false;
    this.preview.replaceChildren();
    this.preview.hidden = true;
    this.status.textContent = "";
    part(this.root, "previous-name", HTMLElement).textContent = "";
  }

  /** Makes what is shown anew, if answers changed. */
  refresh(): void {
    if (this.shown) this.show(false);
  }

  private model(): Model {
    const { catalogue, sheet, release } = this.subject();
    const input = { catalogue, sheet, previous: this.previous, release, words: this.data.reportWords, portal: this.data.portal.url, date: dayOf(new Date()) };
    return this.kind() === "short" ? shortReport(input) : longReport(input);
  }

  private kind(): "short" | "long" {
    return this.root.querySelector<HTMLInputElement>("input[name=bericht]:checked")?.value === "long" ? "long" : "short";
  }

  private show(focus: boolean): void {
    this.preview.replaceChildren(modelToDOM(this.model(), this.data.reportWords));
    this.preview.hidden = false;
    this.shown = true;
    if (focus) this.preview.focus();
  }

  private async take(format: string): Promise<void> {
    try {
      const { sheet } = this.subject();
      const model = this.model();
      const shell = await this.source.form(this.data.shells[format] ?? "");
      const name = fileName(names[this.kind()], sheet, format);
      handOut(name, new Blob([reportFile(shell, model, format, this.data.reportWords) as Uint8Array<ArrayBuffer>], { type: types[format] ?? "" }));
      this.status.textContent = this.words("exported", { name });
    } catch {
      this.status.textContent = this.words("failed");
    }
  }

  /** Takes an earlier sheet, so that the report can tell what has changed. */
  private async before(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    if (!file) return;
    const told = part(this.root, "previous-name", HTMLElement);
    try {
      const data = new Uint8Array(await file.arrayBuffer());
      input.value = "";
      this.previous = earlierSheet(data, this.comparable());
      told.textContent = this.previous ? this.words("previous.taken", { name: file.name.slice(0, 80), n: Object.keys(this.previous.replies).length }) : this.words("previous.none");
      this.refresh();
    } catch (error) {
      told.textContent = this.words(error instanceof Refused ? `refused.${error.reason}` : "refused.broken");
    }
  }

  /** The catalogues whose answers can be compared: the own one and its predecessor. */
  private comparable(): { id: string; questions: ReadonlySet<string> }[] {
    const { catalogue } = this.subject();
    const list = [{ id: catalogue.id, questions: new Set(catalogue.questions.map(({ id }) => id)) }];
    if (catalogue.predecessor !== "") list.push({ id: catalogue.predecessor, questions: new Set(catalogue.changes.map((change) => change.old)) });
    return list;
  }
}
