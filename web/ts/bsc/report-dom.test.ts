import assert from "node:assert/strict";
import { before, test } from "node:test";
import { modelToDOM } from "./report-dom.js";
import type { Model } from "./types.js";

/** As much of an element as reports need; nothing in it reads text as HTML. */
class Stub {
  className = "";
  readonly attributes = new Map<string, string>();
  readonly content: (Stub | string)[] = [];
  constructor(readonly name: string) {}
  append(...content: (Stub | string)[]): void {
    this.content.push(...content);
  }
  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }
  get text(): string {
    return this.content.map((one) => (typeof one === "string" ? one : one.text)).join("");
  }
  all(name: string): Stub[] {
    return this.content.flatMap((one) => (typeof one === "string" ? [] : [...(one.name === name ? [one] : []), ...one.all(name)]));
  }
}

before(() => {
  const make = (name: string): Stub => new Stub(name);
  Object.assign(globalThis, { document: { createElement: make, createElementNS: (_: string, name: string) => make(name), createDocumentFragment: () => make("") } });
});

const model: Model = {
  kind: "short",
  title: "Bericht <b>",
  owner: "Musterstadt",
  label: "TLP:AMBER+STRICT",
  code: "Fuß",
  contents: false,
  blocks: [
    { kind: "heading", level: 1, id: "ort", text: [{ text: "Ort" }] },
    { kind: "heading", level: 6, id: "tief", text: [{ text: "Tief" }] },
    { kind: "text", text: [{ text: "fett", bold: true }, { break: true }, { text: "gut", link: "https://a.example/" }, { text: "böse", link: "javascript:alert(1)" }] },
    { kind: "list", items: [[{ text: "eins" }], []] },
    {
      kind: "table",
      caption: "Tafel",
      columns: [{ title: "Name", type: "name", width: 5000 }, { title: "Wert", type: "bar", width: 5000 }],
      rows: [[{ text: [{ text: "a" }] }, { text: [{ text: "45 %" }], bar: 45 }], [{}, {}]],
    },
    { kind: "callout", tone: "warning", text: [{ text: "Titel" }], blocks: [{ kind: "text", text: [{ text: "innen" }] }] },
    { kind: "break" },
  ],
};
const made = (): Stub => modelToDOM(model, { "callout.warning": "Achtung" }) as unknown as Stub;

test("a report has its label, its headings in order and its foot", () => {
  const root = made();
  assert.deepEqual(root.content.map((one) => (typeof one === "string" ? one : one.name)), ["p", "h2", "h3", "h6", "p", "ul", "div", "div", "div", "p"]);
  assert.equal(root.all("h2")[0]?.text, "Bericht <b>");
  assert.equal((root.all("h3")[0] as unknown as HTMLElement).id, "bericht-ort");
  assert.equal(root.all("p")[0]?.text, "TLP:AMBER+STRICT");
});

test("only addresses of the web become links", () => {
  const links = made().all("a");
  assert.deepEqual(links.map(({ text }) => text), ["gut"]);
  assert.match(made().text, /böse/);
});

test("a table names its rows and columns, a bar is told by its text", () => {
  const root = made();
  assert.deepEqual(root.all("th").map((head) => [(head as unknown as HTMLTableCellElement).scope, head.text]), [["col", "Name"], ["col", "Wert"], ["row", "a"], ["row", ""]]);
  const [drawn] = root.all("svg");
  assert.equal(drawn?.attributes.get("aria-hidden"), "true");
  assert.deepEqual(drawn?.all("rect").map(({ attributes }) => attributes.get("width")), ["100", "45"]);
  assert.match(root.all("td")[0]?.text ?? "", /45 %/);
});

test("a callout starts with its word", () => {
  assert.match(made().text, /Achtung: Titelinnen/);
});
