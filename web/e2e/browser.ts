// The browser that the tests drive, and a watch over what its pages say and ask for.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";

/**
 * The browser of this machine; CHROMIUM names another one. The headless shell is
 * the same engine without windows: it needs two thirds of the time.
 */
export function executable(): string {
  const named = process.env["CHROMIUM"];
  if (named) return named;
  for (const name of ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]) {
    for (const dir of (process.env["PATH"] ?? "").split(delimiter)) {
      const path = join(dir, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // not here
      }
    }
  }
  throw new Error("no Chromium found: run make tools, or set CHROMIUM to its path");
}

/** Starts a browser without a window. */
export function launch(): Promise<Browser> {
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath: executable(), args: asRoot ? ["--no-sandbox"] : [] });
}

/** Window sizes in CSS pixels: a telephone, a tablet, a desk. */
export const phone = { width: 390, height: 844 };
export const tablet = { width: 768, height: 1024 };
export const desk = { width: 1440, height: 900 };

/** Opens a window in which nothing moves, in German and in German time. */
export function open(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({
    viewport: desk,
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    reducedMotion: "reduce",
    ...options,
  });
}

/** Windows by their options: pages that only look share one, with its cache. */
const shared = new WeakMap<Browser, Map<string, Promise<BrowserContext>>>();

function sharedContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const contexts = shared.get(browser) ?? new Map<string, Promise<BrowserContext>>();
  shared.set(browser, contexts);
  const key = JSON.stringify(options);
  const context = contexts.get(key) ?? open(browser, options);
  contexts.set(key, context);
  return context;
}

/** Opens an address in a window of its own, waits until it is ready, and closes the window: what a page stores there, no other test finds. */
export async function inOwnWindow(
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
  ready: (page: Page) => Promise<unknown>,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await open(browser, options);
  try {
    const page = await context.newPage();
    await page.goto(url);
    await ready(page);
    await use(page);
  } finally {
    await context.close();
  }
}

/** Does what leads to another page, and waits until that page stands there: looking at once could still see the old one. */
export async function follow(page: Page, act: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForEvent("domcontentloaded"), act()]);
}

/**
 * Opens an address in a page that closes when use is done. The window is shared
 * with pages of the same options: what a page stores there, others find.
 */
export async function withPage<T>(
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await sharedContext(browser, options);
  const page = await context.newPage();
  try {
    await page.goto(url);
    return await use(page);
  } finally {
    await page.close();
  }
}

/**
 * Collects all that a silent page does not do: messages on the console, errors,
 * breaches of the policy, failed requests, and requests that leave own.
 */
export async function listen(page: Page, own: string): Promise<string[]> {
  const heard: string[] = [];
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error("policy", event.violatedDirective, event.blockedURI);
    });
  });
  page.on("console", (message) => heard.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => heard.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => heard.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on("response", (response) => {
    if (response.status() >= 400) heard.push(`status ${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(own) && !url.startsWith("data:")) heard.push(`leaves the portal: ${url}`);
  });
  return heard;
}
