// Pages say nothing on the console, break no policy and ask nobody but their own server, on http and from a stick.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { follow, listen, withPage } from "./browser.js";
import { allConstructs, portalKinds } from "./kinds.js";
import { buildFixture, buildPortal } from "./site.js";
import { suite } from "./suite.js";

const at = suite({
  portal: () => buildPortal(),
  fixture: () => buildFixture(),
});

/** Loads a page with all its images and returns what it was heard to do. */
function noise(url: string, own: string): Promise<string[]> {
  return withPage(at.browser, "about:blank", {}, async (page) => {
    const heard = await listen(page, own);
    await page.goto(url);
    const broken = await page.evaluate(async () => {
      const images = [...document.images];
      for (const image of images) image.loading = "eager";
      const loaded = await Promise.allSettled(images.map((image) => image.decode()));
      return images.filter((_, i) => loaded[i]?.status === "rejected").map((image) => `broken image: ${image.src}`);
    });
    const styled = await page.evaluate(() => getComputedStyle(document.body).fontFamily.includes("Fira Sans"));
    if (!styled) heard.push("the style sheet does not apply");
    return [...heard, ...broken];
  });
}

test("what would be noise is heard", async () => {
  const own = at.url["portal"] + "/";
  const heard = await withPage(at.browser, "about:blank", {}, async (page) => {
    const heard = await listen(page, own);
    await page.goto(own);
    await page.evaluate(() => {
      document.head.append(Object.assign(document.createElement("script"), { textContent: "document.title = 'x';" }));
      document.body.append(Object.assign(new Image(), { src: "https://portal.example/bild.png", alt: "" }));
    });
    await page.waitForFunction(async () => (await fetch("gibt-es-nicht.png")).status === 404);
    return heard;
  });
  for (const noise of [/policy script-src/, /policy img-src/, /status 404/]) {
    assert.ok(
      heard.some((line) => noise.test(line)),
      `${noise} in ${heard.join("; ")}`,
    );
  }
});

const overHttp: [string, string][] = [
  ...Object.values(portalKinds).map((path): [string, string] => ["portal", path]),
  ["fixture", allConstructs],
];

describe("over http", { concurrency: 3 }, () => {
  for (const [site, path] of overHttp) {
    test(`${site} ${path} is silent`, async () => {
      assert.deepEqual(await noise(at.url[site] + path, at.url[site] + "/"), []);
    });
  }
});

describe("an address that does not exist", () => {
  test("shows the page for it, complete, at any depth", async () => {
    const url = `${at.url["portal"]}/gibt/es/nicht/`;
    const heard = await noise(url, at.url["portal"] + "/");
    // The answer itself has the status 404, which the browser reports.
    assert.deepEqual(
      heard.filter((line) => line !== `status 404: ${url}` && !line.startsWith("console error: Failed to load resource")),
      [],
    );
  });
});

describe("from a folder, file://", { concurrency: 3 }, () => {
  const dirs: Record<string, string> = {};
  const folder = (site: string) =>
    (dirs[site] ??= site === "portal" ? buildPortal("--portable") : buildFixture("--portable"));
  for (const [site, path] of [
    ["portal", "/"],
    ["portal", "/leitfaden/bia/"],
    ["portal", "/leitfaden/vertiefung/mtpd-rto-rpo/"],
    ["portal", "/leitfaden/stufe/reaktiv/seite/2/"],
    ["portal", "/termine/"],
    ["portal", "/a-z/"],
    ["portal", "/glossar/"],
    ["portal", "/404.html"],
    ["fixture", allConstructs],
  ] as const) {
    test(`${site} ${path} is silent`, async () => {
      const dir = folder(site);
      const file = path.endsWith("/") ? path + "index.html" : path;
      assert.deepEqual(await noise(pathToFileURL(join(dir, file)).href, pathToFileURL(dir).href + "/"), []);
    });
  }

  test("links lead from page to page", async () => {
    const dir = folder("portal");
    await withPage(at.browser, pathToFileURL(join(dir, "index.html")).href, {}, async (page) => {
      await follow(page, () => page.locator(".nav-link", { hasText: "Leitfaden" }).click());
      await follow(page, () => page.locator(".pathway-title a", { hasText: "Business-Impact-Analyse" }).click());
      assert.equal(await page.locator("h1").textContent(), "Business-Impact-Analyse");
      await follow(page, () => page.locator(".brand").click());
      assert.equal(page.url(), pathToFileURL(join(dir, "index.html")).href);
    });
  });
});
