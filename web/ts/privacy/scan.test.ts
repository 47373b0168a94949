import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { knownWords } from "./names.js";
import { mask, scan } from "./scan.js";

const file = (name: string): string => readFileSync(new URL(`../../../internal/privacy/${name}`, import.meta.url), "utf8");

interface Example {
  text: string;
  found: [kind: string, text: string][];
}

for (const name of ["findings", "planted"]) {
  test(`${name}: what is found is what Go finds`, () => {
    const { findings } = JSON.parse(file(`testdata/${name}.json`)) as { findings: Example[] };
    assert.ok(findings.length > 50);
    for (const { text, found } of findings) {
      const got = scan(text).map((f) => [f.kind, text.slice(f.start, f.end)]);
      assert.deepEqual(got, found, text);
    }
  });
}

test("findings have their place and are masked", () => {
  const found = scan("Grüße\r\naus dem Büro: amt@musterdorf.de\n\nTel. 02550 000-12");
  assert.deepEqual(
    found.map(({ kind, line, col, text, hard }) => ({ kind, line, col, text, hard })),
    [
      { kind: "mail", line: 2, col: 15, text: "am…de", hard: true },
      { kind: "phone", line: 4, col: 6, text: "02…12", hard: true },
    ],
  );
  assert.equal(mask("secret", "Sommer2024!"), "S…");
});

test("kinds that are not asked for are left out", () => {
  const text = "Herr Schulze, amt@musterdorf.de";
  assert.deepEqual(
    scan(text, { kinds: ["name"] }).map((f) => f.kind),
    ["name"],
  );
});

test("the names are those of the Go package", () => {
  const list = (name: string): string[] =>
    file(name)
      .split("\n")
      .filter((line) => !line.startsWith("#"))
      .join(" ")
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== "");
  const words = knownWords();
  const given = [...words.meanings].filter(([, meaning]) => meaning === "given").map(([word]) => word);
  assert.deepEqual(given.sort(), [...new Set(list("vornamen.txt"))].sort());
  assert.deepEqual([...words.surnames].sort(), [...new Set(list("nachnamen.txt"))].sort());
});

test("the time is linear in the text", () => {
  for (const unit of ["@", "a@", "1", "1 ", "0251 ", ":", "ab:cd:", "-", "(at)", "Petra ", "Passwort: „", "sk-", "eyJ", "Grüßen\n", "Herr ", "a/"]) {
    const start = performance.now();
    scan(unit.repeat(50_000 / unit.length));
    assert.ok(performance.now() - start < 2000, unit);
  }
});
