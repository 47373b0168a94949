import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyState, longest, parse, replyOf, text, withReply } from "./state.js";
import { keepSettings, keyOf, preset, settingsFrom, settingsKey, Store, type Shelf } from "./store.js";

class Memory implements Shelf {
  readonly entries = new Map<string, string>();
  full = false;
  getItem = (key: string): string | null => this.entries.get(key) ?? null;
  removeItem = (key: string): void => void this.entries.delete(key);
  setItem(key: string, value: string): void {
    if (this.full) throw new Error("quota");
    this.entries.set(key, value);
  }
}

test("two tabs keep what either of them says", () => {
  const shelf = new Memory();
  const [one, two] = [new Store("k", shelf), new Store("k", shelf)];
  one.change((sheet) => withReply(sheet, "k-T01-01", { answer: "ja" }));
  two.change((sheet) => withReply(sheet, "k-T01-02", { answer: "nein" }));
  one.change((sheet) => withReply(sheet, "k-T01-01", { reason: "so" }));
  two.read();
  for (const { sheet } of [one, two]) {
    assert.deepEqual(replyOf(sheet, "k-T01-01"), { answer: "ja", reason: "so", responsible: "", due: "" });
    assert.equal(replyOf(sheet, "k-T01-02").answer, "nein");
  }
});

test("a new page finds the answers and the place", () => {
  const shelf = new Memory();
  const store = new Store("k", shelf);
  store.change((sheet) => ({ ...withReply(sheet, "k-T01-01", { answer: "entbehrlich", reason: 'A <&"\' 😀' }), member: "Musterstadt" }));
  store.visit("k-T01-02");
  const again = new Store("k", shelf);
  assert.deepEqual(again.state, store.state);
  assert.equal(again.state.at, "k-T01-02");
  assert.equal(new Store("other", shelf).sheet.member, "", "each catalogue has its own");
  store.erase();
  assert.equal(shelf.getItem(keyOf("k")), null);
});

test("without storage, or with a full one, answers live as long as the page", () => {
  const full = new Memory();
  full.full = true;
  for (const shelf of [undefined, full]) {
    const store = new Store("k", shelf);
    store.change((sheet) => withReply(sheet, "a", { answer: "ja" }));
    store.change((sheet) => withReply(sheet, "b", { answer: "nein" }));
    assert.equal(store.keeps, false);
    assert.deepEqual(Object.keys(store.sheet.replies), ["a", "b"]);
  }
});

test("what is stored and is no check of the catalogue is no check", () => {
  for (const stored of ["", "x", "[]", "null", '{"format":"other"}', text(emptyState("other"))]) {
    const shelf = new Memory();
    shelf.setItem(keyOf("k"), stored);
    assert.deepEqual(new Store("k", shelf).state, emptyState("k"), stored);
  }
});

test("a file brings what it can and names what it cannot", () => {
  const source = '{"format":"nachbar-check/1","catalogue":"k","at":7,"sheet":{"member":" M \\n S ","date":1,"replies":{"a":{"answer":"ja"},"b":{"answer":"vielleicht"},"c":"ja","d":{},"__proto__":{"answer":"nein"}}}}';
  const read = parse("\ufeff" + source);
  assert.equal(read?.state.sheet.member, "M S");
  assert.equal(read?.state.sheet.date, "");
  assert.deepEqual(read?.refused, ["b", "c"]);
  assert.deepEqual(Object.keys(read?.state.sheet.replies ?? {}).sort(), ["__proto__", "a"]);
  assert.equal(replyOf(emptyState("k").sheet, "__proto__").answer, "");
  const long = parse(JSON.stringify({ format: "nachbar-check/1", catalogue: "k", sheet: { member: "x".repeat(50_000) } }));
  assert.equal(long?.state.sheet.member.length, longest.value);
});

test("a reply that says nothing is left out", () => {
  const sheet = withReply(emptyState("k").sheet, "a", { answer: "ja" });
  assert.deepEqual(Object.keys(withReply(sheet, "a", { answer: "" }).replies), []);
  assert.deepEqual(Object.keys(sheet.replies), ["a"], "and the sheet before stays as it was");
});

test("settings are remembered, and preset where they make no sense", () => {
  const shelf = new Memory();
  assert.deepEqual(settingsFrom(shelf), preset);
  keepSettings(shelf, { catalogue: "k", keys: false, onward: false });
  assert.deepEqual(settingsFrom(shelf), { catalogue: "k", keys: false, onward: false });
  for (const bad of ["null", "{", '{"keys":"no"}']) {
    shelf.setItem(settingsKey, bad);
    assert.deepEqual(settingsFrom(shelf), preset, bad);
  }
  assert.deepEqual(settingsFrom(undefined), preset);
});
