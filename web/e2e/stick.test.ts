// The emergency stick, from a folder with blanks and umlauts: search, templates, handbook, and the check of all sums. Nothing is asked for.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { unzipSync, strFromU8 } from "fflate";
import { violations } from "./axe.js";
import { follow, launch, listen, open } from "./browser.js";
import { binary, root, tempDir } from "./site.js";

const stick = join(tempDir(), "Notfall Stick für Rathaus ü");
const at = (path: string): string => pathToFileURL(join(stick, ...path.split("/"))).href;
let browser: Browser;
let told = "";

before(async () => {
  told = execFileSync(binary, ["stick", "-C", root, "-o", stick], { encoding: "utf8" });
  browser = await launch();
});
after(() => browser?.close());

interface Kind extends BrowserContextOptions {
  /** What the reader's clock says. */
  now?: string;
  /** Looks for barriers at the end. */
  axe?: boolean;
  /** Takes the browser's own SHA-256 away. */
  noSums?: boolean;
}

/** Opens a file of the stick in a window of its own and expects silence. */
async function silent(path: string, use: (page: Page) => Promise<void>, { now, axe, noSums, ...options }: Kind = {}): Promise<void> {
  const context = await open(browser, options);
  try {
    const page = await context.newPage();
    if (now) await page.clock.setFixedTime(new Date(now));
    if (noSums) await page.addInitScript(() => Object.defineProperty(crypto, "subtle", { value: undefined }));
    const heard = await listen(page, pathToFileURL(stick).href);
    await page.goto(at(path));
    await use(page);
    // A file that is made in the browser has an address, too.
    assert.deepEqual(heard.filter((line) => !/ blob:/.test(line)), []);
    if (axe) assert.deepEqual(await violations(page), []); // axe itself asks for style sheets
  } finally {
    await context.close();
  }
}

const textOf = (page: Page, part: string): Promise<string> => page.locator(`[data-part="${part}"]`).first().innerText();

/** Chooses the folder of the stick on the page that checks it and returns what it says. */
async function check(page: Page): Promise<{ verdict: string; counts: string; changed: string[]; missing: string[]; extra: string[] }> {
  await page.locator("[data-verify]:not([hidden])").waitFor();
  await page.locator("[data-part=folder]").setInputFiles(stick);
  await page.locator("[data-part=result]:not([hidden])").waitFor();
  const paths = (name: string): Promise<string[]> => page.locator(`[data-part=${name}] [data-part=paths] li`).allTextContents();
  return {
    verdict: await textOf(page, "verdict"), counts: await textOf(page, "counts"),
    changed: await paths("changed"), missing: await paths("missing"), extra: await paths("extra"),
  };
}

test("START.html leads into the portal, whose search answers", async () => {
  await silent("START.html", async (page) => {
    await page.waitForURL(/\/portal\/index\.html$/);
    await page.goto(at("portal/suche/index.html") + "?q=Alarmierung");
    await page.locator("[data-search-results]:not([aria-busy]) .count:not(:empty)").waitFor();
    const first = page.locator(".result-title a, a.result-title").first();
    assert.match(await first.innerText(), /Alarm/);
    await follow(page, () => first.click());
    assert.match(await page.locator("h1").innerText(), /Alarm/);
  });
});

