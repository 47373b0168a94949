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

interface Look {
  viewport: typeof desk;
  colorScheme: "light" | "dark";
}

/** Every kind of page in the four ways it can look … */
const allLooks: Look[] = [desk, phone].flatMap((viewport) => [
  { viewport, colorScheme: "light" },
  { viewport, colorScheme: "dark" },
]);

/** … and the real texts, which are long, in two that differ in both. */
const twoLooks: Look[] = [
  { viewport: desk, colorScheme: "light" },
  { viewport: phone, colorScheme: "dark" },
];

for (const { site, kinds, looks } of [
  { site: "fixture", kinds: fixtureKinds, looks: allLooks },
  { site: "portal", kinds: portalKinds, looks: twoLooks },
]) {
  describe(`axe finds nothing, ${site}`, { concurrency: 3 }, () => {
    for (const [kind, path] of Object.entries(kinds)) {
      test(`${kind}, ${path}`, async () => {
        const found: string[] = [];
        await withPage(at.browser, at.url[site] + path, {}, async (page) => {
          for (const { viewport, colorScheme } of looks) {
            await page.setViewportSize(viewport);
            await page.emulateMedia({ colorScheme });
            found.push(...(await violations(page)).map((line) => `${colorScheme}, ${viewport.width} px: ${line}`));
          }
        });
        assert.deepEqual(found, []);
      });
    }
  });
}
