// The list below the search field: keys, what screen readers are told, narrow windows, forced colours.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { violations } from "./axe.js";
import { desk, phone, tablet } from "./browser.js";
import { activeOption, chapter, expanded, options, typeQuery, windows } from "./search.js";
import { buildPortal } from "./site.js";
import { suite } from "./suite.js";

const at = suite({ portal: () => buildPortal() });
const alone = windows(at);

describe("by keys", { concurrency: 3 }, () => {
  test("the field tells that it is a combobox, before and after its script has come", async () => {
    await alone(chapter, async (page) => {
      const combobox = page.getByRole("combobox", { name: "Portal durchsuchen" });
      assert.equal(await combobox.getAttribute("aria-autocomplete"), "list");
      assert.equal(await expanded(page), "false");
      await typeQuery(page, "stab");
      assert.equal(await expanded(page), "true");
      const list = await combobox.getAttribute("aria-controls");
      assert.ok(await page.getByRole("listbox", { name: "Vorschläge" }).evaluate((element, id) => element.id === id, list));
      assert.match(await page.locator(".search-head [role=status]").innerText(), /^\d+ Treffer$/);
    });
  });

  test("arrows go round through the options and the field, Pos1 and Ende to the ends", async () => {
    await alone(chapter, async (page) => {
      await typeQuery(page, "stab");
      const all = (await options(page)).map(({ text }) => text);
      const [first = "", second = ""] = all;
      const last = all.at(-1) ?? "";
      const walk: [string, string][] = [
        ["ArrowDown", first], ["ArrowDown", second], ["ArrowUp", first], ["ArrowUp", ""], ["ArrowUp", last],
        ["ArrowDown", ""], ["ArrowDown", first], ["End", last], ["Home", first], ["ArrowRight", ""],
      ];
      for (const [key, want] of walk) {
        await page.keyboard.press(key);
        const active = await activeOption(page);
        assert.equal(active.split(" – ")[0], want.split(" – ")[0], key);
        assert.ok((await options(page)).filter(({ selected }) => selected).length <= 1);
      }
      assert.equal(await page.evaluate(() => document.activeElement?.id), "suche-kopf", "the focus stays in the field");
      assert.equal(await page.locator("#suche-kopf").inputValue(), "stab");
    });
  });

  test("Enter opens the choice, or without one the page with the results", async () => {
    await alone(chapter, async (page) => {
      await typeQuery(page, "stabsraum");
      await page.keyboard.press("ArrowDown");
      const chosen = await page.locator("[role=option][aria-selected=true]").evaluate((option) => (option as HTMLAnchorElement).href);
      await page.keyboard.press("Enter");
      await page.waitForURL(chosen);
      await page.goto(at.url["portal"] + chapter);
      await page.keyboard.press("/");
      await page.keyboard.type("stabsraum");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/suche/?q=stabsraum");
    });
  });

  test("Escape closes the list, and the second one empties the field", async () => {
    await alone(chapter, async (page) => {
      await typeQuery(page, "stab");
      await page.keyboard.press("ArrowDown");
      const first = await activeOption(page);
      await page.keyboard.press("Escape");
      assert.equal(await expanded(page), "false");
      assert.equal(await page.locator(".search-popup:visible").count(), 0);
      assert.equal(await activeOption(page), "");
      assert.equal(await page.locator("#suche-kopf").inputValue(), "stab");
      await page.keyboard.press("ArrowDown");
      assert.equal((await activeOption(page)).split(" – ")[0], first.split(" – ")[0], "an arrow opens the list again, at its first option");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("#suche-kopf").inputValue(), "");
    });
  });

  test("Tab leaves the field and closes the list", async () => {
    await alone(chapter, async (page) => {
      await typeQuery(page, "stab");
      await page.keyboard.press("Tab");
      assert.equal(await page.locator(".search-popup:visible").count(), 0);
      assert.ok(await page.evaluate(() => document.activeElement?.matches(".search-button")));
    });
  });
});

describe("the list", { concurrency: 3 }, () => {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [path, viewport] of [[chapter, desk], [chapter, tablet], [chapter, phone], ["/", phone], ["/404.html", desk]] as const) {
      test(`has no barrier and lies inside the window, ${colorScheme}, ${path}, ${viewport.width} px`, async () => {
        await alone(path, async (page) => {
          await typeQuery(page, "notfallhandbuch stab");
          await page.locator(".search-option-section").first().waitFor();
          await page.keyboard.press("ArrowDown");
          assert.deepEqual(await violations(page), []);
          const inside = await page.locator(".search-popup:visible").evaluate((popup) => {
            const { left, right } = popup.getBoundingClientRect();
            const { clientWidth, scrollWidth } = document.documentElement;
            return left >= 0 && right <= clientWidth && scrollWidth <= clientWidth;
          });
          assert.ok(inside, "the list or the page is wider than the window");
        }, { options: { viewport, colorScheme } });
      });
    }
  }

  test("scrolls to the active option in a window of 320 by 256 pixels, which is 400 % zoom", async () => {
    await alone(chapter, async (page) => {
      await typeQuery(page, "notfall");
      for (let i = 0; i < 5; i++) {
        await page.keyboard.press("ArrowDown");
        const seen = await page.locator("[role=option][aria-selected=true]").evaluate((option) => {
          const { left, top, width, height } = option.getBoundingClientRect();
          const hit = document.elementFromPoint(left + width / 2, top + Math.min(height, 12));
          return hit !== null && option.contains(hit);
        });
        assert.ok(seen, `option ${i + 1} is not in sight`);
      }
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
    }, { options: { viewport: { width: 320, height: 256 } } });
  });

  test("shows the active option and the icon of the button in forced colours", async () => {
    await alone(chapter, async (page) => {
      await typeQuery(page, "notfall");
      await page.keyboard.press("ArrowDown");
      const outline = await page.locator("[role=option][aria-selected=true]").evaluate((option) => getComputedStyle(option).outlineStyle);
      assert.equal(outline, "solid");
      const icon = await page.locator(".search-head .kern-icon").evaluate((element) => {
        const text = getComputedStyle(document.body).color;
        return { seen: getComputedStyle(element).backgroundColor === text, adjust: getComputedStyle(element).forcedColorAdjust };
      });
      assert.deepEqual(icon, { seen: true, adjust: "none" });
    }, { options: { forcedColors: "active" } });
  });
});