test("names fit Windows and FAT", () => {
  const names = readdirSync(stick, { recursive: true, encoding: "utf8" });
  assert.equal(new Set(names.map((name) => name.toLowerCase())).size, names.length, "twins");
  for (const name of names) {
    assert.ok(name.length <= 180, name);
    for (const part of name.split("/")) assert.doesNotMatch(part, /[\\:*?"<>|\u0000-\u001f]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
  }
});

test("every page tells its age, which becomes a warning by the reader's clock", async () => {
  const old = ".edition-old";
  await silent("portal/glossar/index.html", async (page) => {
    assert.match(await page.locator(".edition").innerText(), /Stand: \d+\. \p{L}+ \d{4}/u);
    assert.ok(await page.locator(old).isHidden());
  }, { now: "2026-12-24" });
  await silent("portal/leitfaden/bia/index.html", async (page) => {
    assert.ok(await page.locator(old).isVisible());
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator(old).isVisible());
    await page.emulateMedia({ media: "screen" });
  }, { now: "2040-01-01", axe: true });
  await silent("portal/index.html", async (page) => assert.ok(await page.locator(".edition time").first().isVisible()), { javaScriptEnabled: false });
});

test("a template is filled and taken home", async () => {
  await silent("portal/vorlagen/notfallkarte/index.html", async (page) => {
    await page.evaluate(() => localStorage.setItem("nachbar.profil.v1", '{"meldestelle.telefon":"0xxx-4711"}'));
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("[data-take] [data-format=odt]").click()]);
    const parts = unzipSync(readFileSync(await download.path()));
    assert.match(strFromU8(parts["content.xml"]!), /0xxx-4711/);
  });
});

test("the handbook has what is chosen, filled in, with lines for the rest", async () => {
  await silent("portal/notfallhandbuch/index.html", async (page) => {
    await page.evaluate(() => localStorage.setItem("nachbar.profil.v1", JSON.stringify({ "kommune.name": 'Stadt "Musterdorf"', "meldestelle.telefon": "0xxx-4711" })));
    await page.reload();
    await page.locator("[data-handbook]:not([hidden])").waitFor();
    const chapters = (): Promise<string[]> => page.locator(".handbook-chapter:visible > h2").allTextContents();
    const preset = await chapters();
    for (const name of ["Notfallkarte", "Alarmierungsplan", "Rollenkarten", "Stabsprotokoll"]) assert.ok(preset.includes(name), `${name} is needed in the first hours: ${preset.join(", ")}`);
    assert.ok(preset.length < 15, "the first hours need few sheets");
    const all = await page.locator(".handbook-chapter").count();
    assert.equal(await textOf(page, "state"), `${preset.length} von ${all} Kapiteln gewählt`);
    await page.locator("[data-choose=all]").press("Enter");
    assert.equal((await chapters()).length, all);
    assert.equal(await textOf(page, "state"), `${all} von ${all} Kapiteln gewählt`);
    await page.locator("[data-choose=none]").focus();
    await page.keyboard.press("Enter");
    assert.deepEqual(await chapters(), []);
    assert.ok(await page.locator("[data-part=print]").isDisabled());
    await page.getByRole("checkbox", { name: "Notfallkarte" }).press("Space");
    await page.getByRole("checkbox", { name: "Alarmierungsplan" }).press("Space");
    assert.deepEqual(await chapters(), ["Notfallkarte", "Alarmierungsplan"]);
    assert.deepEqual(await page.locator(".handbook-contents a:visible").allTextContents(), ["Notfallkarte", "Alarmierungsplan"]);
    await page.reload();
    await page.locator("[data-handbook]:not([hidden])").waitFor();
    assert.equal((await chapters()).length, 2, "the choice is kept");
    assert.equal(await page.locator('[data-feld="meldestelle.telefon"]:visible').first().innerText(), "0xxx-4711");
    assert.ok((await page.locator(".feld.is-blank:visible").count()) > 3);

    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator("[data-handbook]").isHidden());
    const head = await page.evaluate(() => document.adoptedStyleSheets.map((sheet) => sheet.cssRules[0]?.cssText).join());
    assert.match(head, /Notfallhandbuch[^]*Stadt[^]*Musterdorf[^]*Stand/);
    assert.equal(await page.evaluate(() => document.body.dataset["tlp"]), "TLP:AMBER+STRICT", "filled in, it is not for everybody");
    assert.equal((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString(), "%PDF-");
    await page.emulateMedia({ media: "screen" });
  }, { axe: true });
  await silent("portal/notfallhandbuch/index.html", async (page) => {
    assert.ok((await page.locator(".handbook-list a").count()) > 20, "without scripts there is a list of pages");
  }, { javaScriptEnabled: false });
});

