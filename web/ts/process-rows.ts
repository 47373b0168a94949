// The rows of the process catalogue as data: which of them a filter shows, and
// in which order. Nothing here touches the page.
import { folded, matches, type Folded } from "./filter.js";

/** A process as its row tells it. */
export interface ProcessRow {
  id: string;
  area: string;
  name: string;
  units: string[];
  duty: string;
  /** 0 is the most urgent class. */
  mta: number;
  /** "timed", "situation", both or neither. */
  when: string[];
  text: Folded;
}

/** What somebody chose; "" leaves a choice open. Keys are those of the address. */
export interface ProcessFilter {
  q: string;
  bereich: string;
  einheit: string;
  pflicht: string;
  mta: string;
  zeit: string;
  /** A key of the order, "-" in front turns it round; "" groups by area. */
  sortierung: string;
}

export const noFilter: Readonly<ProcessFilter> = { q: "", bereich: "", einheit: "", pflicht: "", mta: "", zeit: "", sortierung: "" };

/** The row with its text prepared; words are other names and what it is about. */
export function processRow(row: Omit<ProcessRow, "text">, words: string): ProcessRow {
  return { ...row, text: folded(`${row.id} ${row.name} ${row.units.join(" ")} ${words}`) };
}

/** True if the row passes all that was chosen. */
export function passes(row: ProcessRow, filter: ProcessFilter): boolean {
  return (
    (filter.bereich === "" || row.area === filter.bereich) &&
    (filter.einheit === "" || row.units.includes(filter.einheit)) &&
    (filter.pflicht === "" || row.duty === filter.pflicht) &&
    (filter.mta === "" || String(row.mta) === filter.mta) &&
    (filter.zeit === "" || (filter.zeit === "always" ? row.when.length === 0 : row.when.includes(filter.zeit))) &&
    matches(row.text, filter.q)
  );
}

const german = new Intl.Collator("de");
const duties = "AMGJDE";

const orders: Readonly<Record<string, (a: ProcessRow, b: ProcessRow) => number>> = {
  id: () => 0,
  name: (a, b) => german.compare(a.name, b.name),
  unit: (a, b) => german.compare(a.units[0] ?? "", b.units[0] ?? ""),
  duty: (a, b) => duties.indexOf(a.duty) - duties.indexOf(b.duty),
  mta: (a, b) => a.mta - b.mta,
};

/** The rows in an order; equal ones by number. An unknown order is that of the numbers. */
export function ordered(rows: readonly ProcessRow[], order: string): ProcessRow[] {
  const turn = order.startsWith("-") ? -1 : 1;
  const by = orders[order.replace(/^-/, "")] ?? orders["id"]!;
  const byID = (a: ProcessRow, b: ProcessRow) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  return [...rows].sort((a, b) => turn * by(a, b) || (order === "-id" ? -1 : 1) * byID(a, b));
}

/** What an address says; what it does not say is open. */
export function readFilter(search: string): ProcessFilter {
  const params = new URLSearchParams(search);
  const filter = { ...noFilter };
  for (const key of Object.keys(filter) as (keyof ProcessFilter)[]) filter[key] = params.get(key) ?? "";
  if (!Object.hasOwn(orders, filter.sortierung.replace(/^-/, ""))) filter.sortierung = "";
  return filter;
}

/** The query of an address for a filter: "" or "?mta=0&…". */
export function writeFilter(filter: ProcessFilter): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(filter)) if (value.trim() !== "") params.set(key, value);
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** The order after somebody chose a column: up, down, back to the areas. */
export function nextOrder(now: string, column: string): string {
  return now === column ? `-${column}` : now === `-${column}` ? "" : column;
}
