// The page "Prüfung": the checksums of a stick, worked out in the browser. Nothing is sent.
import { counted, element, part } from "../dom.js";
import { run, unpack } from "../exchange/scripts.js";
import { compare, folderOf, grouped, leftBySystem, normal, parseList, type Found } from "./list.js";
import { digest } from "./sha256.js";

const scriptName = "pruefsummen";
const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** The list in a script of the edition; undefined if it holds none. */
function listIn(data: string): string | undefined {
  try {
    const { list } = unpack(data) as { list?: unknown };
    return typeof list === "string" ? list : undefined;
  } catch {
    return undefined;
  }
}

class VerifyPage {
  private readonly input: HTMLInputElement;
  private readonly status: HTMLElement;
  private readonly bar: HTMLProgressElement;
  private readonly stop: HTMLButtonElement;
  private readonly result: HTMLElement;
  private running: AbortController | undefined;

  constructor(private readonly root: HTMLElement, private readonly text: string, private readonly sum: string) {
    this.input = part(root, "folder", HTMLInputElement);
    this.status = part(root, "status", HTMLElement);
    this.bar = part(root, "bar", HTMLProgressElement);
    this.stop = part(root, "stop", HTMLButtonElement);
    this.result = part(root, "result", HTMLElement);
    this.input.addEventListener("change", () => void this.check([...(this.input.files ?? [])]));
    this.stop.addEventListener("click", () => this.running?.abort());
    part(root, "print", HTMLButtonElement).addEventListener("click", () => print());
    root.hidden = false;
  }

  /** Checks the chosen files; choosing others, or the button, stops it. */
  private async check(files: readonly File[]): Promise<void> {
    this.running?.abort();
    const own = (this.running = new AbortController());
    this.result.hidden = true;
    const list = parseList(this.text);
    const paths = new Map(files.map((file) => [normal(file.webkitRelativePath || file.name), file]));
    const folder = folderOf(list, [...paths.keys()]);
    if (folder === undefined) return this.say(this.root.dataset["foreign"] ?? "");
    this.say(counted(this.root.dataset, "running", paths.size));
    this.busy(true);
    try {
      const within = [...paths].filter(([path]) => path.startsWith(folder)).map(([path, file]) => [path.slice(folder.length), file] as const);
      const found = await this.compared(list, within, own.signal);
      if (found && own === this.running) this.show(found, within.length);
      else if (own === this.running) this.say(this.root.dataset["stopped"] ?? "");
    } catch {
      if (own === this.running) this.say(this.root.dataset["unread"] ?? "");
    }
    if (own === this.running) this.busy(false);
  }

  /** Works all sums out, one file after the other; undefined if it was stopped. */
  private async compared(list: Map<string, string>, files: readonly (readonly [string, File])[], stop: AbortSignal): Promise<Found | undefined> {
    const sums = new Map<string, string>();
    const all = files.reduce((n, [, file]) => n + file.size, 0);
    let done = 0;
    for (const [path, file] of files) {
      if (stop.aborted) return undefined;
      if (leftBySystem(path)) continue;
      sums.set(path, await this.sumOf(path, file));
      done += file.size;
      if (!stop.aborted) this.bar.value = all > 0 ? done / all : 1;
    }
    const page = [...list.keys()].filter((path) => /(^|\/)pruefung\/index\.html$/.test(path)).sort((x, y) => x.length - y.length)[0] ?? "";
    list.set(page.replace(/index\.html$/, "liste.js"), this.sum);
    list.set("pruefsummen.txt", this.sum);
    return compare(list, sums);
  }

  /** The sum of a file; of the script with the list, that of the list in it. */
  private async sumOf(path: string, file: File): Promise<string> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (!/(^|\/)pruefung\/liste\.js$/.test(path)) return digest(bytes);
    const call = /^nachbarForm\("pruefsummen","([A-Za-z0-9+/=]*)"\);?\s*$/.exec(new TextDecoder().decode(bytes));
    const list = call ? listIn(call[1]!) : undefined;
    return list === undefined ? "" : digest(utf8(list));
  }

  private show(found: Found, files: number): void {
    const { dataset } = this.root;
    const wrong = found.changed.length + found.missing.length;
    const state = wrong > 0 ? "bad" : found.extra.length > 0 ? "extra" : "good";
    this.result.dataset["state"] = state;
    part(this.root, "verdict", HTMLElement).textContent = dataset[`verdict${state[0]!.toUpperCase()}${state.slice(1)}`] ?? "";
    const when = new Date().toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    part(this.root, "when", HTMLElement).textContent = when;
    part(this.root, "counts", HTMLElement).textContent = counted(dataset, "right", found.right);
    for (const name of ["changed", "missing", "extra"] as const) this.list(name, found[name]);
    this.result.hidden = false;
    this.say(counted(dataset, "done", files));
    part(this.root, "verdict", HTMLElement).focus();
  }

  private list(name: "changed" | "missing" | "extra", paths: readonly string[]): void {
    const section = part(this.root, name, HTMLElement);
    section.hidden = paths.length === 0;
    part(section, "title", HTMLElement).textContent = counted(this.root.dataset, name, paths.length);
    part(section, "paths", HTMLElement).replaceChildren(...paths.slice(0, 500).map((path) => element("li", "", path)));
  }

  private busy(on: boolean): void {
    this.bar.hidden = this.stop.hidden = !on;
    this.bar.value = 0;
  }

  private say(text: string): void {
    this.status.textContent = text;
  }
}

/** Shows the sum of a list, short and whole. */
function showSum(root: HTMLElement, sum: string): void {
  part(root, "short", HTMLElement).textContent = grouped(sum);
  part(root, "whole", HTMLElement).textContent = sum;
}

const failed = (): void => document.querySelector("p[data-failed]")?.removeAttribute("hidden");

/** The page on a stick: its list comes as a script. */
async function onStick(root: HTMLElement): Promise<void> {
  const list = listIn(await run(new URL(root.dataset["verify"] ?? "", document.baseURI).href, scriptName));
  if (!list) throw new Error("no list");
  const sum = await digest(utf8(list));
  showSum(root, sum);
  new VerifyPage(root, list, sum);
}

/** The page on the web: the list is the server's. */
async function online(root: HTMLElement): Promise<void> {
  const answer = await fetch(root.dataset["sums"] ?? "");
  if (!answer.ok) throw new Error(`the list is not there: ${answer.status}`);
  showSum(root, await digest(new Uint8Array(await answer.arrayBuffer())));
  root.hidden = false;
}

function start(): void {
  const stick = document.querySelector<HTMLElement>("[data-verify]");
  if (stick) onStick(stick).catch(failed);
  const web = document.querySelector<HTMLElement>("[data-sums]");
  if (web) online(web).catch(failed);
}

start();
