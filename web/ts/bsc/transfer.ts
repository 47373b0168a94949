// What is answered comes and goes as a file: JSON for the portal, XLSX for a spreadsheet.
import { strToU8 } from "fflate";
import { element, part } from "../dom.js";
import { handOut } from "../exchange/api.js";
import { officeFile } from "../exchange/copy.js";
import { slug, types } from "../exchange/names.js";
import type { Words } from "../exchange/words.js";
import type { CheckSource, Offer } from "./data.js";
import { sheetFrom, valuesOf } from "./sheet.js";
import { details, longest, parse, replyOf, text, withReply, type State } from "./state.js";
import type { Catalogue, SheetData } from "./types.js";
import { most, readWorkbook, Refused } from "./workbook.js";

/** The check that is open. */
interface Current {
  offer: Offer;
  catalogue: Catalogue;
  /** With the name of "Meine Kommune". */
  sheet: SheetData;
  state: State;
}

/** What the page does for files. */
export interface Host {
  open(): Current;
  take(change: (sheet: SheetData) => SheetData): void;
  erase(): void;
}

/** A sheet that was read, and what there is to say about it. */
interface Incoming {
  sheet: SheetData;
  notes: string[];
}

/** The name of a file about a sheet: "selbstcheck-bsc-2026-musterstadt.json". */
export function fileName(kind: string, sheet: SheetData, ending: string): string {
  return [kind, sheet.catalogue, slug(sheet.member)].filter(Boolean).join("-") + `.${ending}`;
}

/** No more lines than somebody reads. */
const listed = 12;

export class Transfer {
  private readonly status: HTMLElement;

  constructor(private readonly root: HTMLElement, private readonly source: CheckSource, private readonly words: Words, private readonly host: Host) {
    this.status = part(root, "transfer-status", HTMLElement);
    for (const button of root.querySelectorAll<HTMLButtonElement>("[data-export]")) {
      button.addEventListener("click", () => void this.export(button.dataset["export"] ?? ""));
    }
    const file = part(root, "file", HTMLInputElement);
    part(root, "import", HTMLButtonElement).addEventListener("click", () => file.click());
    file.addEventListener("change", () => void this.import(file));
    const erase = part(root, "erase-dialog", HTMLDialogElement);
    part(root, "erase", HTMLButtonElement).addEventListener("click", () => erase.showModal());
    erase.addEventListener("close", () => {
      if (erase.returnValue !== "erase") return;
      host.erase();
      this.say([words("erased")]);
    });
  }

  private async export(format: string): Promise<void> {
    const { offer, sheet, state } = this.host.open();
    try {
      const name = fileName("selbstcheck", sheet, format);
      if (format === "json") {
        handOut(name, new Blob([text({ ...state, sheet }, 2)], { type: "application/json" }));
      } else {
        const form = await this.source.form(offer.sheets[format] ?? "");
        handOut(name, new Blob([officeFile(form, valuesOf(sheet)) as Uint8Array<ArrayBuffer>], { type: types[format] ?? "" }));
      }
      this.say([this.words("exported", { name })]);
    } catch {
      this.say([this.words("failed")]);
    }
  }

  private async import(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    if (!file) return;
    const data = file.size > most.file ? undefined : new Uint8Array(await file.arrayBuffer());
    input.value = ""; // the same file can be chosen again
    try {
      if (!data) throw new Refused("large");
      const { catalogue } = this.host.open();
      const incoming = /^\s*(\ufeff)?\s*\{/.test(new TextDecoder().decode(data.subarray(0, 64))) ? this.fromJSON(data, catalogue) : this.fromWorkbook(data, catalogue);
      await this.takeOver(incoming);
    } catch (error) {
      this.say([this.words(error instanceof Refused ? `refused.${error.reason}` : "refused.broken")]);
    }
  }

  private fromJSON(data: Uint8Array, catalogue: Catalogue): Incoming {
    const read = data.length > longest.file ? undefined : parse(new TextDecoder().decode(data));
    if (!read) throw new Refused("no-workbook");
    const { sheet } = read.state;
    const notes: string[] = [];
    if (sheet.catalogue !== catalogue.id) {
      notes.push(this.words("import.other", { catalogues: sheet.catalogue.slice(0, 40) }));
      sheet.replies = {};
    }
    const known = new Set(catalogue.questions.map(({ id }) => id));
    const strange = [...Object.keys(sheet.replies).filter((id) => !known.has(id)), ...read.refused];
    for (const id of Object.keys(sheet.replies)) if (!known.has(id)) delete sheet.replies[id];
    if (strange.length > 0) notes.push(this.words("import.strange", { keys: strange.slice(0, listed).map((id) => id.slice(0, 40)).join(", ") }));
    return { sheet, notes };
  }

  private fromWorkbook(data: Uint8Array, catalogue: Catalogue): Incoming {
    const found = sheetFrom(readWorkbook(data), catalogue.id, new Set(catalogue.questions.map(({ id }) => id)));
    const notes = found.troubles.slice(0, listed).map(({ kind, ...where }) => this.words(`trouble.${kind}`, where));
    if (found.troubles.length > listed) notes.push(this.words("trouble.more", { n: found.troubles.length - listed }));
    if (found.others.length > 0) notes.push(this.words("import.other", { catalogues: found.others.slice(0, 5).map((id) => id.slice(0, 40)).join(", ") }));
    return { sheet: found.sheet, notes };
  }

  /** Takes over what was read; asks first where that would change answers. */
  private async takeOver({ sheet, notes }: Incoming): Promise<void> {
    const ids = Object.keys(sheet.replies);
    const { state } = this.host.open();
    if (ids.length === 0) return this.say([this.words("import.none"), ...notes]);
    const changed = ids.filter((id) => state.sheet.replies[id] && replyOf(state.sheet, id).answer !== replyOf(sheet, id).answer);
    const how = changed.length === 0 ? "all" : await this.ask(changed.length);
    if (how !== "all" && how !== "gaps") return this.say([this.words("import.kept")]);
    let taken = 0;
    this.host.take((own) => {
      let made = own;
      for (const name of details) if (sheet[name] !== "" && (how === "all" || own[name] === "")) made = { ...made, [name]: sheet[name] };
      for (const id of ids) {
        if (how === "gaps" && replyOf(own, id).answer !== "") continue;
        made = withReply(made, id, replyOf(sheet, id));
        taken++;
      }
      return made;
    });
    this.say([this.words("import.done", { n: taken }), ...notes]);
  }

  private ask(n: number): Promise<string> {
    const dialog = part(this.root, "import-dialog", HTMLDialogElement);
    part(dialog, "import-question", HTMLElement).textContent = this.words("import.ask", { n });
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true }));
  }

  private say(lines: readonly string[]): void {
    this.status.replaceChildren(...lines.map((line) => element("p", "", line)));
  }
}

/** What of a file can be a sheet of an earlier round; undefined if nothing can. */
export function earlierSheet(data: Uint8Array, catalogues: readonly { id: string; questions: ReadonlySet<string> }[]): SheetData | undefined {
  if (data.length > most.file) throw new Refused("large");
  const read = data[0] === 0x50 ? undefined : parse(new TextDecoder().decode(data));
  if (read) return catalogues.some(({ id }) => id === read.state.sheet.catalogue) ? read.state.sheet : undefined;
  const book = readWorkbook(data.length > 0 ? data : strToU8("-"));
  const sheets = catalogues.map(({ id, questions }) => sheetFrom(book, id, questions).sheet);
  return sheets.find(({ replies }) => Object.keys(replies).length > 0);
}
