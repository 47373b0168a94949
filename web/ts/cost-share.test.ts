import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { divide, shares, type Prices, type Share } from "./cost-share.js";

interface Twin {
  prices: Prices;
  cases: { inhabitants: number; land: string; shares: Share[] }[];
}

const twin = JSON.parse(readFileSync(new URL("../../internal/cost/testdata/shares.json", import.meta.url), "utf8")) as Twin;

test("shares are those of the Go side, to the cent", () => {
  assert.ok(twin.cases.length > 30);
  for (const { inhabitants, land, shares: want } of twin.cases) {
    assert.deepEqual(shares(twin.prices, inhabitants, land), want, `${inhabitants} ${land}`);
  }
});

test("halves are rounded up", () => {
  assert.deepEqual([divide(1, 2), divide(3, 2), divide(1, 3), divide(2, 3), divide(0, 7)], [1, 2, 0, 1, 0]);
});
