import assert from "node:assert/strict";
import { test } from "node:test";
import { Engine } from "./engine.js";
import { Memory, pack } from "./fixtures.js";
import type { Source } from "./types.js";

const [i, r, t, w] = ["i", "r", "t", "w"].map((field) => field.charCodeAt(0)) as [number, number, number, number];

/** A site of three documents. */
const site = {
  index: {
    v: 1, n: 3, block: 2,
    terms: { firsts: ["bia", "handbuch", "notfall", "stab"], refs: ["bia", "handbuch", "notfall", "stab"] },
    docs: { refs: ["docs0", "docs1"] },
    texts: { refs: ["texts0", "texts1", "texts2"] },
    words: { firsts: ["h08", "n07"], refs: ["words0", "words1"] },
    lexicon: "lexicon",
    facets: {
      typ: { ref: "typ", values: ["guide", "page"], titles: { guide: "Leitfaden" } },
      schlagwort: { ref: "tag", values: ["__proto__", "constructor"] },
    },
    synonyms: [[
      { text: "BIA", words: [{ key: "bia", forms: [["w", "bia", 1]] }] },
      { text: "Stab", words: [{ key: "stab", forms: [["w", "stab", 1], ["r", "stab", 0.5]] }] },
    ]],
  },
  bia: pack(0, "bia", i, 1, 0, 2, 20, 3, "", w, 1, 0, 0, 2, 20),
  handbuch: pack(0, "handbuch", r, 2, 0, 0, 1, 30, 10, 8, "", t, 1, 0, 1, 50, 8, "", w, 1, 0, 0, 1, 30),
  notfall: pack(
    0, "notfall", r, 2, 0, 0, 2, 30, 10, 7, "", w, 1, 0, 0, 2, 30,
    7, "handbuch", w, 1, 2, "notfall", "handbuch", 0, 0, 30,
  ),
  stab: pack(0, "stab", r, 1, 0, 1, 20, 4, "", w, 1, 0, 0, 1, 20),
  docs0: [
    ["a/index.html", "", "Notfallhandbuch", "", "guide", "a", "", 0, 0, 1],
    ["b/index.html", "", "Handbuch", "", "guide", "b", "", 0, 1, 1],
  ],
  docs1: [["c/index.html", "bia", "BIA", "Glossar", "page", "c", "", 1, 0, 2]],
  texts0: {
    t: [{ b: "Ein Notfallhandbuch.", h: [["oben", "Ein", 0]] }, { b: "Das Handbuch für den Stab." }],
    c: ["notfallhandbuch|notfall|handbuch"],
  },
  texts1: { t: [{ b: "Die BIA.\n" }], c: [] },
  texts2: { t: [{ b: "Ein Notfall.", h: [["unten", "Ein Notfall", 9]] }], c: [] },
  words0: pack(0, "handbuch", 2, 17, ""),
  words1: pack(0, "notfall", 2, 15, ""),
  lexicon: new TextEncoder().encode("0handbuchC\n0notfallD\n#\nhandbuch 1\nnotfall 1\n"),
  typ: { guide: [0, 1], page: [2] },
  tag: JSON.parse('{"__proto__": [0, 2], "constructor": [1]}') as unknown,
};

const urls = ({ hits }: { hits: { url: string }[] }): string => hits.map(({ url }) => url.charAt(0)).join("");

test("words are found as they are, in compounds, through synonyms and with slips", async () => {
  const engine = await Engine.open(new Memory(site));
  const tests: [query: string, found: string, suggestion?: string][] = [
    ["Handbuch", "ba"], ["Notfall", "ca"], ["BIA", "cb"], ["Notfal", "ac"], ["Hanbduch", "ba", "Handbuch"],
    ["Notfallhandbücher", "abc"], ["Handbuchnotfall", "abc"], ["Handbuch -Stab", "a"], ["typ:page", "c"],
    ["Handb*", "b"], ['"für den Stab"', "b"], ["xyzxyz", ""], ["", ""], ["typ:leitfaden", "ab"],
  ];
  for (const [query, found, meant = ""] of tests) {
    const results = await engine.search({ query });
    assert.deepEqual([urls(results), results.suggestion], [found, meant], query);
  }
});

