// What is known of a completeness check: the lines of the list, what somebody
// decided about them, and what follows.
import type { Duty, Match, MatchProcess } from "./match.js";

/** A line; chosen is undefined as long as nobody decided: then the match counts. */
export interface Line {
  text: string;
  chosen?: readonly string[];
}

/** What somebody said of a missing process. */
export type Verdict = "have" | "none";

export interface State {
  lines: readonly Line[];
  /** The duties that concern this municipality, besides "A". */
  duties: readonly Duty[];
  verdicts: Readonly<Record<string, Verdict>>;
}

export const duties: readonly Duty[] = ["M", "G", "J", "D", "E"];
export const empty: State = { lines: [], duties: [], verdicts: {} };

/** What a state amounts to. */
export interface Result {
  covered: { process: MatchProcess; lines: number[] }[];
  /** Lines somebody has to decide about. */
  open: number[];
  /** Lines that no process fits. */
  foreign: number[];
  missing: { process: MatchProcess; /** an open line that may mean it */ maybe?: number; verdict?: Verdict }[];
}

/** The processes that a line stands for. */
export function meant({ chosen }: Line, match: Match | undefined): readonly string[] {
  return chosen ?? match?.candidates.slice(0, match.taken).map(({ id }) => id) ?? [];
}

/** Works out the result; matches are those of the lines. */
export function resultOf(state: State, matches: readonly Match[], processes: readonly MatchProcess[]): Result {
  const lines = new Map<string, number[]>();
  const maybe = new Map<string, number>();
  const result: Result = { covered: [], open: [], foreign: [], missing: [] };
  state.lines.forEach((line, i) => {
    const match = matches[i];
    const ids = meant(line, match);
    for (const id of ids) lines.set(id, [...(lines.get(id) ?? []), i]);
    if (ids.length > 0) return;
    if (line.chosen || match?.status !== "proposed") return void result.foreign.push(i);
    result.open.push(i);
    for (const { id } of match.candidates.slice(0, 1)) if (!maybe.has(id)) maybe.set(id, i);
  });
  for (const process of processes) {
    const found = lines.get(process.id);
    const verdict = state.verdicts[process.id];
    if (found) result.covered.push({ process, lines: found });
    else if (has(state, process.duty)) {
      const line = maybe.get(process.id);
      result.missing.push({ process, ...(line === undefined ? {} : { maybe: line }), ...(verdict ? { verdict } : {}) });
    }
  }
  return result;
}

/** Whether a duty concerns the municipality; a large town has what a medium-sized one has. */
const has = ({ duties }: State, duty: Duty): boolean => duty === "A" || duties.includes(duty) || (duty === "M" && duties.includes("G"));

/** The state with another decision about a line. */
export function decide(state: State, at: number, chosen: readonly string[] | undefined): State {
  const lines = state.lines.map((line, i) => (i !== at ? line : chosen ? { text: line.text, chosen } : { text: line.text }));
  return { ...state, lines };
}

/** The state with another list; decisions about lines that stayed are kept. */
export function withLines(state: State, texts: readonly string[]): State {
  const known = new Map(state.lines.map((line) => [line.text, line]));
  return { ...state, lines: texts.map((text) => known.get(text) ?? { text }) };
}

/** The state with another verdict about a process; "" takes it back. */
export function judge(state: State, id: string, verdict: Verdict | ""): State {
  const { [id]: _, ...others } = state.verdicts;
  return { ...state, verdicts: verdict === "" ? others : { ...others, [id]: verdict } };
}

/** Reads a stored state: whatever is not as it should be is left out. */
export function parseState(text: string): State {
  try {
    const read = JSON.parse(text) as { lines?: unknown; duties?: unknown; verdicts?: unknown };
    const lines = (Array.isArray(read.lines) ? read.lines : []).slice(0, 1000).flatMap((line: unknown) => {
      const { text, chosen } = (line ?? {}) as { text?: unknown; chosen?: unknown };
      if (typeof text !== "string" || text === "") return [];
      return [Array.isArray(chosen) ? { text: text.slice(0, 400), chosen: chosen.filter((id) => typeof id === "string").slice(0, 10) } : { text: text.slice(0, 400) }];
    });
    const known = Array.isArray(read.duties) ? duties.filter((duty) => (read.duties as unknown[]).includes(duty)) : [];
    const verdicts = Object.entries((read.verdicts ?? {}) as object).filter((entry): entry is [string, Verdict] => /^[a-z0-9-]{1,10}$/.test(entry[0]) && (entry[1] === "have" || entry[1] === "none"));
    return { lines, duties: known, verdicts: Object.fromEntries(verdicts) };
  } catch {
    return empty;
  }
}

/** Where the state is kept in this browser. */
export const storeKey = "nachbar.abgleich.v1";

/** What fills the holes of the workbook (internal/bia/match_form.go), for at most rows rows. */
export function valuesOf(state: State, matches: readonly Match[], processes: readonly MatchProcess[], words: (key: string) => string, rows: number): Record<string, string> {
  const byId = new Map(processes.map((process) => [process.id, process]));
  const { missing } = resultOf(state, matches, processes);
  const values: Record<string, string> = {};
  for (const { process, verdict, maybe } of missing) values[`f.${process.id}`] = words(verdict ? `verdict.${verdict}` : maybe === undefined ? "state.missing" : "state.maybe");
  let n = 0;
  state.lines.forEach((line, i) => {
    const match = matches[i];
    const ids = meant(line, match);
    const status = line.chosen ? (ids.length > 0 ? "confirmed" : "foreign") : match?.status === "auto" ? "auto" : match?.status === "proposed" ? "open" : "foreign";
    for (const id of ids.length > 0 ? ids : status === "open" ? (match?.candidates.slice(0, 1).map((one) => one.id) ?? []) : [""]) {
      if (n >= rows) return;
      const process = byId.get(id);
      Object.assign(values, { [`l.${n}`]: line.text, [`i.${n}`]: id, [`t.${n}`]: process?.title ?? "", [`m.${n}`]: process?.mta ?? "", [`s.${n}`]: words(`state.${status}`) });
      n++;
    }
  });
  return values;
}
