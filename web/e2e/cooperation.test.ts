// Pages about the cooperation and the ISMS package: every number comes from data, all of it works with keys,
// without JavaScript, on a telephone and on paper.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { violations } from "./axe.js";
import { desk, phone, tablet, withPage } from "./browser.js";
import { buildPortal } from "./site.js";
import { suite } from "./suite.js";

const folders: Record<string, string> = {};
const at = suite({
  public: () => (folders["public"] = buildPortal()),
  members: () => (folders["members"] = buildPortal("--audience", "mitglieder")),
});

const pages = ["/kooperation/kosten/", "/kooperation/leistungen/", "/kooperation/erfolge/", "/isms/", "/isms/assets/", "/vorlagen/isms-risiken/"];
const look = <T>(path: string, use: (page: Page) => Promise<T>, options = {}, audience = "public"): Promise<T> =>
  withPage(at.browser, at.url[audience] + path, options, use);

interface Twin {
  cases: { inhabitants: number; land: string; shares: { branch: string; sum: number; perHead: number }[] }[];
}
const twin = JSON.parse(readFileSync("../internal/cost/testdata/shares.json", "utf8")) as Twin;
const euro = (cents: number): string => (cents / 100).toLocaleString("de", { style: "currency", currency: "EUR" }).replace(/\s/g, " ");
const plain = (text: string): string => text.replace(/\s/g, " ");

describe("the cost calculator", { concurrency: 2 }, () => {
  test("shows the shares of the shared file for what is typed and chosen, with keys alone", async () => {
    await look("/kooperation/kosten/", async (page) => {
      const number = page.getByLabel("Einwohnerinnen und Einwohner");
      for (const { inhabitants, land, shares } of twin.cases.filter(({ inhabitants, land }) => land !== "" && [6000, 12345, 80000].includes(inhabitants))) {
        await number.focus();
        await page.keyboard.press("ControlOrMeta+a");
        await page.keyboard.type(String(inhabitants));
        await page.keyboard.press("Tab");
        await page.getByLabel("Land", { exact: true }).selectOption(land);
        for (const share of shares) {
          assert.equal(plain(await page.locator(`[data-cell="${share.branch}.sum"]`).innerText()), euro(share.sum));
          assert.equal(plain(await page.locator(`[data-cell="${share.branch}.perHead"]`).innerText()), euro(share.perHead));
        }
        const sum = shares.reduce((cents, share) => cents + share.sum, 0);
        assert.ok(plain(await page.locator("[data-cost-result]").innerText()).includes(euro(sum)));
      }
      await number.fill("0");
      assert.equal(await number.getAttribute("aria-invalid"), "true");
      assert.match(await page.locator("[data-cost-result]").innerText(), /ganze Zahl von 1 bis/);
    });
  });

  test("has tables for sample sizes without JavaScript, the same figures, and says they are invented", async () => {
    await look("/kooperation/kosten/", async (page) => {
      assert.ok(!(await page.locator("form[data-cost]").isVisible()));
      const text = plain(await page.locator("main").innerText());
      assert.match(text, /Erfundene Beispieldaten/);
      for (const { inhabitants, land, shares } of twin.cases) {
        if (![6000, 20000, 80000].includes(inhabitants) || land === "") continue;
        const row = plain(await page.locator(`table:has(#groessen-${land}) tbody tr`, { hasText: inhabitants.toLocaleString("de") }).first().innerText());
        for (const share of shares) assert.ok(row.includes(euro(share.sum)), `${inhabitants} ${land}: ${row}`);
      }
      assert.match(text, /data\/kosten\.yaml/);
    }, { javaScriptEnabled: false });
  });
});

describe("successes", { concurrency: 2 }, () => {
  test("name the files of their figures, which are those of the release", async () => {
    for (const [audience, end] of [["public", ".oeffentlich.json"], ["members", ".json"]] as const) {
      await look("/kooperation/erfolge/", async (page) => {
        const parts = await page.locator("section.success").all();
        assert.ok(parts.length >= 3);
        for (const part of parts) assert.match(await part.locator(".source").innerText(), /(data|content)\//);
        const file = `data/bsc/runden/2026${end}`;
        assert.ok((await page.locator("[aria-labelledby=erfolg-members] .source").innerText()).includes(file));
        const release = JSON.parse(readFileSync(join("..", file), "utf8")) as { groups: Record<string, { n: number }>; since: { joined: number; left: number } };
        const row = await page.locator("[aria-labelledby=erfolg-members] tbody tr", { hasText: "2026" }).innerText();
        assert.deepEqual(row.trim().split(/\s+/), ["2026", release.groups["2026/alle"]?.n, release.since.joined, release.since.left].map(String));
        assert.equal(await page.locator("body").getAttribute("data-tlp"), audience === "public" ? "TLP:CLEAR" : "TLP:AMBER");
      }, {}, audience);
    }
  });

  test("have a table and words beside every chart", async () => {
    await look("/kooperation/erfolge/", async (page) => {
      const charts = await page.locator("svg.chart").count();
      assert.equal(await page.locator(".survey-figure table").count(), charts);
      assert.ok(charts >= 3);
    });
  });
});

describe("the ISMS package", { concurrency: 2 }, () => {
  test("offers its files", async () => {
    await look("/isms/", async (page) => {
      const links = await page.locator(".isms-files a[download]").all();
      assert.equal(links.length, 5);
      for (const link of links) {
        const answer = await page.request.get(await link.evaluate((a) => (a as HTMLAnchorElement).href));
        assert.equal(answer.status(), 200);
        assert.match(await answer.text(), /^\ufeff(Katalog|kennung;)|"oscal-version": "1.1.3"/);
      }
    });
  });

  test("is one start package of the basket", async () => {
    await look("/merkliste/", async (page) => {
      const button = page.getByRole("button", { name: /^ISMS/ });
      await button.focus();
      await page.keyboard.press("Enter");
      const ids = await page.locator("[data-basket-page] [data-id]").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-id")));
      assert.equal(ids.length, 7);
      assert.ok(ids.includes("isms-risiken") && ids.includes("leitlinie-informationssicherheit"));
    });
  });
});

test("have no barrier that axe can see and do not scroll sideways", async () => {
  for (const [viewport, colorScheme] of [[desk, "light"], [tablet, "light"], [phone, "dark"]] as const) {
    for (const path of pages) {
      await look(path, async (page) => {
        assert.deepEqual(await violations(page), [], path);
        const over = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
        assert.ok(Number(over) <= 0, `${path} at ${viewport.width} px is ${over} px too wide`);
      }, { viewport, colorScheme });
    }
  }
});

test("print without the form", async () => {
  await look("/kooperation/kosten/", async (page) => {
    await page.emulateMedia({ media: "print" });
    assert.ok(!(await page.locator("form[data-cost]").isVisible()));
    assert.ok(await page.locator(".cost-steps").isVisible());
  });
});
