// What the tests of the search share: typing, reading the list, an engine that answers as told.
import type { BrowserContextOptions, Page } from "playwright-core";
import { open } from "./browser.js";
import type { Suite } from "./suite.js";

/** A page with a search field, and none at all. */
export const chapter = "/leitfaden/bia/";
export const blank = "about:blank";

/** How a window is before its page loads. */
export interface Window {
  options?: BrowserContextOptions;
  /** What happens before the page loads. */
  prepare?: (page: Page) => Promise<unknown>;
}

/** What opens a page of the portal in a window of its own: what others searched for and have in their cache does not count. */
export const windows = (at: Suite) =>
  async function alone<T>(path: string, use: (page: Page) => Promise<T>, { options = {}, prepare }: Window = {}): Promise<T> {
    const context = await open(at.browser, options);
    try {
      const page = await context.newPage();
      await prepare?.(page);
      if (path !== blank) await page.goto(at.url["portal"] + path);
      return await use(page);
    } finally {
      await context.close();
    }
  };

/** Whether the list below the field of the page's head is open, as its field says. */
export const expanded = (page: Page) => page.locator("#suche-kopf").getAttribute("aria-expanded");

/** A window with the browser API, as other pages use it. */
export interface Searching {
  nachbar?: {
    search?(
      query: string,
      options?: { limit?: number; kind?: string; section?: string },
    ): Promise<{ url: string; title: string; kind: string; score: number; snippet: string }[]>;
  };
}

/** An option of the list below a field, as a reader sees it. */
export interface Option {
  text: string;
  href: string;
  selected: boolean;
}

/** Types into the field that "/" leads to and waits for the list. */
export async function typeQuery(page: Page, query: string): Promise<void> {
  await page.keyboard.press("/");
  await page.keyboard.type(query);
  await page.locator("[role=option]:not(.search-recent, .search-clear):visible").first().waitFor();
}

/** The addresses of the scripts: the engine, and what answers in a field. */
export const engine = /\/search\.\w+\.js$/;
export const field = /\/search-field\.\w+\.js$/;

/** The options of the open list. */
export function options(page: Page): Promise<Option[]> {
  return page.locator("[role=option]:visible").evaluateAll((all) =>
    all.map((option) => ({
      text: (option as HTMLElement).innerText.replace(/\s+/g, " ").trim(),
      href: option.getAttribute("href") ?? "",
      selected: option.getAttribute("aria-selected") === "true",
    })),
  );
}

/** The option that aria-activedescendant names, "" if none. */
export function activeOption(page: Page): Promise<string> {
  return page.evaluate(() => {
    const id = document.activeElement?.getAttribute("aria-activedescendant");
    const option = id ? document.getElementById(id) : null;
    if (option && option.getAttribute("aria-selected") !== "true") return "not selected";
    return option?.innerText.replace(/\s+/g, " ").trim() ?? "";
  });
}

/** Waits until the result page has answered. */
export async function answered(page: Page): Promise<void> {
  await page.locator("[data-search-results]:not([aria-busy]) .count:not(:empty)").waitFor();
}

/** The titles of the results on the page. */
export const titles = (page: Page) => page.locator(".result-title").allTextContents();

/**
 * Puts an engine in place of the real one: answer is the body of a function of
 * query that returns a title and the milliseconds it takes to find it.
 */
export async function fakeEngine(page: Page, answer: string): Promise<void> {
  const script = `
    const answer = (query) => { ${answer} };
    window.asked = [];
    window.given = [];
    window.nachbarSearch = { open: async () => ({
      title: (facet, id) => id,
      search: ({ query }, signal) => new Promise((resolve, reject) => {
        const { title, wait } = answer(query);
        const entry = { query, aborted: false };
        window.asked.push(entry);
        signal?.addEventListener("abort", () => { entry.aborted = true; });
        const hit = { url: "glossar/index.html", anchor: "bia", part: "bia", heading: "", title: [{ text: title, mark: true }],
          trail: title, kind: title, section: "", score: 1, snippet: [{ text: title, mark: false }] };
        setTimeout(() => resolve({ total: 1, partial: false, relaxed: false, hits: [hit], suggestion: title,
          facets: [{ facet: "typ", values: [{ id: title, title, count: 1, active: true }] }] }), wait);
      }),
    }) };`;
  await page.route(engine, (route) => route.fulfill({ contentType: "text/javascript", body: script }));
}
