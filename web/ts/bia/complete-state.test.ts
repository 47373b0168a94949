import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, empty, judge, parseState, resultOf, valuesOf, withLines, type State } from "./complete-state.js";
import type { Duty, Match, MatchProcess } from "./match.js";

const process = (id: string, duty: Duty = "A"): MatchProcess => ({ id, area: id.slice(0, 2), title: `Titel ${id}`, about: "", unit: [], words: [], duty, mta: "7T", rto: 84 });
const processes = [process("01-01"), process("01-02"), process("06-01", "J"), process("11-01", "E")];
const auto = (...ids: string[]): Match => ({ status: "auto", taken: ids.length, candidates: ids.map((id) => ({ id, score: 900 })) });
const proposed = (...ids: string[]): Match => ({ status: "proposed", taken: 0, candidates: ids.map((id) => ({ id, score: 400 })) });
const none: Match = { status: "none", taken: 0, candidates: [] };
const state: State = { ...empty, lines: [{ text: "a" }, { text: "b" }, { text: "c" }] };
const matches = [auto("01-01"), proposed("01-02"), none];
const ids = (list: readonly { process: MatchProcess }[]): string[] => list.map(({ process: { id } }) => id);

test("lines are covered, open or foreign; what no line means is missing", () => {
  const result = resultOf(state, matches, processes);
  assert.deepEqual([ids(result.covered), result.open, result.foreign], [["01-01"], [1], [2]]);
  assert.deepEqual(result.missing.map(({ process: { id }, maybe }) => [id, maybe]), [["01-02", 1]]);
});

test("duties decide what can be missing, not what is covered", () => {
  assert.deepEqual(ids(resultOf({ ...state, duties: ["J"] }, matches, processes).missing), ["01-02", "06-01"]);
  assert.deepEqual(ids(resultOf({ ...empty, duties: ["G"] }, [], [process("02-12", "M"), process("02-14", "G")]).missing), ["02-12", "02-14"], "a large town is more than medium-sized");
  assert.deepEqual(ids(resultOf(state, [auto("11-01"), none, none], processes).covered), ["11-01"]);
});

test("a decision counts before the match, and can be taken back", () => {
  const confirmed = decide(state, 1, ["01-02"]);
  assert.deepEqual(resultOf(confirmed, matches, processes).missing, []);
  assert.deepEqual(resultOf(decide(state, 0, []), matches, processes).foreign, [0, 2]);
  assert.deepEqual(resultOf(decide(confirmed, 1, undefined), matches, processes).open, [1]);
  assert.deepEqual(withLines(confirmed, ["b", "d"]).lines, [{ text: "b", chosen: ["01-02"] }, { text: "d" }]);
});

test("verdicts stay with missing processes", () => {
  const judged = judge(state, "01-02", "none");
  assert.equal(resultOf(judged, matches, processes).missing[0]?.verdict, "none");
  assert.deepEqual(judge(judged, "01-02", "").verdicts, {});
});

test("what is stored is read back, and anything else does no harm", () => {
  const all = judge({ ...decide(state, 1, ["01-02"]), duties: ["M", "J"] }, "01-02", "have");
  assert.deepEqual(parseState(JSON.stringify(all)), all);
  for (const text of ["", "null", "[]", "7", '{"lines":7,"duties":"M","verdicts":[1]}', '{"lines":[null,{"text":3},{"text":"a","chosen":[1,"01-01"]}]}']) parseState(text);
  assert.deepEqual(parseState('{"lines":[null,{"text":"a","chosen":[1,"01-01"]}]}').lines, [{ text: "a", chosen: ["01-01"] }]);
  assert.deepEqual(parseState('{"verdicts":{"__proto__":"have","01-01":"x"}}').verdicts, {});
});

test("the workbook has a row for each line and process, and no more than fit", () => {
  const values = valuesOf({ ...state, lines: [{ text: "=1+1" }, { text: "b" }, { text: "c" }] }, [auto("01-01", "01-02"), proposed("06-01"), none], processes, (key) => key, 3);
  assert.deepEqual([values["l.0"], values["i.0"], values["s.0"], values["i.1"], values["i.2"], values["s.2"], values["l.3"]], ["=1+1", "01-01", "state.auto", "01-02", "06-01", "state.open", undefined]);
  assert.equal(valuesOf(state, matches, processes, (key) => key, 9)["f.01-02"], "state.maybe");
});
