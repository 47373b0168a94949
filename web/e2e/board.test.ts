// The board on one sheet, groups, series, and the planner: by keyboard, without colour, from a stick, silent.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { violations } from "./axe.js";
import { desk, follow, listen, open, phone, tablet, withPage } from "./browser.js";
import { buildPortal, tempDir } from "./site.js";
import { suite } from "./suite.js";

let folder = "";
const at = suite({ portal: () => (folder = buildPortal()) });
let stick: string | undefined;
const onStick = (path: string): string => (stick ??= pathToFileURL(buildPortal("--portable")).href) + path + "index.html";
const online = (path: string): string => at.url["portal"] + path;

const pages = ["/stand/", "/gruppen/", "/gruppen/notfallhandbuch/", "/termine/reihe/awareness-2027/", "/termine/planer/"];

for (const path of pages) {
  test(`axe finds nothing on ${path}, and nothing runs out of the window`, async () => {
    const found: string[] = [];
    await withPage(at.browser, online(path), {}, async (page) => {
      for (const [viewport, colorScheme] of [[desk, "light"], [phone, "dark"], [tablet, "light"]] as const) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        found.push(...(await violations(page)).map((line) => `${colorScheme}, ${viewport.width} px: ${line}`));
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        if (width > viewport.width) found.push(`${width} px wide at ${viewport.width}`);
      }
    });
    assert.deepEqual(found, []);
  });
}

