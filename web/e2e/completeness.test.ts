// The comparison of a list with the process catalogue: paste, confirm, take home, over http and from a stick. Nothing is sent.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { strToU8, zipSync } from "fflate";
import type { BrowserContextOptions, Page } from "playwright-core";
import { violations } from "./axe.js";
import { inOwnWindow, listen, open, phone } from "./browser.js";
import { buildPortal, root, tempDir } from "./site.js";
import { suite } from "./suite.js";

const at = suite({ portal: () => buildPortal() });
let stick: string | undefined;
const onStick = (): string => (stick ??= pathToFileURL(buildPortal("--portable")).href) + "/prozesse/abgleich/index.html";
const online = (): string => `${at.url["portal"]}/prozesse/abgleich/`;
const ready = (page: Page): Promise<unknown> => page.waitForSelector("[data-complete][data-ready]:not([hidden])");

const alone = (url: string, use: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> =>
  inOwnWindow(at.browser, url, options, ready, use);

const list = readFileSync(join(root, "internal/bia/testdata/match/klein.tsv"), "utf8").trimEnd().split("\n").map((line) => line.split("\t")[0] ?? "");
const told = (page: Page, name: string): Promise<string> => page.locator(`[data-part="${name}"]`).innerText();
const count = async (page: Page, name: string): Promise<number> => Number(await told(page, `${name}-count`));

async function paste(page: Page, lines: readonly string[]): Promise<void> {
  await page.locator("[data-part=text]").fill(lines.join("\n"));
  await page.locator("[data-part=compare]").click();
  await page.locator("[data-part=summary]", { hasText: "decken" }).waitFor();
}

async function exported(page: Page, format: string): Promise<{ name: string; body: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`[data-export=${format}]`).click()]);
  return { name: download.suggestedFilename(), body: readFileSync(await download.path()) };
}

