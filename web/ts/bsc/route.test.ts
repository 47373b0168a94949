import assert from "node:assert/strict";
import { test } from "node:test";
import { neighbour, routeOf } from "./route.js";
import type { Catalogue } from "./types.js";

const ids = ["k-T01-01", "k-T01-02", "k-T02-01"];
const catalogue = {
  topics: [{ id: "T01" }, { id: "T02" }],
  questions: ids.map((id) => ({ id, topic: id.slice(2, 5) })),
} as unknown as Catalogue;

test("an address leads to a view, a topic or a question", () => {
  assert.deepEqual(routeOf("#check-ergebnis", catalogue, ""), { view: "ergebnis", topic: "T01", question: "" });
  assert.deepEqual(routeOf("#T02", catalogue, ""), { view: "fragen", topic: "T02", question: "" });
  assert.deepEqual(routeOf("#k-T02-01", catalogue, ""), { view: "fragen", topic: "T02", question: "k-T02-01" });
});

test("without an address it goes on where somebody left, else at the beginning", () => {
  assert.deepEqual(routeOf("", catalogue, "k-T02-01"), { view: "fragen", topic: "T02", question: "k-T02-01" });
  assert.deepEqual(routeOf("", catalogue, ""), { view: "fragen", topic: "T01", question: "" });
  assert.deepEqual(routeOf("#gibt-es-nicht", catalogue, "gone"), { view: "fragen", topic: "T01", question: "" });
});

test("next, back and the next open question cross topics and end at the ends", () => {
  const open = (id: string): boolean => id === "k-T01-01";
  assert.equal(neighbour(catalogue, "k-T01-02", "next", open), "k-T02-01");
  assert.equal(neighbour(catalogue, "k-T02-01", "next", open), undefined);
  assert.equal(neighbour(catalogue, "k-T01-01", "back", open), undefined);
  assert.equal(neighbour(catalogue, "k-T02-01", "back", open), "k-T01-02");
  assert.equal(neighbour(catalogue, "k-T02-01", "open", open), "k-T01-01", "from the beginning again");
  assert.equal(neighbour(catalogue, "k-T01-01", "open", open), undefined, "it is the only one");
  assert.equal(neighbour(catalogue, "", "open", open), "k-T01-01", "from nowhere");
});
