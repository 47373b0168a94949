// No page of any kind has a barrier that axe can see, in light and dark, on a desk and on a telephone.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { violations } from "./axe.js";
import { desk, phone, withPage } from "./browser.js";
import { fixtureKinds, portalKinds } from "./kinds.js";
import { buildFixture, buildPortal } from "./site.js";
import { suite } from "./suite.js";

const at = suite({
  portal: () => buildPortal(),
  fixture: () => buildFixture("--audience", "mitglieder"),
});

for (const [site, kinds] of Object.entries({ portal: portalKinds, fixture: fixtureKinds })) {
  describe(`axe finds nothing, ${site}`, { concurrency: 3 }, () => {
    for (const [kind, path] of Object.entries(kinds)) {
      test(`${kind}, ${path}`, async () => {
        const found: string[] = [];
        await withPage(at.browser, at.url[site] + path, {}, async (page) => {
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
