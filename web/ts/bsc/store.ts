// Where checks are kept: in this browser, an entry for each reply.
//
// Several tabs may be open, and what one of them stores reaches the others a
// little later. So nobody ever stores more than what somebody changed: another
// tab's answers to other questions stay, whoever comes first.
import { details, emptyState, kept, parseReply, replyOf, replyText, withReply, type State } from "./state.js";
import type { SheetData } from "./types.js";

const prefix = "nachbar.selbstcheck.";
export const settingsKey = `${prefix}einstellungen.v1`;
/** What the keys of a catalogue's entries begin with; "a/", "d/" and "at" follow. */
export const keyOf = (catalogue: string): string => `${prefix}${catalogue}.v1/`;

/** The part of localStorage that is needed. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** How the page behaves, for all catalogues. */
export interface Settings {
  /** The catalogue that was open last. */
  catalogue: string;
  /** One key is one answer. */
  keys: boolean;
  /** An answer by key leads to the next question. */
  onward: boolean;
}

export const preset: Readonly<Settings> = { catalogue: "", keys: true, onward: true };

/** The check of one catalogue. Without storage it lives as long as the page. */
export class Store {
  /** Whether the browser keeps what is told. */
  keeps = true;
  private known: State;

  constructor(readonly catalogue: string, private readonly shelf: Shelf | undefined) {
    this.known = emptyState(catalogue);
    this.read();
  }

  get state(): State {
    return this.known;
  }

  get sheet(): SheetData {
    return this.known.sheet;
  }

  /** Takes over what is stored, for example by another tab. */
  read(): void {
    if (!this.keeps || !this.shelf) return;
    const base = keyOf(this.catalogue);
    const state = emptyState(this.catalogue);
    try {
      for (const key of keysOf(this.shelf, base)) {
        const value = this.shelf.getItem(key) ?? "";
        const name = key.slice(base.length);
        const detail = details.find((known) => name === `d/${known}`);
        const reply = name.startsWith("a/") ? parseReply(value) : undefined;
        if (reply) state.sheet = withReply(state.sheet, name.slice(2), reply);
        else if (detail) state.sheet[detail] = kept(value);
        else if (name === "at") state.at = kept(value);
      }
      this.known = state;
    } catch {
      // what is known stays
    }
  }

  /** Changes the sheet and stores what is different. */
  change(change: (sheet: SheetData) => SheetData): void {
    this.read();
    const before = this.known.sheet;
    const sheet = change(before);
    this.known = { ...this.known, sheet };
    for (const detail of details) if (sheet[detail] !== before[detail]) this.put(`d/${detail}`, sheet[detail]);
    for (const id of new Set([...Object.keys(before.replies), ...Object.keys(sheet.replies)])) {
      const text = replyText(replyOf(sheet, id));
      if (text !== replyText(replyOf(before, id))) this.put(`a/${id}`, text);
    }
  }

  /** Notes where somebody is. */
  visit(id: string): void {
    if (this.known.at === id) return;
    this.known = { ...this.known, at: id };
    this.put("at", id);
  }

  /** Forgets everything. */
  erase(): void {
    this.known = emptyState(this.catalogue);
    try {
      if (this.shelf) for (const key of keysOf(this.shelf, keyOf(this.catalogue))) this.shelf.removeItem(key);
    } catch {
      this.keeps = false;
    }
  }

  /** Stores one entry; what is empty goes. */
  private put(name: string, value: string): void {
    const key = keyOf(this.catalogue) + name;
    try {
      if (!this.shelf) throw new Error("no storage");
      if (value === "") this.shelf.removeItem(key);
      else this.shelf.setItem(key, value);
    } catch {
      this.keeps = false;
    }
  }
}

function keysOf(shelf: Shelf, base: string): string[] {
  const keys: string[] = [];
  for (let i = 0; i < shelf.length; i++) {
    const key = shelf.key(i);
    if (key?.startsWith(base)) keys.push(key);
  }
  return keys.sort();
}

/** The settings as they are stored; those preset where there are none. */
export function settingsFrom(shelf: Shelf | undefined): Settings {
  try {
    const value = JSON.parse(shelf?.getItem(settingsKey) ?? "{}") as Partial<Record<keyof Settings, unknown>>;
    return {
      catalogue: typeof value.catalogue === "string" ? value.catalogue : preset.catalogue,
      keys: typeof value.keys === "boolean" ? value.keys : preset.keys,
      onward: typeof value.onward === "boolean" ? value.onward : preset.onward,
    };
  } catch {
    return { ...preset };
  }
}

/** Keeps the settings, if the browser allows it. */
export function keepSettings(shelf: Shelf | undefined, settings: Settings): void {
  try {
    shelf?.setItem(settingsKey, JSON.stringify(settings));
  } catch {
    // they hold as long as the page
  }
}

/** The storage of this browser; undefined where it is switched off. */
export function ownShelf(): Shelf | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
