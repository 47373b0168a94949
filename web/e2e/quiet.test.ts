// Pages say nothing on the console, break no policy and ask nobody but their own server, on http and from a stick.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { listen, withPage } from "./browser.js";
import { fixtureKinds, portalKinds } from "./kinds.js";
import { buildFixture, buildPortal } from "./site.js";
import { suite } from "./suite.js";

const at = suite({
  portal: () => buildPortal(),
  fixture: () => buildFixture("--audience", "mitglieder"),
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

for (const [site, kinds] of Object.entries({ portal: portalKinds, fixture: fixtureKinds })) {
  describe(`over http, ${site}`, { concurrency: 3 }, () => {
    for (const [kind, path] of Object.entries(kinds)) {
      test(`${kind} is silent`, async () => {
        const own = at.url[site] + "/";
        assert.deepEqual(await noise(at.url[site] + path, own), []);
      });
    }
  });
}

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
  for (const [site, kinds] of Object.entries({ portal: portalKinds, fixture: fixtureKinds })) {
    for (const [kind, path] of Object.entries(kinds)) {
      test(`${kind} of the ${site} is silent`, async () => {
        const dir = (dirs[site] ??= site === "portal" ? buildPortal("--portable") : buildFixture("--audience", "mitglieder", "--portable"));
        const file = path.endsWith("/") ? path + "index.html" : path;
        assert.deepEqual(await noise(pathToFileURL(join(dir, file)).href, pathToFileURL(dir).href + "/"), []);
      });
    }
  }
});
