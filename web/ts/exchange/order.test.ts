import assert from "node:assert/strict";
import { test } from "node:test";
import { alsoNeeded, inOrder } from "./order.js";
import { template } from "./sample.js";

const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id).join(" ");

test("what is needed comes first, else the portal's order stays", () => {
  assert.equal(ids(inOrder([template("handbuch", { needs: ["leitlinie", "karte"] }), template("karte", { needs: ["plan"] }), template("leitlinie"), template("plan")])),
    "leitlinie plan karte handbuch");
  assert.equal(ids(inOrder([template("bbb"), template("aaa"), template("ccc", { needs: ["fehlt"] })])), "bbb aaa ccc");
});

test("templates that need each other are all there, once", () => {
  assert.equal(ids(inOrder([template("aaa", { needs: ["bbb"] }), template("bbb", { needs: ["ccc"] }), template("ccc", { needs: ["aaa"] })])), "ccc bbb aaa");
  assert.equal(ids(inOrder([template("aaa", { needs: ["aaa"] })])), "aaa");
});

test("what is needed and not chosen is found through others", () => {
  const all = [template("ddd"), template("aaa", { needs: ["bbb"] }), template("bbb", { needs: ["ccc", "fehlt"] }), template("ccc", { needs: ["aaa"] })];
  assert.equal(ids(alsoNeeded(all.slice(1, 2), all)), "bbb ccc");
  assert.equal(ids(alsoNeeded([], all)), "");
});
