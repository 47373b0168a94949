// While an editor writes, the browser follows: "nachbar serve" in a real browser.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { violations } from "./axe.js";
import { launch, listen, open } from "./browser.js";
import { preview } from "./preview.js";
import { headers, type Site } from "./server.js";
import { fixtureCopy, root } from "./site.js";

const path = "/wissen/alles/";
const site = fixtureCopy();
const file = join(site, "content/wissen/alles/index.md");
const written = readFileSync(file, "utf8");

let served: Site;
let url = "";
let browser: Browser;
let page: Page;
let heard: string[];

before(async () => {
  // Files of a site lie over those of the program; their folders exist before the start.
  for (const name of ["layouts/partials/footer.html", "static/assets/nachbar.css"]) {
    mkdirSync(join(site, name, ".."), { recursive: true });
    cpSync(join(root, name), join(site, name));
  }
  served = await preview(site);
  url = served.url;
  browser = await launch();
  page = await (await open(browser)).newPage();
  heard = await listen(page, url + "/");
  await page.goto(url + path);
});

after(async () => {
  await browser?.close();
  await served?.close();
});

/** Fails after a while with what was waited for. */
const shows = (text: string) => page.locator("main", { hasText: text }).waitFor({ timeout: 15_000 });

describe("live reload", () => {
  test("the headers are those that the other tests serve with", async () => {
    const answer = await fetch(url + path);
    assert.deepEqual(Object.fromEntries(Object.keys(headers).map((name) => [name, answer.headers.get(name)])), headers);
  });

  test("a saved text appears, and the place on the page stays", async () => {
    await page.evaluate(() => window.scrollTo(0, 1200));
    writeFileSync(file, written.replace("Der erste Absatz nennt", "Der erste Absatz meldet"));
    await shows("Der erste Absatz meldet");
    await page.waitForFunction(() => Math.abs(scrollY - 1200) < 3, undefined, { timeout: 5000 });
  });

  test("a change elsewhere does not reload this page", async () => {
    await page.evaluate(() => Object.assign(window, { mark: true }));
    const other = join(site, "content/wissen/seite-5.md");
    writeFileSync(other, readFileSync(other, "utf8") + "\nEin zweiter Absatz, der neu ist.\n");
    // The change has arrived when the other page shows it.
    for (let i = 0; i < 100; i++) {
      if ((await (await fetch(url + "/wissen/seite-5/")).text()).includes("der neu ist")) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.match(await (await fetch(url + "/wissen/seite-5/")).text(), /der neu ist/);
    assert.ok(await page.evaluate(() => "mark" in window));
  });

  test("a broken head of a page is shown with its file and line, and goes when it is mended", async () => {
    writeFileSync(file, written.replace('title: "Alle Bausteine"', 'title: "Alle Bausteine'));
    const overlay = page.locator(".nachbar-live");
    await overlay.waitFor({ timeout: 15_000 });
    assert.match(await overlay.innerText(), /content\/wissen\/alles\/index\.md:[23]\b/);
    assert.deepEqual(await violations(page), []);

    writeFileSync(file, written);
    await overlay.waitFor({ state: "detached", timeout: 15_000 });
    await shows("Der erste Absatz nennt");
  });

  test("Escape puts the problems away, without touching the text", async () => {
    writeFileSync(file, written.replace("weight: 10", "weight: elf"));
    const overlay = page.locator(".nachbar-live");
    await overlay.waitFor({ timeout: 15_000 });
    await page.keyboard.press("Escape");
    await overlay.waitFor({ state: "detached" });
    writeFileSync(file, written);
    await shows("Der erste Absatz nennt");
  });

  test("a change of a layout reloads", async () => {
    const layout = join(site, "layouts/partials/footer.html");
    writeFileSync(layout, readFileSync(layout, "utf8").replace("<footer", '<footer data-changed="1"'));
    await page.locator("footer[data-changed]").waitFor({ timeout: 15_000 });
  });

  test("a change of the style sheet reloads", async () => {
    const css = join(site, "static/assets/nachbar.css");
    writeFileSync(css, readFileSync(css, "utf8") + "\nbody { outline: 7px solid; }\n");
    await page.waitForFunction(() => getComputedStyle(document.body).outlineWidth === "7px", undefined, { timeout: 15_000 });
  });

  test("all this without a message on the console or a request to anyone else", () => {
    // A reload may cut a request or the stream of events short.
    const noise = heard.filter((line) => !/^failed: .*(ERR_ABORTED|ERR_INCOMPLETE_CHUNKED_ENCODING)/.test(line));
    assert.deepEqual(noise, []);
  });
});
