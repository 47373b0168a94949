// All that the portal does can be done with keys alone, and the focus is always seen.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { desk, open, phone, withPage } from "./browser.js";
import { buildFixture, buildPortal } from "./site.js";
import { suite } from "./suite.js";

const at = suite({ portal: () => buildPortal(), fixture: () => buildFixture() });

const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element ? element.id || element.className || element.tagName : "";
  });

describe("the first key press", () => {
  test("Tab shows the skip link, Enter leads past the header", async () => {
    await withPage(at.browser, `${at.url["portal"]}/leitfaden/bia/`, {}, async (page) => {
      await page.keyboard.press("Tab");
      assert.equal(await focused(page), "skip");
      const box = await page.locator(".skip").boundingBox();
      assert.ok(box && box.x >= 0 && box.y >= 0 && box.width > 44, "the skip link is not in sight");
      await page.keyboard.press("Enter");
      assert.equal(await focused(page), "inhalt");
      await page.keyboard.press("Tab");
      const inside = await page.evaluate(() => document.querySelector("main")?.contains(document.activeElement));
      assert.ok(inside, "the next stop is not in the content");
    });
  });

  test("/ puts the cursor into the search field, and into the filter of the list from A to Z", async () => {
    const wanted = { "/leitfaden/bia/": "suche-kopf", "/": "suche-start", "/a-z/": "az-q", "/404.html": "suche-404" };
    for (const [path, id] of Object.entries(wanted)) {
      await withPage(at.browser, at.url["portal"] + path, {}, async (page) => {
        await page.keyboard.press("/");
        assert.equal(await focused(page), id, path);
        await page.keyboard.press("/");
        assert.equal(await page.locator(`#${id}`).inputValue(), "/", "in the field a slash is a slash");
      });
    }
  });
});

describe("the menu of a small screen", () => {
  test("Enter opens it, Escape closes it and gives the focus back", async () => {
    await withPage(at.browser, `${at.url["portal"]}/leitfaden/`, { viewport: phone }, async (page) => {
      const link = page.locator(".nav-link").first();
      await page.locator(".nav-toggle").focus();
      assert.equal(await link.isVisible(), false);
      await page.keyboard.press("Enter");
      assert.ok(await link.isVisible());
      await page.keyboard.press("Tab");
      assert.ok(await link.evaluate((element) => element === document.activeElement));
      await page.keyboard.press("Escape");
      assert.equal(await link.isVisible(), false);
      assert.equal(await focused(page), "nav-toggle");
    });
  });

  test("a press beside it closes it", async () => {
    await withPage(at.browser, `${at.url["portal"]}/leitfaden/`, { viewport: phone }, async (page) => {
      await page.locator(".nav-toggle").click();
      await page.locator(".brand").click({ trial: true });
      await page.mouse.click(5, phone.height - 5);
      assert.equal(await page.locator(".nav-link").first().isVisible(), false);
    });
  });
});

test("the theme switch goes round, and the next page remembers", async () => {
  const context = await open(at.browser, { colorScheme: "light" });
  try {
    const page = await context.newPage();
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.goto(at.url["portal"] + "/");
    const light = await background();
    const button = page.locator("[data-theme-switch]");
    await button.focus();
    await page.keyboard.press("Enter"); // light
    await page.keyboard.press("Enter"); // dark
    const dark = await background();
    assert.notEqual(dark, light);
    assert.match((await button.innerText()).trim(), /Dunkel$/);

    await page.goto(at.url["portal"] + "/glossar/");
    assert.equal(await background(), dark);
    assert.equal(await page.locator("[data-theme-name]").textContent(), "Dunkel");

    await page.locator("[data-theme-switch]").click(); // as the system says
    assert.equal(await background(), light);
    await page.emulateMedia({ colorScheme: "dark" });
    assert.equal(await background(), dark);
  } finally {
    await context.close();
  }
});

