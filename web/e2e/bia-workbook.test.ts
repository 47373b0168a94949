// The page "BIA-Bogen": a workbook of exactly the ticked processes, over http and from a stick, by keyboard; nothing is sent.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { strFromU8, unzipSync } from "fflate";
import type { Page } from "playwright-core";
import { violations } from "./axe.js";
import { listen, open, phone } from "./browser.js";
import { buildPortal } from "./site.js";
import { suite } from "./suite.js";

const at = suite({ portal: () => buildPortal() });
let stick: string | undefined;
const onStick = (): string => (stick ??= pathToFileURL(buildPortal("--portable")).href) + "/prozesse/bia-bogen/index.html";
const online = (): string => `${at.url["portal"]}/prozesse/bia-bogen/`;

async function alone(url: string, use: (page: Page) => Promise<void>, options = {}): Promise<void> {
  const context = await open(at.browser, options);
  try {
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForSelector("[data-workbook][data-ready]:not([hidden])");
    await use(page);
  } finally {
    await context.close();
  }
}

/** The numbers of the processes in a saved workbook. */
async function taken(page: Page, format: string): Promise<string[]> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`[data-format=${format}]`).press("Enter")]);
  assert.equal(download.suggestedFilename(), `bia-bogen.${format}`);
  const parts = unzipSync(readFileSync(await download.path()));
  const xml = strFromU8(parts[format === "ods" ? "content.xml" : "xl/worksheets/sheet3.xml"] ?? new Uint8Array());
  return [...new Set(xml.match(/>\d\d-\d\d</g) ?? [])].map((found) => found.slice(1, -1));
}

describe("the BIA workbook", () => {
  for (const [place, address] of [["http", online], ["a stick", onStick]] as const) {
    test(`has exactly the chosen processes, over ${place}`, async () => {
      await alone(address(), async (page) => {
        await page.locator(".bia-book-area summary").first().press("Enter");
        for (const id of ["01-29", "01-20"]) await page.locator(`input[value="${id}"]`).press("Space");
        assert.equal(await page.locator("[data-part=count]").innerText(), "2 Prozesse ausgewählt");
        assert.deepEqual(await taken(page, "xlsx"), ["01-20", "01-29"]);
        assert.ok((await taken(page, "ods")).includes("01-29"));
      });
    });
  }

  test("starts from a size class and says when nothing is chosen", async () => {
    await alone(online(), async (page) => {
      await page.locator("[data-format=ods]").press("Enter");
      assert.match(await page.locator("[data-part=status]").innerText(), /mindestens einen Prozess/);
      await page.locator("#bogen-klasse").selectOption("klein");
      const small = (await taken(page, "xlsx")).length;
      await page.locator("#bogen-klasse").selectOption("alle");
      assert.ok(small > 10 && (await taken(page, "xlsx")).length > small);
    });
  });

  test("sends nothing and has no violations in either scheme and on a phone", async () => {
    for (const options of [{}, { colorScheme: "dark" as const }, { viewport: phone }]) {
      await alone(online(), async (page) => {
        await page.locator(".bia-book-area summary").first().press("Enter");
        assert.deepEqual(await violations(page), []);
        const heard = await listen(page, at.url["portal"] ?? "");
        await page.locator("input[name=prozess]").first().press("Space");
        await taken(page, "xlsx");
        assert.deepEqual(heard.filter((line) => !line.includes("blob:")), []);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0);
      }, options);
    }
  });
});
