import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyState, longest, parse, replyOf, withReply } from "./state.js";
import { keepSettings, keyOf, preset, settingsFrom, settingsKey, Store, type Shelf } from "./store.js";

class Memory implements Shelf {
  readonly entries = new Map<string, string>();
  full = false;
  get length(): number {
    return this.entries.size;
  }
  key = (i: number): string | null => [...this.entries.keys()][i] ?? null;
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

test("a tab that does not know yet what another one stored takes nothing away", () => {
  const shelf = new Memory();
  const one = new Store("k", shelf);
  one.change((sheet) => withReply(sheet, "k-T01-01", { answer: "ja" }));
  const late = new Store("k", shelf);
  const before = new Map(shelf.entries);
  one.change((sheet) => ({ ...withReply(sheet, "k-T01-02", { answer: "ja" }), member: "M" }));
  shelf.entries.clear(); // what the late tab sees
  before.forEach((value, key) => shelf.entries.set(key, value));
  const written: string[] = [];
  const { setItem } = shelf;
  shelf.setItem = (key, value) => {
    written.push(key);
    setItem.call(shelf, key, value);
  };
  late.visit("k-T01-03");
  late.change((sheet) => withReply(sheet, "k-T01-03", { answer: "nein" }));
  assert.deepEqual(written, [`${keyOf("k")}at`, `${keyOf("k")}a/k-T01-03`]);
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
  assert.equal(shelf.length, 0);
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

test("what is stored and makes no sense is passed over", () => {
  const shelf = new Memory();
  const base = keyOf("k");
  for (const [name, value] of Object.entries({ "a/b": "x", "a/c": "[]", "a/d": '["vielleicht"]', "a/e": "null", "a/f": '{"answer":"ja"}', "d/other": "x", at: "q", "a/__proto__": '["ja"]' })) shelf.setItem(base + name, value);
  shelf.setItem(keyOf("k-other") + "a/b", '["ja"]');
  const { sheet, at } = new Store("k", shelf).state;
  assert.deepEqual([Object.keys(sheet.replies), at, replyOf(sheet, "b").answer], [["__proto__"], "q", ""]);
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
