import assert from "node:assert/strict";
import { test } from "node:test";
import { nextOrder, noFilter, ordered, passes, processRow, readFilter, writeFilter, type ProcessFilter } from "./process-rows.js";

const rows = [
  processRow({ id: "02-01", area: "02", name: "Übermittlungssperren", units: ["Bürgerbüro"], duty: "A", mta: 1, when: [] }, "Auskunftssperre Meldewesen"),
  processRow({ id: "01-02", area: "01", name: "Sitzungsdienst", units: ["Ratsbüro", "Hauptamt"], duty: "M", mta: 3, when: ["timed"] }, "Gremienarbeit"),
  processRow({ id: "01-01", area: "01", name: "Stab bilden", units: ["Hauptamt"], duty: "A", mta: 0, when: ["situation", "timed"] }, "SAE"),
];

const shown = (filter: Partial<ProcessFilter>) => rows.filter((row) => passes(row, { ...noFilter, ...filter })).map((row) => row.id);

test("without a filter all rows are shown", () => assert.deepEqual(shown({}), ["02-01", "01-02", "01-01"]));

for (const [name, filter, want] of [
  ["a name in another spelling", { q: "uebermittlung" }, ["02-01"]],
  ["a name without its dots", { q: "buergerburo" }, []],
  ["another name", { q: "gremien" }, ["01-02"]],
  ["a number", { q: "01-0" }, ["01-02", "01-01"]],
  ["an area", { bereich: "01" }, ["01-02", "01-01"]],
  ["one of several units", { einheit: "Hauptamt" }, ["01-02", "01-01"]],
  ["a duty", { pflicht: "A" }, ["02-01", "01-01"]],
  ["a class", { mta: "0" }, ["01-01"]],
  ["dates", { zeit: "timed" }, ["01-02", "01-01"]],
  ["neither dates nor an emergency", { zeit: "always" }, ["02-01"]],
  ["several at once", { zeit: "timed", einheit: "Hauptamt", q: "stab" }, ["01-01"]],
] as [string, Partial<ProcessFilter>, string[]][]) {
  test(`${name} shows the rows that have it`, () => assert.deepEqual(shown(filter), want));
}

const order = (by: string) => ordered(rows, by).map((row) => row.id);

test("rows are sorted by every column, both ways, equal ones by number", () => {
  assert.deepEqual(order("id"), ["01-01", "01-02", "02-01"]);
  assert.deepEqual(order("-id"), ["02-01", "01-02", "01-01"]);
  assert.deepEqual(order("name"), ["01-02", "01-01", "02-01"]);
  assert.deepEqual(order("unit"), ["02-01", "01-01", "01-02"]);
  assert.deepEqual(order("duty"), ["01-01", "02-01", "01-02"]);
  assert.deepEqual(order("-duty"), ["01-02", "01-01", "02-01"]);
  assert.deepEqual(order("mta"), ["01-01", "02-01", "01-02"]);
  assert.deepEqual(order("-mta"), ["01-02", "02-01", "01-01"]);
  assert.deepEqual(order("nonsense"), ["01-01", "01-02", "02-01"]);
});

test("a filter goes through the address and comes back", () => {
  const filter = { ...noFilter, q: "bürger & rat", mta: "0", einheit: "Amt für Bürger", sortierung: "-mta" };
  assert.deepEqual(readFilter(writeFilter(filter)), filter);
  assert.equal(writeFilter(noFilter), "");
  assert.equal(writeFilter({ ...noFilter, q: "  " }), "");
  assert.equal(readFilter("?sortierung=constructor").sortierung, "");
});

test("a column sorts up, then down, then not", () => {
  assert.equal(nextOrder("", "mta"), "mta");
  assert.equal(nextOrder("mta", "mta"), "-mta");
  assert.equal(nextOrder("-mta", "mta"), "");
  assert.equal(nextOrder("mta", "name"), "name");
});

test("a thousand rows are filtered in a fraction of a key stroke", () => {
  const many = Array.from({ length: 1000 }, (_, i) => processRow({ ...rows[i % 3]!, id: String(i) }, "Gremienarbeit ".repeat(20)));
  const start = performance.now();
  for (const q of ["g", "gr", "gre", "grem", "gremi"]) many.filter((row) => passes(row, { ...noFilter, q }));
  assert.ok((performance.now() - start) / 5 < 50);
});