/** The sheets of a workbook as LibreOffice reads them. */
function sheetsOf({ name, body }: { name: string; body: Buffer }): string[] {
  const dir = tempDir();
  writeFileSync(join(dir, name), body);
  const options = [`-env:UserInstallation=${pathToFileURL(join(dir, "profile")).href}`, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1", "--outdir", dir];
  execFileSync("soffice", [...options, join(dir, name)], { stdio: "pipe" });
  const base = name.replace(/\.\w+$/, "");
  return ["Fehlt", "Ihre Liste"].map((sheet) => readFileSync(join(dir, `${base}-${sheet}.csv`), "utf8"));
}

describe("from a pasted list to a workbook", () => {
  for (const [place, url] of [["over http", online], ["from a stick", onStick]] as const) {
    test(`${place}, by keyboard, and nothing is asked for after the page is there`, async () => {
      const context = await open(at.browser);
      try {
        const page = await context.newPage();
        const heard = await listen(page, new URL(".", url()).href.replace(/prozesse\/abgleich\/$/, ""));
        await page.goto(url());
        await ready(page);
        const asked: string[] = [];
        page.on("request", (request) => !/^blob:|\/favicon\.svg$|\/assets\/fonts\/[^?]*$/.test(request.url()) && asked.push(request.url()));
        await page.locator("[data-part=text]").focus();
        await page.keyboard.insertText([...list, "=SUMME(1;2)"].join("\n"));
        for (let i = 0; i < 6; i++) await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        await page.locator("[data-part=summary]", { hasText: "decken" }).waitFor();
        assert.equal(await page.evaluate(() => document.activeElement?.id), "abgleich-ergebnis");
        const [waiting, missing] = [await count(page, "open"), await count(page, "missing")];
        assert.ok(waiting > 1 && waiting < 20, `${waiting} lines wait`);
        await page.locator("[data-part=open] button").first().focus();
        for (let left = waiting; left > 0; left--) {
          await page.keyboard.press("Enter");
          await page.locator("[data-part=open-count]", { hasText: new RegExp(`^${left - 1}$`) }).waitFor();
          const focus = left > 1 ? "[data-part=open] *" : "[data-part=open-heading]";
          assert.ok(await page.evaluate((selector) => document.activeElement?.matches(selector), focus), `the focus goes on, ${left} left`);
        }
        assert.ok((await count(page, "missing")) < missing);
        const files = [await exported(page, "xlsx"), await exported(page, "ods")];
        assert.deepEqual(asked, []);
        assert.deepEqual(heard, []);
        for (const file of files) {
          const [gaps = "", lines = ""] = sheetsOf(file);
          assert.match(gaps, /01-12;.*Versicherungs/, file.name);
          assert.doesNotMatch(gaps, /12-01;/, `${file.name}: what is covered is not missing`);
          assert.match(lines, /Einwohnermeldeamt;02-15;/, file.name);
          assert.match(lines, /=SUMME\(1;2\)/, `${file.name}: what looks like a formula is text`);
        }
      } finally {
        await context.close();
      }
    });
  }
});

test("no script of the page can reach a server", async () => {
  await alone(online(), async (page) => {
    assert.equal(await page.evaluate(() => fetch("/").then(() => "sent", () => "refused")), "refused");
  });
});

test("a list and its decisions stay in this browser until somebody deletes them", async () => {
  await alone(online(), async (page) => {
    await paste(page, ["Fundsachen", "EDV", "Jagdgenossenschaft"]);
    await page.locator("[data-part=open] button").first().click();
    const before = [await told(page, "summary"), await told(page, "covered")];
    assert.match(before[1] ?? "", /02-07 Fundbüro\s+Fundsachen/);
    await page.reload();
    await ready(page);
    assert.deepEqual([await told(page, "summary"), await told(page, "covered")], before);
    await page.locator("[data-part=erase]").click();
    await page.locator("dialog[open] button[value=keep]").click();
    assert.equal(await page.evaluate(() => localStorage.length), 1);
    await page.locator("[data-part=erase]").click();
    await page.locator("dialog[open] button[value=erase]").click();
    await page.locator("[data-part=input-status]", { hasText: "gelöscht" }).waitFor();
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    assert.ok(await page.locator("[data-part=result]").isHidden());
  });
});

test("what may be missing follows the municipality, and verdicts", async () => {
  await alone(online(), async (page) => {
    await paste(page, ["Fundsachen"]);
    const all = await count(page, "missing");
    await page.getByLabel("eigenes Jugendamt").check();
    await page.locator('[data-process="06-01"]').waitFor();
    assert.ok((await count(page, "missing")) > all);
    await page.locator('[data-process="06-01"] select').selectOption("none");
    assert.match(await told(page, "summary"), new RegExp(`${(await count(page, "missing")) - 1} Prozesse aus dem Katalog fehlen`));
  });
});

test("a line can mean another process, several or none", async () => {
  await alone(online(), async (page) => {
    await paste(page, ["Jagdgenossenschaft", "Fundsachen"]);
    await page.locator("[data-part=foreign] button").first().click();
    await page.locator("[data-part=processes]").selectOption(["01-46", "13-06"]);
    await page.locator("dialog[open] button[value=take]").click();
    await page.locator("[data-part=foreign-count]", { hasText: "0" }).waitFor();
    assert.match(await told(page, "covered"), /01-46[^]*Jagdgenossenschaft[^]*13-06[^]*Jagdgenossenschaft/);
  });
});

test("files are read, and refused with a reason", async () => {
  const choose = (page: Page, name: string, body: Buffer): Promise<void> =>
    page.locator("[data-part=file]").setInputFiles({ name, mimeType: "application/octet-stream", buffer: body });
  const dir = tempDir();
  const csv = "Amt;Produkt;Nr.\r\nAmt 32;Fundbüro;02.04.01\r\nAmt 32;\"Pässe, Ausweise\";02.04.02\r\n";
  writeFileSync(join(dir, "plan.csv"), csv);
  for (const format of ["xlsx", "ods"]) {
    execFileSync("soffice", [`-env:UserInstallation=${pathToFileURL(join(dir, "profile")).href}`, "--headless", "--infilter=CSV:59,34,76", "--convert-to", format, "--outdir", dir, join(dir, "plan.csv")], { stdio: "pipe" });
  }
  await alone(online(), async (page) => {
    const text = page.locator("[data-part=text]");
    for (const [name, body] of [["plan.xlsx", readFileSync(join(dir, "plan.xlsx"))], ["plan.ods", readFileSync(join(dir, "plan.ods"))], ["plan.csv", Buffer.from(csv)], ["alt.csv", Buffer.from(csv, "latin1")]] as const) {
      await text.fill("");
      await choose(page, name, body);
      await page.locator("[data-part=input-status]", { hasText: "2 Zeilen gelesen" }).waitFor();
      assert.equal(await text.inputValue(), "02.04.01 Fundbüro\n02.04.02 Pässe, Ausweise", name);
    }
    const macros = Buffer.from(zipSync({ "xl/workbook.xml": strToU8("<workbook/>"), "xl/vbaProject.bin": strToU8("x") }));
    for (const [name, body, says] of [
      ["makro.xlsm", macros, /Makros/], ["kaputt.xlsx", Buffer.from("PK\u0003\u0004"), /beschädigt/], ["alt.xls", Buffer.from("d0cf11e0", "hex"), /altes? |alten Format/],
      ["bild.png", Buffer.from([0x89, 0x50, 0, 0]), /weder XLSX/], ["leer.csv", Buffer.from("\n"), /keine Namen/], ["lang.csv", Buffer.from("Prozess;a\n".repeat(100_000)), /100\.001 Zeilen|100\.000 Zeilen/],
      ["viel.txt", Buffer.from(Array.from({ length: 1001 }, (_, i) => `Prozess ${i}`).join("\n")), /1\.001 Zeilen/],
    ] as const) {
      await choose(page, name, body);
      await page.locator("[data-part=input-status]", { hasText: says }).waitFor();
      assert.equal(await text.inputValue(), "02.04.01 Fundbüro\n02.04.02 Pässe, Ausweise", `${name} changes nothing`);
    }
  });
});

describe("the page is accessible", () => {
  for (const options of [{}, { colorScheme: "dark" as const }, { viewport: phone }, { viewport: phone, colorScheme: "dark" as const }]) {
    test(JSON.stringify(options), async () => {
      await alone(online(), async (page) => {
        assert.deepEqual(await violations(page), []);
        await paste(page, list);
        for (const box of await page.locator("[data-part=duties] input").all()) await box.check();
        assert.deepEqual(await violations(page), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
        assert.doesNotMatch(await page.locator("main").innerText(), /\[[a-z]+(\.[\w>-]+)*\]|\{\w+\}/, "every text is there");
        await page.locator("[data-part=covered] button").first().click();
        assert.deepEqual(await violations(page), [], "the dialog");
      }, options);
    });
  }
});
