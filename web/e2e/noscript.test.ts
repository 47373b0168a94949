// Without JavaScript everything can be found, opened and read.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { desk, follow, phone, withPage } from "./browser.js";
import { buildFixture, buildPortal } from "./site.js";
import { suite } from "./suite.js";

const at = suite({ portal: () => buildPortal(), fixture: () => buildFixture() });

/** Opens a page of the portal in a browser without JavaScript. */
const plain = (path: string, viewport: typeof desk, use: (page: Page) => Promise<void>, site = "portal") =>
  withPage(at.browser, at.url[site] + path, { javaScriptEnabled: false, viewport }, use);

describe("without JavaScript", { concurrency: 3 }, () => {
  test("the main menu, the section and the contents stand open on a desk", async () => {
    await plain("/leitfaden/bia/", desk, async (page) => {
      for (const part of [".nav-link", ".sidenav-panel li a", ".toc a"]) {
        assert.ok(await page.locator(part).first().isVisible(), part);
      }
      await follow(page, () => page.locator(".nav-link", { hasText: "Termine" }).click());
      assert.equal(new URL(page.url()).pathname, "/termine/");
    });
  });

  test("the menu of a telephone opens and leads on", async () => {
    await plain("/leitfaden/bia/", phone, async (page) => {
      const link = page.locator(".nav-link", { hasText: "Glossar" });
      assert.equal(await link.isVisible(), false);
      await page.locator(".nav-toggle").click();
      await follow(page, () => link.click());
      assert.equal(new URL(page.url()).pathname, "/glossar/");
    });
  });

  test("filters lead to pages that say which filter is on", async () => {
    await plain("/leitfaden/", desk, async (page) => {
      await follow(page, () => page.locator(".filter .chip").first().click());
      assert.notEqual(new URL(page.url()).pathname, "/leitfaden/");
      assert.equal(await page.locator(".filter [aria-current]").count(), 1);
      assert.ok((await page.locator(".item").count()) > 0);
    });
  });

  test("the filters of a telephone unfold", async () => {
    await plain("/leitfaden/stufe/reaktiv/", phone, async (page) => {
      const chip = page.locator(".filter .chip").first();
      assert.equal(await chip.isVisible(), false);
      assert.match(await page.locator(".filters-toggle").innerText(), /Reaktiv/);
      await page.locator(".filters-toggle").click();
      assert.ok(await chip.isVisible());
    });
  });

  test("the list from A to Z is complete and says what does not work", async () => {
    await plain("/a-z/?q=bia", desk, async (page) => {
      assert.equal(await page.locator(".az-form").isVisible(), false);
      assert.ok(await page.locator("main .hint").isVisible());
      const all = page.locator("[data-az-entry]");
      const visible = page.locator("[data-az-entry]:visible");
      assert.ok((await all.count()) > 100);
      assert.equal(await visible.count(), await all.count());
    });
  });

  test("the meaning of a term comes with the focus, its entry unfolds", async () => {
    await plain("/wissen/alles/", desk, async (page) => {
      await page.locator(".prose .glossar > a").first().focus();
      await page.locator(".prose .glossar-tip").first().waitFor({ state: "visible" });
    }, "fixture");
    await plain("/glossar/", desk, async (page) => {
      await page.locator(".term summary").first().click();
      assert.ok(await page.locator(".term details .prose").first().isVisible());
    }, "fixture");
  });

  test("no switch stands there that would do nothing", async () => {
    await plain("/", desk, async (page) => {
      assert.equal(await page.locator("[data-theme-switch]").isVisible(), false);
    });
  });

  test("past events are listed, none is folded away", async () => {
    await plain("/termine/jahr/2026/", desk, async (page) => {
      assert.ok(await page.locator(".event", { hasText: "Schulung im alten Jahr" }).isVisible());
    }, "fixture");
  });
});
