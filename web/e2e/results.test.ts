// The page with the results: its address says all, filters count, and it works
// from a folder, on paper and without JavaScript.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { violations } from "./axe.js";
import { desk, follow, listen, phone, tablet, withPage } from "./browser.js";
import { answered, fakeEngine, titles, typeQuery, type Searching } from "./search.js";
import { buildPortal, tempDir } from "./site.js";
import { suite } from "./suite.js";

const at = suite({ portal: () => buildPortal() });

/** Opens the results for a query. */
const results = <T>(query: string, use: (page: Page) => Promise<T>, options: BrowserContextOptions = {}): Promise<T> =>
  withPage(at.browser, `${at.url["portal"]}/suche/${query}`, options, async (page) => {
    if (query !== "") await answered(page);
    return use(page);
  });

const count = async (page: Page) => Number(/^[\d.]+/.exec(await page.locator(".count").innerText())?.[0].replace(".", "") ?? 0);
const search = (page: Page) => decodeURIComponent(new URL(page.url()).search);

/** Waits for what a click on the page does to its address. */
async function leadsTo(page: Page, wanted: string): Promise<void> {
  await page.waitForFunction((text) => decodeURIComponent(location.search) === text, wanted);
}

describe("a result", { concurrency: 3 }, () => {
  test("has a title, a kind, a trail, a passage with marks and a link to its section", async () => {
    await results("?q=krisenstab", async (page) => {
      assert.match(await page.locator(".count").innerText(), /^\d+ Treffer zu „krisenstab“$/);
      assert.equal(await page.locator(".count").getAttribute("role"), "status");
      assert.equal(await page.title(), "krisenstab – Suche – Abgucken beim Nachbarn");
      const first = page.locator(".result").first();
      for (const part of [".result-title a", ".result-kind", ".result-trail", ".result-text mark"]) {
        assert.ok(await first.locator(part).first().isVisible(), part);
      }
      const links = await page.locator(".result-section a").evaluateAll((all) =>
        all.map((link) => ({ href: (link as HTMLAnchorElement).href, text: link.textContent })),
      );
      assert.ok(links.length > 0);
      for (const { href, text } of links.slice(0, 3)) {
        await page.goto(href);
        const heading = await page.evaluate(() => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.firstChild?.textContent);
        assert.equal(heading, text, href);
      }
    });
  });

  test("of a term leads to its entry, not to the beginning of the glossary", async () => {
    await results("?q=stabsraum&typ=term", async (page) => {
      assert.match((await page.locator(".result-title a").first().getAttribute("href")) ?? "", /\/glossar\/#stabsraum$/);
    });
  });

  test("is one of as many as somebody wants", async () => {
    await results("?q=notfall", async (page) => {
      const total = await count(page);
      assert.equal(await page.locator(".result").count(), 10);
      await page.locator(".results-more").click();
      await page.locator(".result").nth(10).waitFor();
      const focused = await page.evaluate(() => document.activeElement?.closest(".result") === document.querySelectorAll(".result")[10]);
      assert.ok(focused, "the focus goes to the first new result");
      while (await page.locator(".results-more").isVisible()) {
        const before = await page.locator(".result").count();
        await page.locator(".results-more").click();
        await page.locator(".result").nth(before).waitFor();
      }
      assert.equal(await page.locator(".result").count(), total);
      const all = await page.locator(".result-title a").evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
      assert.equal(new Set(all).size, total, "one comes twice");
    });
  });
});

describe("filters", { concurrency: 3 }, () => {
  test("narrow the results to what they count, are in the address, and go again", async () => {
    await results("?q=stab", async (page) => {
      const total = await count(page);
      const box = page.getByRole("checkbox", { name: /^Begriff/ });
      const number = Number(await page.locator("label", { has: box }).locator(".chip-count").evaluate((c) => c.childNodes[1]?.textContent));
      await box.check();
      await leadsTo(page, "?q=stab&typ=term");
      await page.waitForFunction((n) => document.querySelector(".count")?.textContent?.startsWith(`${n} `), number);
      assert.deepEqual([...new Set(await page.locator(".result-kind").allTextContents())], ["Begriff"]);
      assert.ok(await box.evaluate((element) => element === document.activeElement), "the focus stays on the checkbox");
      await page.getByRole("checkbox", { name: /^Leitfaden BCM/ }).or(page.getByRole("checkbox", { name: /^Leitfaden/ })).first().check();
      await leadsTo(page, "?q=stab&typ=term&typ=guide");
      await page.locator(".facets-clear").click();
      await leadsTo(page, "?q=stab");
      await page.waitForFunction((n) => document.querySelector(".count")?.textContent?.startsWith(`${n} `), total);
    });
  });

  test("cover kind, section, step, level and role", async () => {
    await results("?q=stab", async (page) => {
      const names = await page.locator(".facet legend").allTextContents();
      assert.deepEqual(names, ["Art", "Bereich", "Schritt nach 200-4", "Stufe", "Rolle"]);
      assert.deepEqual((await page.locator("input[name=stufe]").evaluateAll((all) => all.map((box) => (box as HTMLInputElement).value))), [
        "reaktiv", "aufbau", "standard",
      ]);
    });
  });

  test("come from the address, and from what was typed", async () => {
    await results("?q=typ:termin+stab&rolle=bcm", async (page) => {
      assert.ok(await page.locator("input[name=typ][value=event]").isChecked());
      assert.ok(await page.locator("input[name=rolle][value=bcm]").isChecked());
      await page.locator("input[name=typ][value=event]").uncheck();
      await leadsTo(page, "?q=stab&rolle=bcm");
      assert.equal(await page.locator("#suche-seite").inputValue(), "stab");
    });
  });

  test("that leave nothing can be taken away", async () => {
    await results("?q=stabsraum&typ=news&stufe=reaktiv", async (page) => {
      assert.equal(await page.locator(".result").count(), 0);
      assert.match(await page.locator(".results-hints").innerText(), /Nehmen Sie Filter weg/);
      await page.locator(".facets-clear").click();
      await page.locator(".result").first().waitFor();
      assert.equal(search(page), "?q=stabsraum");
    });
  });

  test("fold on a telephone and say how many are on", async () => {
    await results("?q=stab&typ=term", async (page) => {
      assert.equal(await page.locator("input[name=typ]").first().isVisible(), false);
      assert.match(await page.locator(".filters-toggle").innerText(), /Treffer eingrenzen \(1\)/);
      await page.locator(".filters-toggle").click();
      await page.getByRole("checkbox", { name: /^Leitfaden/ }).first().check();
      await leadsTo(page, "?q=stab&typ=term&typ=guide");
      assert.ok(await page.locator("input[name=typ]").first().isVisible(), "they fold while somebody chooses");
    }, { viewport: phone });
  });
});

describe("the history", { concurrency: 3 }, () => {
  test("leads back through questions and filters, and to the place on the page", async () => {
    await results("?q=notfall", async (page) => {
      await page.locator(".results-more").click();
      await page.locator(".result").nth(15).waitFor();
      await page.getByRole("checkbox", { name: /^Begriff/ }).check();
      await leadsTo(page, "?q=notfall&typ=term");
      await page.locator("#suche-seite").fill("stab");
      await leadsTo(page, "?q=stab&typ=term");
      await page.goBack();
      await leadsTo(page, "?q=notfall&typ=term");
      assert.equal(await page.locator("#suche-seite").inputValue(), "notfall");
      await page.goBack();
      await leadsTo(page, "?q=notfall");
      await page.locator(".result").nth(19).waitFor();
      await page.locator(".result-title a").nth(16).click();
      await page.waitForURL((url) => !url.pathname.startsWith("/suche/"));
      await page.goBack();
      await page.locator(".result").nth(19).waitFor();
      await page.waitForFunction(() => scrollY > 1000);
      await page.goForward();
      await page.waitForURL((url) => !url.pathname.startsWith("/suche/"));
    });
  });

  test("has one entry for a word that was typed letter by letter", async () => {
    await results("?q=bia", async (page) => {
      const before = await page.evaluate(() => history.length);
      await page.locator("#suche-seite").fill("");
      await page.locator("#suche-seite").pressSequentially("stabsraum", { delay: 250 });
      await leadsTo(page, "?q=stabsraum");
      await page.keyboard.press("Enter");
      await page.waitForTimeout(300);
      assert.equal(await page.evaluate(() => history.length), before + 1);
      assert.equal(await page.title(), "stabsraum – Suche – Abgucken beim Nachbarn");
      await page.goBack();
      await leadsTo(page, "?q=bia");
      await page.waitForFunction(() => document.title.startsWith("bia – "));
    });
  });

  test("takes up a better spelling", async () => {
    await results("?q=notfalhandbuhc", async (page) => {
      await page.getByText("Meinten Sie").getByRole("link", { name: "Notfallhandbuch" }).click();
      await leadsTo(page, "?q=Notfallhandbuch");
      assert.equal(await page.locator("#suche-seite").inputValue(), "Notfallhandbuch");
      await page.getByText("Meinten Sie").waitFor({ state: "hidden" });
    });
  });
});

describe("without results", { concurrency: 2 }, () => {
  test("the page gives hints and leads on", async () => {
    await results("?q=quastenflosser", async (page) => {
      assert.equal(await page.locator(".count").innerText(), "Nichts gefunden zu „quastenflosser“.");
      const links = await page.locator(".results-hints a").evaluateAll((all) => all.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
      assert.deepEqual(links, ["/a-z/", "/glossar/"]);
    });
  });

  test("and without a query it says how to search", async () => {
    await results("", async (page) => {
      await page.locator(".search-tips").waitFor();
      assert.equal(await page.title(), "Suche – Abgucken beim Nachbarn");
      assert.equal(await page.locator(".results-more, .filters, .result").filter({ visible: true }).count(), 0);
    });
  });

  test("strange queries are answered all the same", async () => {
    for (const query of ["%00", "%f0%9f%92%a9", '"', "-", "typ:", "*", "%E2%80%AE", "a".repeat(3000), "%22%22%22-typ:x", "constructor __proto__"]) {
      await withPage(at.browser, "about:blank", {}, async (page) => {
        const heard = await listen(page, at.url["portal"] + "/");
        await page.goto(`${at.url["portal"]}/suche/?q=${query}`);
        await answered(page);
        assert.deepEqual(heard, [], query);
      });
    }
  });
});

describe("the page", { concurrency: 3 }, () => {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const viewport of [desk, tablet, phone]) {
      test(`has no barrier, ${colorScheme}, ${viewport.width} px`, async () => {
        for (const query of ["?q=notfalhandbuhc&typ=guide", "?q=quastenflosser", ""]) {
          await results(query, async (page) => {
            if (viewport === phone && query.includes("typ")) await page.locator(".filters-toggle").click();
            assert.deepEqual(await violations(page), [], query);
          }, { viewport, colorScheme });
        }
      });
    }
  }

  test("fits into 320 pixels, which is 400 % zoom", async () => {
    await results("?q=geschaeftsfortfuehrungsplanung", async (page) => {
      await page.locator(".filters-toggle").click();
      const wide = await page.evaluate(() => {
        const width = document.documentElement.clientWidth;
        return [...document.querySelectorAll("main *")].filter((e) => e.getBoundingClientRect().right > width + 1).map((e) => e.outerHTML.slice(0, 100));
      });
      assert.deepEqual(wide, []);
    }, { viewport: { width: 320, height: 256 } });
  });

  test("keeps filters and results apart, however long their words are", async () => {
    for (const width of [768, 992, 1440]) {
      await results("?q=plan", async (page) => {
        for (const fold of await page.locator(".facet-more summary").all()) await fold.click();
        const meet = await page.evaluate(() => {
          const left = document.querySelector(".results-list")?.getBoundingClientRect().left ?? 0;
          return [...document.querySelectorAll(".filters *")].filter((e) => e.getBoundingClientRect().right > left).map((e) => e.textContent);
        });
        assert.deepEqual(meet, [], `${width} px`);
      }, { viewport: { width, height: 900 } });
    }
  });

  test("is results only on paper", async () => {
    await results("?q=stab", async (page) => {
      const file = join(tempDir(), "results.pdf");
      writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
      const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
      assert.match(text, /Treffer zu „stab“/);
      for (const word of ["Weitere Treffer", "Schritt nach 200-4", "Portal durchsuchen", "Impressum"]) assert.ok(!text.includes(word), word);
    });
  });

  test("keeps what a server has found until its own answer is there", async () => {
    await withPage(at.browser, "about:blank", {}, async (page) => {
      await fakeEngine(page, `return { title: "Antwort", wait: 3000 };`);
      await page.route("**/suche/?q=*", async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace(/(data-search-results>)/, '$1<p class="count" role="status">Vom Server</p>');
        await route.fulfill({ response, body });
      });
      await page.goto(`${at.url["portal"]}/suche/?q=stab`);
      assert.ok(await page.getByText("Vom Server").isVisible());
      await answered(page);
      assert.equal(await page.getByText("Vom Server").count(), 0);
    });
  });
});

