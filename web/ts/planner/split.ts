// Splits the staff of a town hall over the dates of a training, so that no unit is ever left empty.

/** A person of the list; unit is "" if none is named. */
export interface Person {
  name: string;
  unit: string;
}

/** Bounds of the planner. */
export const bounds = { dates: { least: 2, most: 6 }, people: 1000, text: 120 } as const;

/** The date of a person by index, or nobody's date. */
export const stays = -1;

/**
 * Reads a list of people, one a line: name or initials, then the unit, behind a
 * semicolon, a tab or a bar. Empty lines are passed over, long texts are cut.
 */
export function readPeople(text: string): Person[] {
  const people: Person[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [name = "", unit = ""] = line.split(/[;\t|]/).map((part) => part.trim().replace(/\s+/g, " ").slice(0, bounds.text));
    if (name === "" && unit === "") continue;
    if (people.push({ name, unit }) === bounds.people) break;
  }
  return people;
}

/** The units in the order in which they first appear, each with the numbers of its people. */
export function unitsOf(people: readonly Person[]): Map<string, number[]> {
  const units = new Map<string, number[]>();
  people.forEach(({ unit }, i) => {
    const members = units.get(unit);
    if (members) members.push(i);
    else units.set(unit, [i]);
  });
  return units;
}

/**
 * Proposes a date for everybody: like dealing cards, unit by unit. Neighbours in
 * the order get dates in turn, so the parts of a unit differ by one at most, as
 * do the dates as a whole, and a unit of two or more is never away as one.
 */
export function propose(people: readonly Person[], dates: number): number[] {
  const plan = new Array<number>(people.length).fill(stays);
  let next = 0;
  for (const members of unitsOf(people).values()) {
    for (const i of members) plan[i] = next++ % dates;
  }
  return plan;
}

export interface Fault {
  kind: "empty" | "alone" | "seats" | "stays";
  unit: string;
  /** The date by index, or -1. */
  date: number;
  /** How many people the fault is about. */
  count: number;
}

/** What is wrong with a plan: units that are empty on a date, units of one, dates with too few seats, people without a date. */
export function faultsOf(people: readonly Person[], plan: readonly number[], seats: readonly number[]): Fault[] {
  const faults: Fault[] = [];
  for (const [unit, members] of unitsOf(people)) {
    if (members.length === 1) {
      faults.push({ kind: "alone", unit, date: plan[members[0] ?? 0] ?? stays, count: 1 });
      continue;
    }
    const [first] = members;
    const date = first === undefined ? stays : (plan[first] ?? stays);
    if (date !== stays && members.every((i) => plan[i] === date)) faults.push({ kind: "empty", unit, date, count: members.length });
  }
  seats.forEach((most, date) => {
    const count = plan.filter((at) => at === date).length;
    if (most > 0 && count > most) faults.push({ kind: "seats", unit: "", date, count });
  });
  const without = plan.filter((at) => at === stays).length;
  if (without > 0) faults.push({ kind: "stays", unit: "", date: stays, count: without });
  return faults;
}

/** How many people of each unit go to each date. */
export function countsOf(people: readonly Person[], plan: readonly number[], dates: number): { unit: string; size: number; away: number[] }[] {
  return [...unitsOf(people)].map(([unit, members]) => {
    const away = new Array<number>(dates).fill(0);
    for (const i of members) {
      const date = plan[i] ?? stays;
      if (date !== stays) away[date] = (away[date] ?? 0) + 1;
    }
    return { unit, size: members.length, away };
  });
}