describe("the meaning of a term (WCAG 1.4.13)", () => {
  const path = "/wissen/alles/";

  test("comes with the focus, goes with Escape, comes back with the next focus", async () => {
    await withPage(at.browser, at.url["fixture"] + path, {}, async (page) => {
      const term = page.locator(".prose .glossar > a").first();
      const tip = page.locator(".prose .glossar-tip").first();
      assert.equal(await tip.isVisible(), false);
      await term.focus();
      await tip.waitFor({ state: "visible" });
      assert.equal(await term.getAttribute("aria-describedby"), await tip.getAttribute("id"));
      await page.keyboard.press("Escape");
      await tip.waitFor({ state: "hidden" });
      assert.ok(await term.evaluate((element) => element === document.activeElement), "Escape moved the focus");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Shift+Tab");
      await tip.waitFor({ state: "visible" });
    });
  });

  test("stays while the pointer is on it, and goes with Escape", async () => {
    await withPage(at.browser, at.url["fixture"] + path, {}, async (page) => {
      const tip = page.locator(".prose .glossar-tip").first();
      await page.locator(".prose .glossar > a").first().hover();
      await tip.waitFor({ state: "visible" });
      const box = await tip.boundingBox();
      assert.ok(box);
      await page.mouse.move(box.x + 20, box.y + box.height / 2, { steps: 12 });
      assert.ok(await tip.isVisible(), "it closed under the pointer");
      await page.keyboard.press("Escape");
      await tip.waitFor({ state: "hidden" });
    });
  });

  for (const viewport of [desk, phone]) {
    test(`lies inside the window wherever the term stands, ${viewport.width} px`, async () => {
      await withPage(at.browser, at.url["portal"] + "/leitfaden/bia/", { viewport }, async (page) => {
        const terms = page.locator(".prose .glossar");
        assert.ok((await terms.count()) > 3);
        for (const term of await terms.all()) {
          await term.locator("> a").focus();
          const box = await term.locator(".glossar-tip").boundingBox();
          const width = await page.evaluate(() => document.documentElement.clientWidth);
          assert.ok(box && box.x >= 0 && box.x + box.width <= width, `${await term.textContent()}: ${JSON.stringify(box)}`);
        }
      });
    });
  }
});

describe("the table of contents", () => {
  test("marks the section being read", async () => {
    await withPage(at.browser, `${at.url["portal"]}/leitfaden/bia/`, {}, async (page) => {
      const current = page.locator(".toc a[aria-current]");
      for (const name of ["Das Gespräch", "Zweck"]) {
        await page.locator(".prose").getByRole("heading", { name }).evaluate((heading) => {
          window.scrollTo(0, heading.getBoundingClientRect().top + scrollY - 40);
        });
        await current.filter({ hasText: name }).waitFor();
        assert.equal(await current.count(), 1);
      }
    });
  });

  test("lists on a wide screen without a press, and folds on a small one", async () => {
    await withPage(at.browser, `${at.url["portal"]}/leitfaden/bia/`, {}, async (page) => {
      const link = page.locator(".toc a").first();
      assert.ok(await link.isVisible());
      await page.setViewportSize(phone);
      assert.equal(await link.isVisible(), false);
      await page.locator(".toc-toggle").focus();
      await page.keyboard.press("Enter");
      assert.ok(await link.isVisible());
    });
  });
});

describe("the focus is never hidden (WCAG 2.4.11) and always marked (2.4.7)", { concurrency: 3 }, () => {
  for (const [site, path] of [
    ["portal", "/"],
    ["portal", "/leitfaden/bia/"],
    ["portal", "/leitfaden/stufe/reaktiv/"],
    ["fixture", "/wissen/alles/"],
  ] as const) {
    for (const viewport of [desk, phone]) {
      test(`${site} ${path}, ${viewport.width} px`, async () => {
        await withPage(at.browser, at.url[site] + path, { viewport }, async (page) => {
          const stops = await tabThrough(page, 50);
          assert.ok(stops.length > 5);
          assert.deepEqual(
            stops.filter((stop) => stop.fault),
            [],
          );
        });
      });
    }
  }
});

interface Stop {
  name: string;
  fault: string;
}

/** Presses Tab up to most times and looks at what has the focus each time. */
async function tabThrough(page: Page, most: number): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const name = `${element.className} ${element.textContent?.trim().slice(0, 40)}`;
      // A card or a field with its button may carry the mark for what is inside it.
      const around = [element, element.parentElement, element.parentElement?.parentElement, element.parentElement?.parentElement?.parentElement];
      const marked = around.some((part) => {
        if (!part) return false;
        const { outlineStyle, outlineColor, boxShadow } = getComputedStyle(part);
        return (outlineStyle !== "none" && !/, 0\)$/.test(outlineColor)) || (part === element && boxShadow !== "none");
      });
      // One point of the element that is not covered is enough.
      const open = [...element.getClientRects()].some((box) => {
        const left = Math.max(box.left, 0);
        const right = Math.min(box.right, innerWidth);
        const top = Math.max(box.top, 0);
        const bottom = Math.min(box.bottom, innerHeight);
        if (right <= left || bottom <= top) return false;
        return [0.1, 0.5, 0.9].some((part) => {
          const hit = document.elementFromPoint(left + (right - left) * part, (top + bottom) / 2);
          return hit !== null && (element.contains(hit) || hit.contains(element));
        });
      });
      return { name, fault: !open ? "hidden" : marked ? "" : "not marked" };
    });
    if (!stop) break;
    stops.push(stop);
  }
  return stops;
}
