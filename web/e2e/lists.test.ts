// Lists help to find: the filter from A to Z, events that are over, dates as people write them.
import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { open, withPage } from "./browser.js";
import { build, buildFixture, fixtureCopy } from "./site.js";
import { suite } from "./suite.js";

const at = suite({ fixture: () => buildFixture(), plain: () => buildWithoutSearch() });

/** The test portal with its search switched off. */
function buildWithoutSearch(): string {
  const site = fixtureCopy();
  appendFileSync(join(site, "nachbar.yaml"), "\nsearch: false\n");
  return build(site);
}

describe("the list from A to Z", { concurrency: 2 }, () => {
  /** The titles left after typing a query. */
  async function titles(page: Page, query: string): Promise<string[]> {
    await page.locator("#az-q").fill(query);
    return page.locator("[data-az-entry]:visible > a").allTextContents();
  }

  test("finds titles whichever way umlauts are written, and says how many", async () => {
    await withPage(at.browser, at.url["fixture"] + "/a-z/", {}, async (page) => {
      for (const query of ["Übung", "uebung", "ubung", "ÜBUNG"]) {
        assert.ok((await titles(page, query)).includes("Übung"), query);
      }
      assert.deepEqual(await titles(page, "strassensp"), ["Straßensperrung"]);
      assert.equal(await page.locator("[data-az-count]").textContent(), "1 Eintrag passt");
      assert.deepEqual(await titles(page, "gibtesnicht"), []);
      assert.notEqual(await page.locator("[data-az-count]").textContent(), "");
      assert.equal(await page.locator("[data-az-group]:visible, .letters a:visible").count(), 0);
    });
  });

  test("puts umlauts beside their letter", async () => {
    await withPage(at.browser, at.url["fixture"] + "/a-z/", {}, async (page) => {
      const group = (title: string) =>
        page.locator("[data-az-group]", { has: page.getByText(title, { exact: true }) }).locator("h2").first().textContent();
      assert.equal(await group("Ärztlicher Dienst"), "A");
      assert.equal(await group("Öffentlichkeitsarbeit"), "O");
      assert.equal(await group("Übung"), "U");
    });
  });

  test("answers the search field of a site that has no full text search", async () => {
    await withPage(at.browser, at.url["plain"] + "/leitfaden/bia/", {}, async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.type("zustaendig");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/a-z/?q=zustaendig");
      assert.equal(await page.locator("#az-q").inputValue(), "zustaendig");
      assert.equal(await page.locator("[role=combobox]").count(), 0);
    });
  });
});

describe("events", { concurrency: 2 }, () => {
  /** Opens a page at a moment by the reader's clock. */
  async function onDay<T>(day: string, path: string, use: (page: Page) => Promise<T>): Promise<T> {
    const context = await open(at.browser);
    try {
      const page = await context.newPage();
      await page.clock.setFixedTime(new Date(day));
      await page.goto(at.url["fixture"] + path);
      return await use(page);
    } finally {
      await context.close();
    }
  }

  const shown = (page: Page) => page.locator(".event-title:visible").allTextContents();

  test("that are over by the reader's clock fold away, and come back on a press", async () => {
    await onDay("2027-01-15T08:00:00+01:00", "/termine/", async (page) => {
      const before = await shown(page);
      assert.ok(!before.includes("Schulung im Januar"), before.join(", "));
      const button = page.locator(".past-toggle");
      await button.focus();
      await page.keyboard.press("Enter");
      assert.equal(await button.getAttribute("aria-expanded"), "true");
      const all = await shown(page);
      assert.ok(all.length > before.length && all.includes("Schulung im Januar"), all.join(", "));
    });
  });

  test("that are over carry a word for it on every list", async () => {
    for (const path of ["/termine/", "/termine/jahr/2027/", "/termine/rolle/it-leitung/"]) {
      await onDay("2027-01-15T08:00:00+01:00", path, async (page) => {
        const mark = page.locator(".event", { hasText: "Schulung im Januar" }).locator(".event-past");
        assert.deepEqual(await mark.allTextContents(), ["vorbei"], path);
      });
    }
  });

  test("stay in sight all day", async () => {
    await onDay("2027-01-14T20:00:00+01:00", "/termine/", async (page) => {
      assert.ok((await shown(page)).includes("Schulung im Januar"));
    });
  });

  test("that repeat are over only after the last time", async () => {
    await onDay("2027-06-01T12:00:00+02:00", "/termine/jour-fixe/", async (page) => {
      assert.equal(await page.locator(".event-past").count(), 0);
    });
    await onDay("2027-07-01T12:00:00+02:00", "/termine/jour-fixe/", async (page) => {
      assert.equal(await page.locator(".event-past").count(), 1);
    });
  });

  test("of whole days last until midnight", async () => {
    await onDay("2027-05-05T20:00:00+02:00", "/termine/tagung/", async (page) => {
      assert.equal(await page.locator(".event-past").count(), 0);
    });
    await onDay("2027-05-06T08:00:00+02:00", "/termine/tagung/", async (page) => {
      assert.equal(await page.locator(".event-past").count(), 1);
    });
  });

  test("carry German dates and a machine's date of the same day", async () => {
    await onDay("2027-01-01T12:00:00+01:00", "/termine/januar/", async (page) => {
      const facts = await page.locator(".facts-event").innerText();
      assert.match(facts, /Donnerstag, 14\. Januar 2027/);
      assert.match(facts, /0?9[.:]00( Uhr)? bis 10[.:]30 Uhr/);
      assert.match(facts, /1\.200/, "numbers have German dots");
      assert.equal(await page.locator(".facts-event time").first().getAttribute("datetime"), "2027-01-14");
    });
    await onDay("2027-01-01T12:00:00+01:00", "/wissen/alles/", async (page) => {
      assert.ok((await page.locator(".page-marks").innerText()).includes("2. Januar 2027"));
    });
  });
});
