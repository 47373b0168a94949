// On paper a page is what it says and nothing else: no navigation, its label on every sheet, a sane number of sheets.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { withPage } from "./browser.js";
import { buildFixture, buildPortal, tempDir } from "./site.js";
import { suite } from "./suite.js";

const at = suite({
  portal: () => buildPortal(),
  fixture: () => buildFixture("--audience", "mitglieder"),
});

/** The sheets of a printed page as text. */
async function sheets(page: Page): Promise<string[]> {
  const file = join(tempDir(), "page.pdf");
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true, tagged: true }));
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  return text.split("\f").slice(0, -1);
}

interface Expected {
  site: string;
  path: string;
  label: string;
  most: number;
  words: string[];
  hidden: string[];
}

const pages: Expected[] = [
  { site: "portal", path: "/leitfaden/bia/", label: "TLP:CLEAR", most: 6, words: ["Business-Impact-Analyse", "Untragbarkeitsniveau"], hidden: ["Auf dieser Seite", "Impressum", "Suchbegriff"] },
  { site: "portal", path: "/einstieg/checkliste/", label: "TLP:CLEAR", most: 4, words: ["Checkliste"], hidden: ["Impressum", "Menü"] },
  { site: "portal", path: "/glossar/", label: "TLP:CLEAR", most: 30, words: ["Glossar"], hidden: ["Mehr dazu", "Impressum"] },
  { site: "portal", path: "/termine/", label: "TLP:CLEAR", most: 5, words: ["Termine"], hidden: ["Impressum"] },
  { site: "portal", path: "/", label: "TLP:CLEAR", most: 4, words: ["Willkommen"], hidden: ["Impressum", "Suchbegriff"] },
  { site: "fixture", path: "/wissen/alles/", label: "TLP:CLEAR", most: 7, words: ["Donaudampfschifffahrtsgesellschaft", "WAP-01", "WAP-02", "https://www.bsi.bund.de/"], hidden: ["Inhalte von A bis Z"] },
  { site: "fixture", path: "/wissen/leer/", label: "TLP:AMBER", most: 1, words: ["Donaudampfschifffahrt"], hidden: ["Inhalte von A bis Z"] },
];

describe("on A4", { concurrency: 3 }, () => {
  for (const { site, path, label, most, words, hidden } of pages) {
    test(`${site} ${path}`, async () => {
      await withPage(at.browser, at.url[site] + path, { colorScheme: "dark" }, async (page) => {
        const printed = await sheets(page);
        assert.ok(printed.length <= most, `${printed.length} sheets`);
        for (const [i, sheet] of printed.entries()) {
          assert.match(sheet.split("\n").slice(0, 3).join("\n"), new RegExp(`${label}\\s*$`, "m"), `head of sheet ${i + 1}`);
          assert.match(sheet, new RegExp(`${i + 1} ?/ ?${printed.length}\\s*$`), `foot of sheet ${i + 1}`);
          assert.ok(sheet.trim().length > 60, `sheet ${i + 1} is empty`);
        }
        const text = printed.join("\n");
        for (const word of words) assert.ok(text.includes(word), `"${word}" is missing`);
        for (const word of hidden) assert.ok(!text.includes(word), `"${word}" is printed`);
      });
    });
  }

  test("navigation is gone, dark becomes black on white, nothing is wider than the sheet", async () => {
    await withPage(at.browser, at.url["fixture"] + "/wissen/alles/", { colorScheme: "dark" }, async (page) => {
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: 643, height: 900 }); // A4 without its margins, at 96 dpi
      const navs = page.locator("nav:visible, input[type=search]:visible, [data-theme-switch]:visible");
      assert.equal(await navs.count(), 0);
      const colors = await page.evaluate(() => {
        const { color, backgroundColor } = getComputedStyle(document.body);
        return { color, backgroundColor };
      });
      assert.deepEqual(colors, { color: "rgb(0, 0, 0)", backgroundColor: "rgb(255, 255, 255)" });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 643, `${width} px wide`);
    });
  });
});
