// The process catalogue: the table filters and sorts, its address says how, and
// all of it is there without JavaScript; a process tells its values in words.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { violations } from "./axe.js";
import { desk, phone, tablet, withPage } from "./browser.js";
import { buildPortal } from "./site.js";
import { suite } from "./suite.js";

const at = suite({ portal: () => buildPortal() });

const list = <T>(query: string, use: (page: Page) => Promise<T>, options: BrowserContextOptions = {}): Promise<T> =>
  withPage(at.browser, `${at.url["portal"]}/prozesse/${query}`, options, use);

const shown = (page: Page) => page.locator("tr[data-id]:visible").evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset["id"]));
const count = (page: Page) => page.locator("[data-count]").innerText();
const address = (page: Page, wanted: string) => page.waitForFunction((text) => decodeURIComponent(location.search) === text, wanted);

describe("the table of processes", { concurrency: 3 }, () => {
  test("is filtered by text in any spelling, and by other names", async () => {
    await list("", async (page) => {
      const all = (await shown(page)).length;
      assert.ok(all > 150, `${all} processes`);
      assert.equal(await count(page), `${all} Prozesse`);
      await page.locator("#prozess-text").fill("STANDESAMT");
      const found = await shown(page);
      assert.ok(found.length > 0 && found.length < 20, `${found.length} rows`);
      await page.locator("#prozess-text").fill("gefluechtete");
      const folded = await shown(page);
      await page.locator("#prozess-text").fill("Geflüchtete");
      assert.deepEqual(await shown(page), folded);
      assert.ok(folded.length > 0);
      assert.equal(await count(page), folded.length === 1 ? "1 Prozess" : `${folded.length} Prozesse`);
      await page.locator("#prozess-text").fill("gibtesnicht");
      assert.deepEqual(await shown(page), []);
      assert.equal(await count(page), "Kein Prozess passt zu den Filtern");
      await page.getByRole("button", { name: "Filter zurücksetzen" }).click();
      await page.waitForFunction((n) => document.querySelector("[data-count]")?.textContent === `${n} Prozesse`, all);
      await address(page, "");
    });
  });

  test("keeps its filters in the address", async () => {
    await list("", async (page) => {
      await page.locator("#prozess-bereich").selectOption("02");
      await page.locator("#prozess-mta").selectOption("0");
      await address(page, "?bereich=02&mta=0");
      const found = await shown(page);
      assert.ok(found.length > 0 && found.every((id) => id?.startsWith("02-")));
      await page.reload();
      assert.deepEqual(await shown(page), found);
      assert.equal(await page.locator("#prozess-bereich").inputValue(), "02");
    });
  });

  test("is sorted by a column up, down and not at all, by keyboard", async () => {
    await list("", async (page) => {
      const before = await shown(page);
      const head = page.locator("th[data-sort=mta]:visible").first();
      await head.getByRole("button").focus();
      await page.keyboard.press("Enter");
      const ranks = () => page.locator("tr[data-id]:visible").evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset["mta"])));
      const up = await ranks();
      assert.deepEqual(up, [...up].sort((a, b) => a - b));
      assert.equal(await page.locator("th[data-sort=mta]:visible").getAttribute("aria-sort"), "ascending");
      await address(page, "?sortierung=mta");
      assert.ok(await page.evaluate(() => document.activeElement?.closest("th[data-sort=mta]") !== null), "the focus stays on the column");
      await page.keyboard.press("Enter");
      assert.deepEqual(await ranks(), [...up].reverse());
      await address(page, "?sortierung=-mta");
      await page.reload();
      assert.deepEqual(await ranks(), [...up].reverse());
      await page.locator("#prozess-text").fill("a");
      assert.equal(await page.locator("th[data-sort=mta]:visible").getAttribute("aria-sort"), "descending", "a filter keeps the order");
      await page.locator("#prozess-text").fill("");
      await page.locator("#prozess-sortierung").selectOption("");
      assert.deepEqual(await shown(page), before);
    });
  });

  test("answers a key stroke before the next, even where much else runs", async () => {
    await list("", async (page) => {
      const took = await page.evaluate(() => {
        const field = document.querySelector<HTMLInputElement>("#prozess-text")!;
        const times: number[] = [];
        for (const text of ["s", "st", "sta", "stan", "stand", "stan", "sta", "st", "s", ""]) {
          const start = performance.now();
          field.value = text;
          field.dispatchEvent(new Event("input", { bubbles: true }));
          document.body.getBoundingClientRect(); // with the layout
          times.push(performance.now() - start);
        }
        return times.sort((a, b) => a - b)[times.length / 2]!;
      });
      assert.ok(took < 1000, `${took} ms`); // 25 ms on a quiet machine
      console.log(`# a key stroke takes ${took.toFixed(1)} ms`);
    });
  });

  test("is there by areas without JavaScript", async () => {
    await list("", async (page) => {
      assert.equal(await page.locator("[data-process-filter]").isVisible(), false);
      assert.ok((await page.locator("section[data-area] h3:visible").count()) >= 15);
      assert.ok((await shown(page)).length > 150);
      assert.equal(await page.locator(".process-sort").count(), 0);
    }, { javaScriptEnabled: false });
  });

  test("works from a folder", async () => {
    const portable = buildPortal("--portable");
    await withPage(at.browser, pathToFileURL(join(portable, "prozesse", "index.html")).href, {}, async (page) => {
      await page.locator("#prozess-text").fill("asyl");
      assert.ok((await shown(page)).length > 0);
      await page.locator("tr[data-id]:visible a").first().click();
      await page.locator(".process-badge").first().waitFor();
    });
  });

  for (const [name, viewport] of Object.entries({ phone, tablet, desk })) {
    test(`has no barriers on a ${name}, sorted and filtered`, async () => {
      for (const colorScheme of ["light", "dark"] as const) {
        await list("?sortierung=mta&bereich=05", async (page) => {
          assert.deepEqual(await violations(page), []);
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
        }, { viewport, colorScheme });
      }
    });
  }
});

describe("a process", { concurrency: 3 }, () => {
  const open = <T>(use: (page: Page) => Promise<T>, options: BrowserContextOptions = {}) =>
    withPage(at.browser, `${at.url["portal"]}/prozesse/01-36/`, options, use);

  test("tells damage as number and word, and that its values are proposals", async () => {
    await open(async (page) => {
      assert.match(await page.locator(".damage tbody td").first().innerText(), /^[1-4]\s+(gering|mittel|hoch|sehr hoch)$/);
      assert.equal(await page.locator(".damage tbody td").count(), 30);
      assert.ok(await page.getByText("Eigene BIA ersetzt diesen Wert.").first().isVisible());
      assert.ok(await page.getByText("Vorschlag des Portals").first().isVisible());
    });
  });

  test("has boxes to tick, on screen and on paper", async () => {
    await open(async (page) => {
      const box = page.getByRole("checkbox").first();
      await box.focus();
      await page.keyboard.press("Space");
      assert.ok(await box.isChecked());
      await page.emulateMedia({ media: "print" });
      assert.ok(await box.isVisible());
    });
  });

  test("leads to what it needs and back", async () => {
    await open(async (page) => {
      await page.locator(".process-relations a[href*='-']").first().click();
      await page.getByRole("link", { name: /^01-36 / }).first().waitFor();
    });
  });

  for (const viewport of [phone, tablet, desk]) {
    test(`has no barriers at ${viewport.width} pixels`, async () => {
      for (const colorScheme of ["light", "dark"] as const) {
        await open(async (page) => {
          assert.deepEqual(await violations(page), []);
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
        }, { viewport, colorScheme });
      }
    });
  }
});
