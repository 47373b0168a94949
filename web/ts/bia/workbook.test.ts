import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { bookValues, type BookData } from "./workbook.js";

const twin = JSON.parse(readFileSync(new URL("../../../internal/bia/testdata/workbook_twin.json", import.meta.url), "utf8")) as {
  data: BookData;
  chosen: string[];
  class: string;
  values: Record<string, string>;
};

test("a workbook is prefilled as on the command line", () => {
  assert.deepEqual(bookValues(twin.data, new Set(twin.chosen), twin.class), twin.values);
});

test("only chosen processes are in a workbook", () => {
  const values = bookValues(twin.data, new Set(["01-02"]));
  assert.equal(values["s0.id"], "01-02");
  assert.equal(values["s1.id"], "E01");
  assert.equal(Object.values(values).includes("01-01"), false);
  assert.equal(values["p.class"], undefined);
});