test("a result leads to the section that answers, with its words marked", async () => {
  const { hits } = await (await Engine.open(new Memory(site))).search({ query: "Notfall" });
  const show = (spans: { text: string; mark: boolean }[]): string =>
    spans.map(({ text, mark }) => (mark ? `[${text}]` : text)).join("");
  assert.deepEqual(
    hits.map(({ url, part, anchor, heading, title, snippet }) => [url, part, anchor, heading, show(title), show(snippet)]),
    [
      ["c/index.html", "bia", "unten", "Ein Notfall", "BIA", "Ein [Notfall]."],
      ["a/index.html", "", "oben", "Ein", "[Notfallhandbuch]", "[Notfallhandbuch]."],
    ],
  );
});

test("facets are counted as if each were chosen anew", async () => {
  const engine = await Engine.open(new Memory(site));
  const { facets, total } = await engine.search({ query: "Notfall", kind: "page" });
  assert.equal(total, 1);
  assert.deepEqual(facets, [
    {
      facet: "typ",
      values: [
        { id: "guide", title: "Leitfaden", count: 1, active: false },
        { id: "page", title: "page", count: 1, active: true },
      ],
    },
    { facet: "schlagwort", values: [{ id: "__proto__", title: "__proto__", count: 1, active: false }] },
  ]);
  assert.deepEqual([engine.title("typ", "guide"), engine.title("typ", "constructor")], ["Leitfaden", "constructor"]);
});

/** Answers everything that was asked for at one time together. */
class Rounds implements Source {
  readonly rounds: string[][] = [];
  private open = false;

  constructor(private readonly source: Source) {}

  async load(ref: string): Promise<Uint8Array> {
    if (!this.open) this.rounds.push([]);
    this.open = true;
    this.rounds.at(-1)?.push(ref);
    await new Promise((resolve) => setTimeout(resolve, 5));
    this.open = false;
    return this.source.load(ref);
  }
}

test("what a query needs is loaded side by side", async () => {
  const source = new Rounds(new Memory(site));
  const engine = await Engine.open(source);
  await engine.search({ query: "Notfall Handbuch Stab", facets: false });
  assert.deepEqual(source.rounds.map((round) => round.sort()), [
    ["index"], ["handbuch", "notfall", "stab"], ["bia"], ["docs0", "docs1"], ["texts0", "texts1", "texts2"],
  ]);
  await engine.search({ query: "Notfall Handbuch Stab", facets: false });
  assert.equal(source.rounds.length, 5, "everything is there");
});

test("a search without snippets reads no texts", async () => {
  const source = new Memory(site);
  await (await Engine.open(source)).search({ query: "Notfall", facets: false, snippets: false });
  assert.deepEqual(source.loaded, ["index", "notfall", "docs1", "docs0"]);
});

test("a later search can end an earlier one", async () => {
  const engine = await Engine.open(new Rounds(new Memory(site)));
  const control = new AbortController();
  const earlier = engine.search({ query: "Notfall" }, control.signal);
  const later = engine.search({ query: "Notfallhandbuch" });
  control.abort();
  await assert.rejects(earlier, { name: "AbortError" });
  assert.equal(urls(await later), "abc");
});

test("a shard that is gone is an error that says which", async () => {
  const { docs1: _, ...rest } = site;
  const engine = await Engine.open(new Memory(rest));
  await assert.rejects(engine.search({ query: "BIA" }), /no shard docs1/);
});

test("an index of another version is refused", async () => {
  await assert.rejects(Engine.open(new Memory({ index: { ...site.index, v: 2 } })), /version 2/);
});
