// A BIA-Bogen for chosen processes: the twin of Prefilled and Values in internal/bia, held together by testdata/workbook_twin.json.
import type { Values } from "../office/form.js";

export interface Process {
  id: string;
  title: string;
  unit: string;
  mta: string;
  /** Ratings 1–4 by scenario and horizon. */
  damage: number[][];
  /** Category and name. */
  resources: [string, string][];
  needs: string[];
}

/** What a workbook is prefilled with, written by internal/bia (workbook_browser.go). */
export interface BookData {
  processes: Process[];
  damage: string[];
  state: string;
  own: string;
  level: number;
  /** Rows that are left empty. */
  blank: { processes: number; uses: number; needs: number; actual: number };
  /** Processes of the size classes. */
  classes: Readonly<Record<string, string[]>>;
  classNames: Readonly<Record<string, string>>;
}

/** The same for names that differ in case or blanks only. */
const resourceKey = (name: string): string => name.split(/\s+/).filter(Boolean).join(" ").toLowerCase();

/** Values for the holes of the form, of the chosen processes in the order of the catalogue. */
export function bookValues(data: BookData, chosen: ReadonlySet<string>, sizeClass = ""): Values {
  const values: Record<string, string> = {};
  const set = (key: string, value: string): void => {
    if (value !== "") values[key] = value;
  };
  set("p.class", data.classNames[sizeClass] ?? "");
  set("p.level", data.damage[data.level - 1] ?? "");
  const rows = data.processes.filter(({ id }) => chosen.has(id));
  rows.forEach((row, i) => process(data, row, `s${i}.`, set));
  for (let i = 0; i < data.blank.processes; i++) {
    set(`s${rows.length + i}.id`, `E${String(i + 1).padStart(2, "0")}`);
    set(`s${rows.length + i}.state`, data.own);
  }
  const uses = rows.flatMap(({ id, resources }) => resources.map(([category, name]) => ({ process: id, category, name })));
  table("u", uses, data.blank.uses, set);
  table("n", rows.flatMap(({ id, needs }) => needs.map((need) => ({ process: id, needs: need }))), data.blank.needs, set);
  const seen = new Set<string>();
  const actual = uses.filter(({ name }) => !seen.has(resourceKey(name)) && seen.add(resourceKey(name)));
  table("a", actual.map(({ category, name }) => ({ category, name })), data.blank.actual, set);
  return values;
}

type Setter = (key: string, value: string) => void;

/** The row of a process and its five rows of damage. */
function process(data: BookData, { id, title, unit, mta, damage }: Process, prefix: string, set: Setter): void {
  for (const [key, value] of Object.entries({ id, title, unit, mta, state: data.state })) set(prefix + key, value);
  damage.forEach((row, scenario) => {
    row.forEach((level, horizon) => set(`${prefix}d${scenario}.${horizon}`, data.damage[level - 1] ?? ""));
  });
}

/** Filled rows, then empty ones. */
function table(letter: string, rows: readonly Readonly<Record<string, string>>[], blank: number, set: Setter): void {
  for (let i = 0; i < rows.length + blank; i++) {
    set(`${letter}${i}.on`, "1");
    for (const [key, value] of Object.entries(rows[i] ?? {})) set(`${letter}${i}.${key}`, value);
  }
}
