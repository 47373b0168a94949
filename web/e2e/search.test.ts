// The search field of every page: results while typing, what was searched for last, and what there is without the engine.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { follow, listen } from "./browser.js";
import { answered, blank, chapter, engine, expanded, fakeEngine, field, options, typeQuery, windows } from "./search.js";
import { buildPortal } from "./site.js";
import { suite } from "./suite.js";

const at = suite({ portal: () => buildPortal() });
const alone = windows(at);

describe("results while typing", { concurrency: 3 }, () => {
  test("a page that nobody searches on loads nothing of the search", async () => {
    await alone(blank, async (page) => {
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.goto(at.url["portal"] + chapter);
      assert.deepEqual(asked.filter((url) => /search|\/suche\//.test(url)), []);
    });
  });

  test("stand in groups by kind, with their trail, the section and marked words", async () => {
    await alone(chapter, async (page) => {
      await typeQuery(page, "krisenstab");
      await page.locator(".search-option-section").first().waitFor();
      const groups = await page.locator("[role=group]").evaluateAll((all) =>
        all.map((group) => document.getElementById(group.getAttribute("aria-labelledby") ?? "")?.textContent),
      );
      assert.ok(groups.includes("Leitfaden") && new Set(groups).size === groups.length, groups.join(", "));
      assert.ok((await page.locator("[role=option] mark").count()) > 0);
      const sections = await page.locator("[role=option]:has(.search-option-section)").evaluateAll((all) =>
        all.map((option) => ({ href: (option as HTMLAnchorElement).href, heading: option.querySelector(".search-option-section")?.textContent })),
      );
      // A deep link leads to the heading that it names.
      const { href, heading } = sections[0] ?? { href: "", heading: "" };
      await page.goto(href);
      const target = await page.evaluate(() => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.firstChild?.textContent);
      assert.equal(target, heading);
    });
  });

  test("end with an option for all of them", async () => {
    await alone(chapter, async (page) => {
      await typeQuery(page, "notfall");
      const last = (await options(page)).at(-1);
      assert.match(last?.text ?? "", /^Alle \d+ Treffer zeigen$/);
      await follow(page, () => page.locator(".search-all").click());
      await answered(page);
      assert.equal(new URL(page.url()).search, "?q=notfall");
      assert.equal(await page.locator("#suche-seite").inputValue(), "notfall");
    });
  });

  test("put slips of the pen right", async () => {
    await alone(chapter, async (page) => {
      await typeQuery(page, "notfalhandbuhc");
      assert.match((await options(page))[0]?.text ?? "", /^Meinten Sie „Notfallhandbuch“\?$/);
    });
  });

  test("of which there are none say so, and lead on", async () => {
    await alone(chapter, async (page) => {
      await typeQuery(page, "quastenflosser");
      await page.locator(".search-note:visible").waitFor();
      assert.match(await page.locator(".search-popup").innerText(), /Nichts gefunden zu „quastenflosser“/);
      assert.deepEqual((await options(page)).map(({ href }) => new URL(href, page.url()).pathname), ["/a-z/"]);
    });
  });

  test("of an older query never take the place of newer ones", async () => {
    await alone(blank, async (page) => {
      await fakeEngine(page, `return { title: "Antwort auf " + query, wait: query === "alt" ? 900 : 20 };`);
      await page.goto(at.url["portal"] + chapter);
      await page.keyboard.press("/");
      await page.keyboard.insertText("alt");
      await page.waitForFunction(() => (window as unknown as { asked?: unknown[] }).asked?.length === 1);
      await page.keyboard.insertText("es");
      await page.getByText("Antwort auf altes").first().waitFor();
      await page.waitForTimeout(1000);
      assert.ok((await options(page)).some(({ text }) => text.startsWith("Antwort auf altes")));
      assert.equal(await page.getByText("Antwort auf alt", { exact: true }).count(), 0);
      const asked = await page.evaluate(() => (window as unknown as { asked: { query: string; aborted: boolean }[] }).asked);
      assert.deepEqual(asked[0], { query: "alt", aborted: true });
    });
  });

  test("are text, whatever they say", async () => {
    await alone(blank, async (page) => {
      const heard = await listen(page, at.url["portal"] + "/");
      await fakeEngine(page, `return { title: '<img src=x onerror="document.title=1"><script>document.title=2</script>', wait: 0 };`);
      await page.goto(at.url["portal"] + chapter);
      await typeQuery(page, "<b>x");
      await page.locator(".search-option-title").waitFor();
      assert.match(await page.locator(".search-option-title").innerText(), /^<img src=x onerror/);
      await page.goto(at.url["portal"] + "/suche/?q=%3Cb%3Ex");
      await answered(page);
      assert.match((await page.locator(".result").innerText()).trim(), /^<img src=x onerror/);
      assert.equal(await page.locator(".search-popup img, .search-popup script, .results-frame img, .results-frame script, main b").count(), 0);
      assert.deepEqual(heard, []);
    });
  });
});

describe("what was searched for last", { concurrency: 2 }, () => {
  const search = async (page: Page, query: string) => {
    await page.goto(at.url["portal"] + chapter);
    await page.keyboard.press("/");
    await page.keyboard.type(query);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/suche/**");
  };
  const recent = async (page: Page) => {
    await page.goto(at.url["portal"] + chapter);
    await page.keyboard.press("/");
    await page.locator(".search-recent").first().waitFor();
    return page.locator(".search-recent-text").allTextContents();
  };

  test("is offered in the empty field, and leads back to the results", async () => {
    await alone(chapter, async (page) => {
      await search(page, "stabsraum");
      await search(page, "bia");
      assert.deepEqual(await recent(page), ["bia", "stabsraum"]);
      assert.equal(await expanded(page), "true");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/suche/?q=stabsraum");
      assert.deepEqual(await recent(page), ["stabsraum", "bia"]);
    });
  });

  test("goes one by one with the Delete key or the cross, or all together", async () => {
    await alone(chapter, async (page) => {
      for (const query of ["eins", "zwei", "drei", "vier"]) await search(page, query);
      await recent(page);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Delete");
      assert.deepEqual(await page.locator(".search-recent-text").allTextContents(), ["drei", "zwei", "eins"]);
      await page.locator(".search-recent", { hasText: "zwei" }).locator(".search-remove").click();
      assert.deepEqual(await recent(page), ["drei", "eins"]);
      await page.getByRole("option", { name: "Alle löschen" }).click();
      assert.equal(await page.locator(".search-popup:visible").count(), 0);
      assert.equal(await page.evaluate(() => localStorage.getItem("nachbar.recent")), null);
    });
  });

  test("can be forgotten with buttons on the page of the search", async () => {
    await alone(chapter, async (page) => {
      for (const query of ["eins", "zwei", "drei"]) await search(page, query);
      await page.goto(at.url["portal"] + "/suche/");
      assert.deepEqual(await page.locator(".recent-item a").allTextContents(), ["drei", "zwei", "eins"]);
      await page.getByRole("button", { name: "„drei“ löschen" }).press("Enter");
      assert.deepEqual(await page.locator(".recent-item a").allTextContents(), ["zwei", "eins"]);
      assert.ok(await page.getByRole("button", { name: "„zwei“ löschen" }).evaluate((button) => button === document.activeElement));
      await page.getByRole("button", { name: "Alle löschen" }).click();
      assert.equal(await page.locator(".recent").isVisible(), false);
    });
  });

  test("is not kept where the browser blocks storage, and the search goes on", async () => {
    const block = (page: Page) =>
      page.addInitScript(() => {
        Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("blocked", "SecurityError"); } });
      });
    await alone(chapter, async (page) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      await search(page, "stabsraum");
      await answered(page);
      await page.goto(at.url["portal"] + chapter);
      await page.keyboard.press("/");
      await page.waitForTimeout(300);
      assert.equal(await page.locator(".search-popup:visible").count(), 0);
      await page.keyboard.type("stab");
      await page.locator("[role=option]").first().waitFor();
      assert.deepEqual(errors, []);
    }, { prepare: block });
  });
});

describe("when the engine does not come", { concurrency: 3 }, () => {
  const lost = async (page: Page) => {
    await typeQuery(page, "stab");
    await page.locator(".search-note:visible").waitFor();
    assert.match(await page.locator(".search-note").innerText(), /lässt sich nicht laden/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/a-z/");
  };

  test("the field says so and leads to the list from A to Z", async () => {
    await alone(blank, async (page) => {
      await page.route(engine, (route) => route.abort());
      await page.goto(at.url["portal"] + chapter);
      await lost(page);
    });
  });

  test("the same in a browser that is too old", async () => {
    await alone(blank, async (page) => {
      await page.addInitScript(() => Reflect.deleteProperty(window, "DecompressionStream"));
      await page.goto(at.url["portal"] + chapter);
      await lost(page);
      await page.goto(at.url["portal"] + "/suche/?q=stab");
      await answered(page);
      assert.match(await page.locator(".count").innerText(), /lässt sich nicht laden/);
      assert.ok(await page.locator(".results-hints a[href$='a-z/']").isVisible());
    });
  });

  test("the next word tries again", async () => {
    await alone(blank, async (page) => {
      await page.route("**/suche/index.js", (route) => route.abort(), { times: 1 });
      await page.goto(at.url["portal"] + chapter);
      await page.keyboard.press("/");
      await page.waitForTimeout(200);
      await page.keyboard.type("stab");
      await page.locator("[role=group] [role=option]").first().waitFor();
    });
  });

  test("a new release with other shards is noticed and read", async () => {
    await alone(chapter, async (page) => {
      await typeQuery(page, "stab");
      // What the root of the old release names is gone, until the root is read again.
      let gone = true;
      await page.route("**/suche/d/*", (route) => (gone ? route.abort() : route.continue()));
      await page.route("**/suche/index.js", (route) => {
        gone = false;
        return route.continue();
      });
      await page.locator("#suche-kopf").fill("kennzahlen");
      await page.locator("[role=option] mark", { hasText: /kennzahlen/i }).first().waitFor();
      assert.equal(gone, false);
    });
  });

  test("the form still leads to the results", async () => {
    await alone(blank, async (page) => {
      await page.route(field, (route) => route.abort());
      await page.goto(at.url["portal"] + chapter);
      await page.keyboard.press("/");
      await page.keyboard.type("stab");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/suche/?q=stab");
    });
  });
});