test("a workbook becomes tables to write on, on sheets across, that keep the label", async () => {
  await silent("portal/notfallhandbuch/index.html", async (page) => {
    await page.evaluate(() => localStorage.setItem("nachbar.profil.v1", JSON.stringify({ "kommune.name": "Musterdorf" })));
    await page.reload();
    await page.locator("[data-handbook]:not([hidden])").waitFor();
    await page.locator("[data-choose=none]").click();
    await page.getByRole("checkbox", { name: "BCM-Maßnahmenplan" }).press("Space");
    const sheets = page.locator(".handbook-sheet:visible");
    assert.deepEqual(await sheets.locator("h3").allTextContents(), ["Maßnahmen", "Wirksamkeit"]);
    const first = sheets.first();
    assert.match(await first.innerText(), /Maßnahmenplan der Musterdorf[^]*Priorität hoch · mittel · gering/);
    assert.deepEqual((await first.locator("th").allTextContents()).slice(0, 4), ["Nr.", "Bedarf: Was fehlt?", "Ursache", "Maßnahme"]);
    assert.equal(await first.locator("tr.is-example").count(), 1, "one invented row shows how to write");
    assert.ok((await first.locator("tr.is-blank").count()) >= 8, "lines to write on");
    assert.deepEqual(await first.locator("th").evaluateAll((list) => list.filter((cell) => cell.getBoundingClientRect().width < 40).length), 0, "every column is wide enough");

    await page.emulateMedia({ media: "print" });
    const used = (style: string): Promise<string> => first.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), style);
    assert.equal(await used("page"), "handbook-amber-strict");
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => Number(width) > Number(height));
    assert.deepEqual(boxes.slice(-2), [true, true], "each table fits on a sheet across");
    assert.equal(boxes.filter(Boolean).length, 2);
    await page.emulateMedia({ media: "screen" });
  }, { axe: true });
});

test("a good stick passes the check, by the browser's sums and by the page's own", async () => {
  for (const noSums of [false, true]) {
    await silent("portal/pruefung/index.html", async (page) => {
      const found = await check(page);
      assert.match(found.verdict, /Alles stimmt/);
      assert.match(found.counts, /^1\.\d{3} Dateien stimmen|^\d{3} Dateien stimmen/);
      assert.deepEqual([...found.changed, ...found.missing, ...found.extra], []);
      assert.ok(told.includes(await textOf(page, "short")), "the command tells another sum");
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-part")), "verdict");
      assert.equal(await page.evaluate(() => Boolean(crypto.subtle)), !noSums);
    }, { noSums });
  }
});

test("what is wrong with a stick is named", async () => {
  const path = (name: string): string => join(stick, ...name.split("/"));
  const page = path("portal/leitfaden/bia/index.html");
  const body = readFileSync(page);
  body[body.length >> 1]! ^= 1;
  writeFileSync(page, body);
  appendFileSync(path("LIESMICH.txt"), " ");
  rmSync(path("portal/vorlagen/notfallkarte/notfallkarte.odt"));
  writeFileSync(path("fremd.exe"), "MZ");
  writeFileSync(path("portal/Thumbs.db"), "of Windows");
  await silent("portal/pruefung/index.html", async (page) => {
    const found = await check(page);
    assert.match(found.verdict, /nicht in Ordnung/);
    assert.deepEqual(found.changed, ["LIESMICH.txt", "portal/leitfaden/bia/index.html"]);
    assert.deepEqual(found.missing, ["portal/vorlagen/notfallkarte/notfallkarte.odt"]);
    assert.deepEqual(found.extra, ["fremd.exe"]);
  }, { axe: true });
  // Plugged in again: only what is wrong is written, and what is somebody's own stays.
  const again = execFileSync(binary, ["stick", "-C", root, "-o", stick], { encoding: "utf8" });
  assert.match(again, /; 3 geschrieben, 0 entfernt/);
  rmSync(path("portal/pruefung/liste.js")); // a copy that was cut off
  const context = await open(browser);
  try {
    const page = await context.newPage();
    await page.goto(at("portal/pruefung/index.html"));
    await page.locator("[data-failed]:not([hidden])", { hasText: "abgebrochen" }).waitFor();
  } finally {
    await context.close();
  }
});
