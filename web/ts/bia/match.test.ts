import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inflateRawSync } from "node:zlib";
import { Matcher, type MatchData } from "./match.js";
import { cut, distance, pieces, productNumber } from "./match-words.js";

const lexicon = inflateRawSync(readFileSync(new URL("../../../internal/german/lexikon.bin", import.meta.url))).toString();
const process = (id: string, title: string, words: string[], about = ""): MatchData["processes"][number] => ({
  id, area: id.slice(0, 2), title, about, unit: [], words, duty: "A", mta: "7T", rto: 84,
});
const data: MatchData = {
  format: "nachbar-match/1", lexicon, areas: [], same: [["Trauung", "Eheschließung"]], weak: ["führen"],
  processes: [
    process("02-15", "An-, Um-, Abmeldung Wohnsitz", ["Meldewesen"]),
    process("02-27", "Eheschließung anmelden und durchführen", []),
    process("12-01", "Winterdienst", ["Räum- und Streudienst"]),
    process("12-04", "Straßenbeleuchtung", ["Laternen"]),
    process("04-01", "Bücherei", []),
  ],
};

test("a line is matched by other words, slips and parts of compounds", () => {
  const matcher = new Matcher(data);
  for (const [line, id] of [["Meldewesen", "02-15"], ["Wintredienst", "12-01"], ["Trauungen", "02-27"], ["Beleuchtung der Straßen", "12-04"], ["Gemeindebücherei", "04-01"]]) {
    assert.equal(matcher.match(line ?? "").candidates[0]?.id, id, line);
  }
  assert.deepEqual(matcher.match("Zeppelinhangar"), { status: "none", taken: 0, candidates: [] });
});

test("a line that names two processes is matched to both", () => {
  const { status, taken, candidates } = new Matcher(data).match("Winterdienst, Bücherei");
  assert.deepEqual([status, candidates.slice(0, taken).map(({ id }) => id)], ["auto", ["12-01", "04-01"]]);
});

test("numbers in front of a line name an area or count lines", () => {
  assert.deepEqual(productNumber("02.04.01 Meldewesen"), ["02", "Meldewesen"]);
  assert.deepEqual(productNumber("2.4 Meldewesen"), ["02", "Meldewesen"]);
  assert.deepEqual(productNumber("020401 Meldewesen"), ["02", "Meldewesen"]);
  assert.deepEqual(productNumber("17. Meldewesen"), ["", "Meldewesen"]);
  assert.deepEqual(productNumber("– Meldewesen"), ["", "Meldewesen"]);
});

test("a line has parts, but for words that belong together", () => {
  assert.deepEqual(pieces("Wahlen: Briefwahl, Wahltag (Kommunalwahl, Kreis)"), [{ head: "Wahlen", text: "Briefwahl" }, { head: "Wahlen", text: "Wahltag" }]);
  assert.deepEqual(pieces("An-, Um- und Abmelden"), []);
  assert.equal(cut(" a\u00a0\t b "), "a b");
  assert.equal([...cut("😀".repeat(500))].length, 400);
});

test("letters left out, added, changed and swapped count one each", () => {
  assert.deepEqual(["abcd", "abxcd", "abc", "abdc", "xbxd"].map((word) => distance("abcd", word, 2)), [0, 1, 1, 1, 2]);
  assert.equal(distance("abcd", "xxxd", 2), 3);
});
