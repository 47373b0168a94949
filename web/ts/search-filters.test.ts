import assert from "node:assert/strict";
import { test } from "node:test";
import { choices } from "./search-filters.js";
import type { FacetCount } from "./search/types.js";

const value = (id: string, count: number, active = false, title = id) => ({ id, title, count, active });
const none = { query: "", filters: [] };
const same = (_facet: string, id: string) => id.toUpperCase();

test("a facet is offered if it has a choice", () => {
  const found: FacetCount[] = [
    { facet: "typ", values: [value("page", 3), value("guide", 1)] },
    { facet: "bereich", values: [value("leitfaden", 4)] },
    { facet: "schlagwort", values: [value("bia", 2), value("rto", 2)] },
  ];
  assert.deepEqual(choices(found, none, same).map(({ facet }) => facet), ["typ"]);
});

test("values stand in an order that no click changes", () => {
  const found: FacetCount[] = [
    { facet: "schritt", values: [value("10", 9), value("2", 5), value("3.1", 7)] },
    { facet: "stufe", values: [value("aufbau", 9), value("standard", 8), value("reaktiv", 1)] },
    { facet: "rolle", values: [value("z", 9, false, "Ämter"), value("a", 5, false, "Zentrale"), value("b", 1, false, "BCM")] },
  ];
  const order = choices(found, none, same).map(({ values }) => values.map(({ id }) => id));
  assert.deepEqual(order, [["2", "3.1", "10"], ["reaktiv", "aufbau", "standard"], ["z", "b", "a"]]);
});

test("what is chosen stays, even if nothing has it", () => {
  const asked = { query: "x", filters: [{ facet: "typ" as const, values: ["event"] }] };
  assert.deepEqual(choices([], asked, same), [{ facet: "typ", values: [value("event", 0, true, "EVENT")] }]);
});

test("a facet that was offered stays while somebody chooses, unless nothing has it", () => {
  const found: FacetCount[] = [{ facet: "bereich", values: [value("leitfaden", 4)] }];
  assert.deepEqual(choices(found, none, same, new Set(["bereich", "rolle"])).map(({ facet }) => facet), ["bereich"]);
});

test("a tag that the query asks for can be taken away", () => {
  const found: FacetCount[] = [{ facet: "schlagwort", values: [value("bia", 2, true)] }];
  assert.equal(choices(found, none, same)[0]?.facet, "schlagwort");
});
