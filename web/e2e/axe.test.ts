// No page of any kind has a barrier that axe can see: WCAG 2.0 to 2.2, levels A and AA, and axe's best practices.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, test } from "node:test";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { desk, phone, withPage } from "./browser.js";
import { fixtureKinds, portalKinds } from "./kinds.js";
import { buildFixture, buildPortal } from "./site.js";
import { suite } from "./suite.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const at = suite({
  portal: () => buildPortal(),
  fixture: () => buildFixture("--audience", "mitglieder"),
});

/** The violations on a page as it is shown now, one line each. */
async function violations(page: Page): Promise<string[]> {
  const found = await page.evaluate(async (values) => {
    const run = (window as unknown as { axe: typeof import("axe-core") }).axe.run;
    const result: AxeResults = await run({ runOnly: { type: "tag", values }, resultTypes: ["violations"] });
    return result.violations.map((v) => ({ id: v.id, help: v.help, nodes: v.nodes.map((n) => n.target.join(" ") + "  " + n.html.slice(0, 160)) }));
  }, tags);
  return found.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node}`));
}

for (const [site, kinds] of Object.entries({ portal: portalKinds, fixture: fixtureKinds })) {
  describe(`axe finds nothing, ${site}`, { concurrency: 3 }, () => {
    for (const [kind, path] of Object.entries(kinds)) {
      test(`${kind}, ${path}`, async () => {
        const found: string[] = [];
        await withPage(at.browser, at.url[site] + path, {}, async (page) => {
          await page.evaluate(axe);
          for (const colorScheme of ["light", "dark"] as const) {
            await page.emulateMedia({ colorScheme });
            for (const viewport of [desk, phone]) {
              await page.setViewportSize(viewport);
              const where = `${colorScheme}, ${viewport.width} px: `;
              found.push(...(await violations(page)).map((line) => where + line));
            }
          }
        });
        assert.deepEqual(found, []);
      });
    }
  });
}