describe("the board", () => {
  test("prints on one sheet A4 across, with words and signs", async () => {
    await withPage(at.browser, online("/stand/"), { colorScheme: "dark" }, async (page) => {
      const file = join(tempDir(), "stand.pdf");
      writeFileSync(file, await page.pdf({ preferCSSPageSize: true, tagged: true }));
      const info = execFileSync("pdfinfo", [file], { encoding: "utf8" });
      assert.match(info, /Pages:\s+1\n/);
      assert.match(info, /Page size:\s+84[12]\S* x 59[45]/);
      const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
      for (const word of ["abgeschlossen", "in Arbeit", "nicht begonnen", "Maßnahmenplan", "Fragen an Dienstleister", "TLP:CLEAR", "federführend"]) {
        assert.ok(text.includes(word), `"${word}" is missing`);
      }
      assert.doesNotMatch(text, /Impressum|Suchbegriff|So lesen Sie/);
    });
  });

  test("tells states apart without colour: every one has its word and its own sign", async () => {
    await withPage(at.browser, online("/stand/"), {}, async (page) => {
      const states = await page.evaluate(() =>
        [...document.querySelectorAll(".state")].map((state) => `${state.className} ${state.querySelector(".state-word")?.textContent} ${[...state.querySelectorAll("svg > *")].map((shape) => shape.getAttribute("class")).join("+")}`),
      );
      assert.ok(states.length > 35, String(states.length));
      assert.deepEqual([...new Set(states)].sort(), [
        "state state-done abgeschlossen state-ring+state-check",
        "state state-untouched nicht begonnen state-ring",
        "state state-working in Arbeit state-ring+state-half",
      ]);
      const printed = await page.emulateMedia({ media: "print" }).then(() => page.evaluate(() => [...new Set([...document.querySelectorAll(".board-table .state, .board-chart rect")].flatMap((element) => [getComputedStyle(element).color, getComputedStyle(element).fill]))]));
      assert.ok(printed.every((color) => /^(none|rgb\((\d+), \2, \2\))$/.test(color)), `grey only: ${printed}`);
    });
  });

  test("marks pages of results, and has a feed and calendars", async () => {
    for (const [path, word] of [["/vorlagen/notfallkarte/", "abgeschlossen"], ["/leitfaden/bcm-risikoanalyse/", "nicht begonnen"], ["/richtlinien/dienstleister-fernwartung/", "in Arbeit"]] as const) {
      await withPage(at.browser, online(path), {}, async (page) => {
        assert.match(await page.locator(".board-marks").innerText(), new RegExp(word), path);
        const link = page.locator(".board-marks a").first();
        await follow(page, () => link.click());
        assert.match(page.url(), /\/stand\/#ergebnis-/);
        await page.locator(":target").waitFor();
      });
    }
    for (const file of ["stand/feed.xml", "gruppen/isms-jour-fixe/termine.ics", "termine/reihe/awareness-2027/termine.ics", "schlagworte/schulung/termine.ics"]) {
      assert.ok(existsSync(join(folder, file)), file);
    }
    const uids = (file: string): string[] => [...readFileSync(join(folder, file), "utf8").replaceAll("\r\n ", "").matchAll(/^UID:(.*)$/gm)].map(([, uid]) => uid?.trim() ?? "");
    const all = new Set(uids("termine/termine.ics"));
    const series = uids("termine/reihe/awareness-2027/termine.ics");
    assert.equal(series.length, 3);
    assert.ok(series.every((uid) => all.has(uid)), "the same date has the same id in every calendar");
  });
});

/** Goes to the element that has the focus next until it is the wanted one. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  assert.fail(`${selector} is not reached`);
}

const people = ["A;Kasse", "B;Kasse", "=1+1;Standesamt", "C;Bauhof", "D;Bauhof", "E;Bauhof"].join("\n");

describe("the planner", () => {
  for (const [place, address] of [["over http", online], ["from a stick", onStick]] as const) {
    test(`splits, is changed and taken along by keyboard alone, ${place}, and asks for nothing`, async () => {
      const context = await open(at.browser);
      try {
        const page = await context.newPage();
        const url = address("/termine/planer/");
        const heard = await listen(page, new URL(".", url).href.replace(/termine\/planer\/$/, ""));
        await page.goto(url);
        await page.waitForSelector("[data-planner]:not([hidden])");
        const asked: string[] = [];
        page.on("request", (request) => !/^blob:|\/favicon\.svg$|\/assets\/fonts\/[^?]*$/.test(request.url()) && asked.push(request.url()));
        await page.locator("#inhalt").focus(); // the field of the search loads its engine
        await tabTo(page, "[data-part=people]");
        await page.keyboard.insertText(people);
        for (let i = 0; i < 3; i++) {
          await tabTo(page, "[data-date]");
          await page.keyboard.press("Space");
        }
        assert.equal(await page.locator("[data-part=seats]").inputValue(), "10", "a third of 30 seats");
        await tabTo(page, "[data-part=propose]");
        await page.keyboard.press("Enter");
        assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Vorschlag");
        assert.match(await page.locator("[data-part=said]").innerText(), /6 Personen sind auf 3 Termine verteilt/);
        assert.match(await page.locator("[data-part=notes]").innerText(), /Standesamt hat nur eine Person/);
        await tabTo(page, "[data-part=rows] select");
        await tabTo(page, "[data-part=rows] select");
        await page.keyboard.press("ArrowUp");
        assert.match(await page.locator("[data-part=said]").innerText(), /Kasse wäre leer: Alle 2 Personen/);
        assert.equal(await page.locator("[data-part=table-body] .planner-empty").count(), 2, "Kasse, and the unit of one");
        await page.keyboard.press("ArrowDown");
        assert.match(await page.locator("[data-part=said]").innerText(), /Kein Bereich mit mehreren Personen ist leer/);

        const files: string[] = [];
        for (const format of ["xlsx", "csv"]) {
          await tabTo(page, `[data-part=${format}]`);
          const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
          const dir = tempDir();
          const file = join(dir, download.suggestedFilename());
          writeFileSync(file, readFileSync(await download.path()));
          files.push(file);
          if (format === "csv") assert.match(readFileSync(file, "utf8"), /Standesamt;'=1\+1;/);
          else {
            execFileSync("soffice", [`-env:UserInstallation=${pathToFileURL(join(dir, "profile")).href}`, "--headless", "--convert-to", "csv", "--outdir", join(dir, "out"), file], { stdio: "pipe" });
            assert.match(readFileSync(join(dir, "out", "schulungsplan.csv"), "utf8"), /Standesamt,=1\+1,/, "the text, not 2");
          }
        }
        assert.deepEqual(asked, []);
        assert.deepEqual(heard, []);
        assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0, "nothing is kept");
      } finally {
        await context.close();
      }
    });
  }

  test("says what is missing, and leads there", async () => {
    await withPage(at.browser, online("/termine/planer/"), {}, async (page) => {
      await page.locator("[data-part=propose]").click();
      assert.match(await page.locator("[data-part=said]").innerText(), /zuerst Personen/);
      await page.locator("[data-part=sample]").click();
      await page.locator("[data-part=propose]").click();
      assert.match(await page.locator("[data-part=said]").innerText(), /2 bis 6 Termine/);
      await page.locator("[data-part=own]").fill("3. März\n<b>4. März</b>\n");
      await page.locator("[data-part=propose]").click();
      assert.match(await page.locator("[data-part=table-head]").innerText(), /<b>4\. März<\/b>/, "what was typed stays text");
      assert.deepEqual(await violations(page), []);
      for (const viewport of [phone, tablet]) {
        await page.setViewportSize(viewport);
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= viewport.width, `${viewport.width} px`);
      }
      const text = execFileSync("pdftotext", ["-layout", "-", "-"], { input: await page.pdf({ preferCSSPageSize: true }), encoding: "utf8" });
      assert.match(text, /Bürgerbüro/);
      assert.doesNotMatch(text, /Wer nimmt teil|Aufteilung vorschlagen/);
    });
  });

  test("the page tells by itself that nothing may be asked for", () => {
    assert.match(readFileSync(join(folder, "termine/planer/index.html"), "utf8"), /connect-src (&#39;|')none/);
  });
});
