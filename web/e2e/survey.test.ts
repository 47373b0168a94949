// Results of the Basis-Sicherheitscheck: every chart has words and a table, members see more than everybody,
// all of it works with keys, without JavaScript, on a telephone and on paper.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { violations } from "./axe.js";
import { desk, phone, tablet, withPage } from "./browser.js";
import { buildPortal, pagesOf } from "./site.js";
import { suite } from "./suite.js";

const folders: Record<string, string> = {};
const at = suite({
  public: () => (folders["public"] = buildPortal()),
  members: () => (folders["members"] = buildPortal("--audience", "mitglieder")),
});

const round = "/ergebnisse/2026/";
const topic = "/ergebnisse/2026/t05/";
const look = <T>(audience: string, path: string, use: (page: Page) => Promise<T>, options = {}): Promise<T> =>
  withPage(at.browser, at.url[audience] + path, options, use);

describe("results", { concurrency: 3 }, () => {
  for (const path of ["/ergebnisse/", round, topic]) {
    test(`have a table and words beside every chart, ${path}`, async () => {
      await look("members", path, async (page) => {
        const charts = await page.locator("svg.chart").all();
        assert.ok(charts.length > 0);
        for (const chart of charts) {
          assert.equal(await chart.getAttribute("role"), "img");
          const [title, text] = await chart.evaluate((svg) => [svg.querySelector("title")?.textContent ?? "", svg.querySelector("desc")?.textContent ?? ""]);
          assert.ok(title !== "" && (text ?? "").length > 20, `${title}: ${text}`);
        }
        const tables = page.locator(".survey-figure table");
        assert.equal(await tables.count(), charts.length);
        for (const table of await tables.all()) {
          assert.ok(await table.locator("thead th[scope=col]").count());
          assert.ok(await table.locator("tbody th[scope=row]").count());
        }
      });
    });
  }

  test("say that they are invented, on every page", async () => {
    for (const path of pagesOf(folders["public"] ?? "")) {
      if (!/^\/ergebnisse\/20\d\d\//.test(path)) continue;
      const html = readFileSync(join(folders["public"] ?? "", path, "index.html"), "utf8");
      assert.match(html, /Erfundene Beispieldaten/, path);
    }
  });

  test("tell members the limit and everybody the edge", async () => {
    const table = (audience: string) => look(audience, topic, (page) => page.locator("#survey-antworten ~ .survey-figure table").innerText());
    const [members, everybody] = [await table("members"), await table("public")];
    assert.match(members, /mindestens \d+|höchstens \d+/);
    assert.doesNotMatch(members, /Randbereich/);
    assert.match(everybody, /Randbereich/);
    assert.doesNotMatch(everybody, /mindestens \d+|höchstens \d+/);
    assert.equal(await look("members", topic, (page) => page.locator("body").getAttribute("data-tlp")), "TLP:AMBER");
    assert.equal(await look("public", topic, (page) => page.locator("body").getAttribute("data-tlp")), "TLP:CLEAR");
  });

  test("are reached with keys: tables open, topics and questions are links", async () => {
    await look("public", round, async (page) => {
      const summary = page.locator("#survey-klassen ~ .survey-figure summary");
      await summary.focus();
      await page.keyboard.press("Enter");
      assert.ok(await page.locator("#survey-klassen ~ .survey-figure table").isVisible());
      await page.locator("#survey-themen ~ .survey-figure tbody a").first().focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/ergebnisse\/2026\/t\d\d\/$/);
      await page.locator("#survey-antworten ~ .survey-figure tbody a").first().click();
      await page.waitForURL(/\/basischeck\/t\d\d\/#t\d\d-\d\d$/);
      assert.ok(await page.locator(":target").isVisible());
    });
  });

  test("read without JavaScript and do not scroll sideways", async () => {
    for (const viewport of [phone, tablet, desk]) {
      for (const path of ["/ergebnisse/", round, topic, "/ergebnisse/2026/druck/", "/basischeck/", "/basischeck/t05/"]) {
        await look("members", path, async (page) => {
          assert.ok(await page.locator("h1").isVisible());
          const over = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
          assert.ok(Number(over) <= 0, `${path} at ${viewport.width} px is ${over} px too wide`);
        }, { viewport, javaScriptEnabled: true });
      }
    }
    await look("public", topic, async (page) => assert.ok(await page.locator("svg.chart").first().isVisible()), { javaScriptEnabled: false });
  });

  test("of members have no barrier that axe can see", async () => {
    for (const [viewport, colorScheme] of [[desk, "light"], [phone, "dark"]] as const) {
      for (const path of ["/ergebnisse/", round, topic, "/ergebnisse/2026/druck/"]) {
        assert.deepEqual(await look("members", path, violations, { viewport, colorScheme }), [], path);
      }
    }
  });

  test("fit on two sheets for a committee", async () => {
    await look("members", "/ergebnisse/2026/druck/", async (page) => {
      const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
      const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      assert.ok(sheets > 0 && sheets <= 2, `${sheets} sheets`);
    });
  });

  test("can be taken home as files", async () => {
    await look("public", round, async (page) => {
      for (const link of await page.locator("a[download]").all()) {
        const answer = await page.request.get(await link.evaluate((a) => (a as HTMLAnchorElement).href));
        assert.equal(answer.status(), 200);
        assert.match(await answer.text(), /^\ufeffrunde;|"format": "nachbar-round\/1"/);
      }
    });
  });

  test("and questions are found", async () => {
    await look("public", "/suche/?q=%22Sicherungssystem+abgetrennt%22", async (page) => {
      await page.locator(".result-title a").first().waitFor();
      const titles = (await page.locator(".result-title").allInnerTexts()).join("\n");
      assert.match(titles, /T05/);
      assert.match(titles, /Runde 2026/);
    });
  });
});
