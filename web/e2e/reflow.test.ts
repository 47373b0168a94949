// Nothing runs out of the window or is cut off: narrow, enlarged, with more space between the letters.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { desk, phone, tablet, withPage } from "./browser.js";
import { fixtureKinds, portalKinds } from "./kinds.js";
import { buildFixture, buildPortal } from "./site.js";
import { suite } from "./suite.js";

const at = suite({
  portal: () => buildPortal(),
  fixture: () => buildFixture("--audience", "mitglieder"),
});

/**
 * The narrow window of WCAG 1.4.10: 320 CSS pixels, which is also what 1280
 * pixels come to at 400 % zoom, and then only 256 high.
 */
const narrow = { width: 320, height: 256 };

/** What makes the page scroll sideways: elements that reach beyond the window, the innermost first. */
const tooWide = (page: Page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > width + 1 && !element.closest(".table-scroll, pre"),
    );
    return [`${document.documentElement.scrollWidth} > ${width}`, ...wide.slice(-3).map((element) => element.outerHTML.slice(0, 120))];
  });

/** Text that its own box cuts off, apart from what is there for screen readers only. */
const cutOff = (page: Page) =>
  page.evaluate(() =>
    [...document.body.querySelectorAll<HTMLElement>("*")]
      .filter((element) => {
        const { overflowX, overflowY, clipPath } = getComputedStyle(element);
        if (element.matches("input, .skip, .kern-sr-only") || clipPath !== "none" || element.clientWidth <= 1) return false;
        const x = /hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1;
        const y = /hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 1;
        return x || y;
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );

/** Texts that run into one another: lines of different blocks in the same place. */
const overlaps = (page: Page) =>
  page.evaluate(() => {
    const selector = "h1, h2, h3, p, li > a, dt, dd, .chip, .nav-toggle, .brand-name";
    const blocks = [...document.querySelectorAll<HTMLElement>(selector)].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".kern-sr-only, .skip"),
    );
    const meet = (one: DOMRect, two: DOMRect) =>
      Math.min(one.right, two.right) - Math.max(one.left, two.left) > 2 &&
      Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top) > 6;
    const found: string[] = [];
    for (const [i, a] of blocks.entries()) {
      for (const b of blocks.slice(i + 1, i + 12)) {
        if (a.contains(b) || b.contains(a)) continue;
        if (![...a.getClientRects()].some((one) => [...b.getClientRects()].some((two) => meet(one, two)))) continue;
        found.push(`"${a.innerText.slice(0, 40)}" and "${b.innerText.slice(0, 40)}"`);
      }
    }
    return found;
  });

/** The text spacing that WCAG 1.4.12 asks pages to bear. */
const spacing = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }`;

for (const [site, kinds] of Object.entries({ portal: portalKinds, fixture: fixtureKinds })) {
  describe(`room, ${site}`, { concurrency: 3 }, () => {
    for (const [kind, path] of Object.entries(kinds)) {
      test(`${kind}, ${path}`, async () => {
        const found: string[] = [];
        // The style of the reader, not of the page: the policy must not stand in its way.
        await withPage(at.browser, at.url[site] + path, { bypassCSP: true }, async (page) => {
          for (const viewport of [desk, tablet, phone, narrow]) {
            await page.setViewportSize(viewport);
            for (const fault of [...(await tooWide(page)), ...(await overlaps(page))]) found.push(`${viewport.width} px: ${fault}`);
          }
          await page.addStyleTag({ content: spacing });
          for (const viewport of [narrow, desk]) {
            await page.setViewportSize(viewport);
            const faults = [...(await tooWide(page)), ...(await cutOff(page)), ...(await overlaps(page))];
            for (const fault of faults) found.push(`${viewport.width} px, spaced: ${fault}`);
          }
        });
        assert.deepEqual(found, []);
      });
    }
  });
}
