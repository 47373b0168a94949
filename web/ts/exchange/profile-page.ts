// The page "Meine Kommune": a form made of the fields that the templates ask
// for. What is typed is kept in this browser at once and goes nowhere.
import { element, part } from "../dom.js";
import { handOut } from "./api.js";
import { slug } from "./names.js";
import { fieldGroups } from "./profile-form.js";
import { exportProfile, importProfile, longest, profileKey, storedProfile, storeProfile, withAnswer, type Profile } from "./profile.js";
import type { Source } from "./scripts.js";
import type { Portal } from "./types.js";
import { wordsOf, type Words } from "./words.js";

class ProfilePage {
  private profile: Profile = storedProfile();
  private readonly words: Words;
  private readonly form: HTMLFormElement;
  private readonly status: HTMLElement;

  constructor(private readonly root: HTMLElement, private readonly portal: Portal) {
    this.words = wordsOf(portal.words, portal.portal.lang);
    this.form = part(root, "form", HTMLFormElement);
    this.status = part(root, "status", HTMLElement);
    const groups = fieldGroups(portal.fields, this.words);
    this.form.append(...groups.map(({ section }) => section));
    part(root, "groups", HTMLElement).append(...groups.map(({ link }) => element("li", "", link)));
    this.listen();
    this.show();
    root.hidden = false;
  }

  private listen(): void {
    const { root, form } = this;
    form.addEventListener("input", ({ target }) => this.typed(target));
    form.addEventListener("submit", (event) => event.preventDefault());
    part(root, "export", HTMLButtonElement).addEventListener("click", () => this.export());
    const file = part(root, "file", HTMLInputElement);
    part(root, "import", HTMLButtonElement).addEventListener("click", () => file.click());
    file.addEventListener("change", () => void this.import(file));
    const dialog = part(root, "dialog", HTMLDialogElement);
    part(root, "erase", HTMLButtonElement).addEventListener("click", () => dialog.showModal());
    dialog.addEventListener("close", () => dialog.returnValue === "erase" && this.erase());
    addEventListener("storage", ({ key }) => {
      if (key !== profileKey && key !== null) return;
      this.profile = storedProfile(); // typed on another page
      this.show();
    });
  }

  private typed(target: EventTarget | null): void {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    this.keep(withAnswer(this.profile, target.name, target.value));
    this.count();
  }

  private keep(profile: Profile): void {
    this.profile = profile;
    if (!storeProfile(profile)) this.say("profile.unkept");
  }

  /** Puts the answers into the form, but for the field that is being typed in. */
  private show(): void {
    for (const control of this.form.elements) {
      if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement) || control === document.activeElement) continue;
      const value = this.profile[control.name] ?? "";
      if (control instanceof HTMLSelectElement && ![...control.options].some((option) => option.value === value)) {
        control.append(new Option(value, value)); // of an older list of choices
      }
      control.value = value;
    }
    this.count();
  }

  private count(): void {
    const { root, portal, profile } = this;
    const filled = (ids: readonly string[]): number => ids.filter((id) => Object.hasOwn(profile, id)).length;
    const all = portal.fields.map(({ id }) => id);
    part(root, "count", HTMLElement).textContent = this.words("profile.count", { count: filled(all), of: all.length });
    const bar = part(root, "bar", HTMLProgressElement);
    bar.max = all.length;
    bar.value = filled(all);
    for (const counter of root.querySelectorAll<HTMLElement>("[data-group]")) {
      const ids = portal.fields.filter(({ group }) => group === counter.dataset["group"]).map(({ id }) => id);
      counter.textContent = `${filled(ids)}/${ids.length}`;
    }
  }

  private export(): void {
    const owner = slug(this.profile["kommune.kurzname"] ?? this.profile["kommune.name"] ?? "");
    handOut(`meine-kommune${owner && "-"}${owner}.json`, new Blob([exportProfile(this.profile)], { type: "application/json" }));
  }

  private async import(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    input.value = ""; // the same file can be chosen again
    if (!file) return;
    if (file.size > longest.file) return this.say("profile.large");
    const read = importProfile(await file.text(), new Set(this.portal.fields.map(({ id }) => id)));
    if (!read) return this.say("profile.bad");
    this.keep({ ...this.profile, ...read.profile });
    this.show();
    this.say("profile.imported", { n: Object.keys(read.profile).length });
    if (read.unknown.length > 0) this.add("profile.unknown", { keys: listed(read.unknown) });
    if (read.refused.length > 0) this.add("profile.refused", { keys: listed(read.refused), max: longest.value });
  }

  private erase(): void {
    this.keep({});
    this.show();
    this.say("profile.erased");
  }

  private say(key: string, values: Record<string, string | number> = {}): void {
    this.status.replaceChildren();
    this.add(key, values);
  }

  private add(key: string, values: Record<string, string | number>): void {
    this.status.append(element("p", "", this.words(key, values)));
  }
}

/** Names of a stranger's file: some of them, none too long. */
function listed(keys: readonly string[]): string {
  const shown = keys.slice(0, 10).map((key) => (key.length > 60 ? `${key.slice(0, 60)}…` : key));
  return shown.join(", ") + (keys.length > shown.length ? " …" : "");
}

/** Starts the page, if it is this one. */
export function startProfilePage(source: Source): void {
  const root = document.querySelector<HTMLElement>("[data-profile]");
  if (!root) return;
  source.portal().then(
    (portal) => void new ProfilePage(root, portal),
    () => document.querySelector("p[data-failed]")?.removeAttribute("hidden"),
  );
}
