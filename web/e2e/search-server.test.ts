// A server that searches fills the result page: without JavaScript, and until the browser's own search is there.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { violations } from "./axe.js";
import { desk, follow, launch, open, phone, withPage } from "./browser.js";
import { preview } from "./preview.js";
import type { Site } from "./server.js";
import { root } from "./site.js";

let served: Site;
let browser: Browser;

before(async () => {
  served = await preview(root);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await served?.close();
});

/** Opens a page of the portal without JavaScript. */
const plain = (path: string, use: (page: Page) => Promise<void>, viewport = desk) =>
  withPage(browser, served.url + path, { javaScriptEnabled: false, viewport }, use);

/** Where the results lead. */
const links = (page: Page) =>
  page.locator(".result-title a").evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));

const chosen = (page: Page) => page.locator(".chip[aria-current]").allTextContents();

describe("a server that searches", () => {
  test("the form of any page leads to results, filters narrow them, a result opens", async () => {
    await plain("/leitfaden/bia/", async (page) => {
      const field = page.locator("input[name=q]:visible").first();
      await field.fill("Krisenstab Übung");
      await follow(page, () => field.press("Enter"));
      assert.equal(new URL(page.url()).search, "?q=Krisenstab+%C3%9Cbung");
      assert.equal(await page.locator("main input[name=q]").inputValue(), "Krisenstab Übung");
      assert.match(await page.title(), /^Krisenstab Übung – /);
      assert.ok((await page.locator(".result mark").count()) > 5);

      const all = await page.locator(".count").innerText();
      // Kinds that few results have are folded.
      await page.locator("nav.filter").first().locator(".facet-more summary").click();
      await follow(page, () => page.locator(".chip", { hasText: "Termin" }).first().click());
      assert.match((await chosen(page)).join(), /Termin/);
      assert.notEqual(await page.locator(".count").innerText(), all);
      await follow(page, () => page.locator(".result-title a").first().click());
      assert.match(new URL(page.url()).pathname, /^\/termine\/./);
    });
  });

  test("a slip is put right, pages are leafed through, nothing found has a way on", async () => {
    await plain("/suche/?q=Krisnstab", async (page) => {
      await follow(page, () => page.locator(".results-note a").click());
      assert.equal(new URL(page.url()).searchParams.get("q"), "Krisenstab");
      const first = await links(page);
      await follow(page, () => page.locator(".pager a[rel=next]").click());
      const second = await links(page);
      assert.deepEqual(second.filter((link) => first.includes(link)), []);
      await follow(page, () => page.locator(".pager a[rel=prev]").click());
      assert.deepEqual(await links(page), first);
    });
    await plain("/suche/?q=qqxqqx", async (page) => {
      await follow(page, () => page.locator(".results-hints a").click());
      assert.equal(new URL(page.url()).pathname, "/a-z/");
    });
  });

  test("the browser finds the same and takes over", async () => {
    for (const query of ["Krisenstab", "Notfalhandbuch Übung", "typ:termin Rathaus", '"Business Impact Analyse"', "200-4"]) {
      const path = `/suche/?q=${encodeURIComponent(query)}`;
      let expected: string[] = [];
      await plain(path, async (page) => {
        expected = await links(page);
      });
      await withPage(browser, served.url + path, {}, async (page) => {
        await page.locator(".facets .facet").first().waitFor({ state: "attached" }); // drawn with the results
        assert.deepEqual(await links(page), expected, query);
      });
    }
  });

  test("what somebody searches for stays text", async () => {
    await plain(`/suche/?q=${encodeURIComponent('"><img src=x onerror=alert(1)></title><script>1</script>')}`, async (page) => {
      assert.equal(await page.locator("main img, main script").count(), 0);
      assert.match(await page.title(), /^"><img src=x/);
    });
  });

  test("axe finds nothing, on a desk and on a telephone", async () => {
    for (const viewport of [desk, phone]) {
      const context = await open(browser, { viewport });
      await context.route("**/*.js", (route) => route.abort());
      const page = await context.newPage();
      for (const query of ["Krisenstab&typ=guide&seite=2", "Notfalhandbuch", "qqxqqx&typ=guide"]) {
        await page.goto(`${served.url}/suche/?q=${query}`);
        assert.deepEqual(await violations(page), [], query);
      }
      await context.close();
    }
  });
});