describe("without JavaScript", { concurrency: 2 }, () => {
  test("the form of every page asks the server for the results, and the page says what to do if none come", async () => {
    await withPage(at.browser, at.url["portal"] + "/leitfaden/bia/", { javaScriptEnabled: false }, async (page) => {
      await page.locator("#suche-kopf").fill("stab & lage");
      await page.locator("#suche-kopf").press("Enter");
      await page.waitForURL("**/suche/?q=stab+%26+lage");
      assert.ok(await page.locator("#suche-seite").isVisible());
      assert.match(await page.locator(".hint").innerText(), /Ohne JavaScript/);
      await follow(page, () => page.locator(".hint a").click());
      assert.equal(new URL(page.url()).pathname, "/a-z/");
    });
  });
});

describe("from a folder, file://", () => {
  const typed = ["notfallhandbuch", "krisenstab rathaus", "bia", '"untragbar"', "stabsraum -termin", "notfalhandbuhc", "typ:termin", "bürgeramt"];

  test("the search finds the same as over http, in silence", async () => {
    const dir = buildPortal("--portable");
    const start = pathToFileURL(join(dir, "leitfaden/bia/index.html")).href;
    // Titles of the portal as queries, 200 with those above.
    const entries = (page: Page) => page.locator("[data-az-entry] > a").allTextContents();
    const found = await withPage(at.browser, `${at.url["portal"]}/a-z/`, {}, entries);
    const queries = [...typed, ...found.slice(0, 200 - typed.length)];
    assert.equal(queries.length, 200);
    const top = (page: Page) => page.evaluate(async (all) => {
      const found: unknown[] = [];
      for (const query of all) found.push(await (window as Searching).nachbar?.search?.(query, { limit: 10 }));
      return found;
    }, queries);
    const online = await withPage(at.browser, `${at.url["portal"]}/leitfaden/bia/`, {}, top);
    await withPage(at.browser, "about:blank", {}, async (page) => {
      const heard = await listen(page, pathToFileURL(dir).href + "/");
      await page.goto(start);
      assert.deepEqual(await top(page), online);
      await typeQuery(page, "notfallhandbuch");
      await page.keyboard.press("Enter");
      await answered(page);
      assert.equal(page.url(), pathToFileURL(join(dir, "suche/index.html")).href + "?q=notfallhandbuch");
      await page.getByRole("checkbox", { name: /^Begriff/ }).check();
      await leadsTo(page, "?q=notfallhandbuch&typ=term");
      await page.goBack();
      await leadsTo(page, "?q=notfallhandbuch");
      await follow(page, () => page.locator(".result-title a").first().click());
      assert.match(page.url(), /\/glossar\/index\.html#notfallhandbuch$/);
      assert.deepEqual(heard, []);
    });
    assert.ok((await withPage(at.browser, `${at.url["portal"]}/suche/?q=bia`, {}, async (page) => (await answered(page), titles(page)))).length > 5);
  });
});

describe("nachbar.search", () => {
  test("answers other pages with addresses, titles and passages, within a kind or a section", async () => {
    await withPage(at.browser, at.url["portal"] + "/", {}, async (page) => {
      const found = await page.evaluate(() => (window as Searching).nachbar?.search?.("stab", { limit: 3, kind: "term" }));
      assert.equal(found?.length, 3);
      for (const { url, title, kind, score, snippet } of found ?? []) {
        assert.match(url, /^glossar\/#/);
        assert.equal(kind, "term");
        assert.ok(title.length > 2 && score > 0 && snippet.length > 10);
      }
      const section = await page.evaluate(() => (window as Searching).nachbar?.search?.("stab", { section: "termine" }));
      assert.ok(section && section.length > 0 && section.every(({ url }) => url.startsWith("termine/")));
      assert.deepEqual(await page.evaluate(() => (window as Searching).nachbar?.search?.("")), []);
    });
  });
});
