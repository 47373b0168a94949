// Where checks are kept: in this browser, one entry for each catalogue.
//
// Several tabs may be open. Whoever changes something reads what is stored now,
// changes only that, and stores it: what another tab wrote meanwhile stays.
import { emptyState, parse, text, type State } from "./state.js";
import type { SheetData } from "./types.js";

const prefix = "nachbar.selbstcheck.";
export const settingsKey = `${prefix}einstellungen.v1`;
export const keyOf = (catalogue: string): string => `${prefix}${catalogue}.v1`;

/** The part of localStorage that is needed. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

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
    let stored: string | null | undefined;
    try {
      stored = this.shelf?.getItem(keyOf(this.catalogue));
    } catch {
      return;
    }
    if (!this.keeps || stored === undefined) return;
    const read = stored === null ? undefined : parse(stored);
    this.known = read?.state.sheet.catalogue === this.catalogue ? read.state : emptyState(this.catalogue);
  }

  /** Changes the sheet as it is stored now. */
  change(change: (sheet: SheetData) => SheetData): void {
    this.read();
    this.known = { ...this.known, sheet: change(this.known.sheet) };
    this.write();
  }

  /** Notes where somebody is. */
  visit(id: string): void {
    this.read();
    if (this.known.at === id) return;
    this.known = { ...this.known, at: id };
    this.write();
  }

  /** Forgets everything. */
  erase(): void {
    this.known = emptyState(this.catalogue);
    try {
      this.shelf?.removeItem(keyOf(this.catalogue));
    } catch {
      this.keeps = false;
    }
  }

  private write(): void {
    try {
      if (!this.shelf) throw new Error("no storage");
      this.shelf.setItem(keyOf(this.catalogue), text(this.known));
      this.keeps = true;
    } catch {
      this.keeps = false;
    }
  }
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
