// The pages that the member area says itself: who is refused, signs in or out reads them without a barrier, in any look.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { violations } from "./axe.js";
import { desk, follow, launch, open, phone } from "./browser.js";
import { freePort, host, provide, published, sessionKey, type Provider } from "./members.js";
import type { Site } from "./server.js";

let browser: Browser;
let provider: Provider;
let behindProxy: Site;
let withLogin: Site;
let withoutProvider: Site;

before(async () => {
  const releases = published();
  const client = "portal";
  provider = await provide(client);
  const login = async (issuer: string): Promise<Site> => {
    const port = await freePort();
    return host(releases, port, "--members-url", `http://127.0.0.1:${port}`, "--members-issuer", issuer, "--members-client", client, "--members-key", sessionKey(), "--members-allow", "mitglied");
  };
  behindProxy = await host(releases, await freePort(), "--members-header", "X-Konto", "--members-proxy", "127.0.0.1/32");
  withLogin = await login(provider.url);
  withoutProvider = await login(`http://127.0.0.1:${await freePort()}`);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  for (const site of [behindProxy, withLogin, withoutProvider, provider]) await site?.close();
});

/** Uses a page of a window of its own, for sessions are kept in it. */
async function alone(use: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> {
  const context = await open(browser);
  try {
    await use(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

/** Holds a page to what every page keeps to, on a telephone and a desk, light and dark. */
async function good(page: Page, title: RegExp): Promise<void> {
  assert.match(await page.locator("h1").innerText(), title);
  assert.match(await page.title(), title);
  assert.equal(await page.locator("script, style, [style]").count(), 0, "nothing inline");
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("main")!).borderTopWidth), "1px", "the style sheet is there");
  assert.doesNotMatch(await page.locator("body").innerText(), /host\.member|\{\w+\}/, "every text is there");
  for (const viewport of [phone, desk]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await violations(page), [], `${title}, ${viewport.width} px, ${colorScheme}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
    }
  }
  await reachable(page);
}

/** Every link and button is reached with the Tab key, in the order in which they stand, and shows the focus. */
async function reachable(page: Page): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const all = await page.locator("a, button").allInnerTexts();
  const reached: string[] = [];
  for (const _ of all) {
    await page.keyboard.press("Tab");
    const [text, outline, height] = await page.evaluate(() => {
      const active = document.activeElement as HTMLElement;
      return [active.innerText, getComputedStyle(active).outlineStyle, active.getBoundingClientRect().height] as const;
    });
    reached.push(text);
    assert.equal(outline, "solid", `${text} shows the focus`);
    assert.ok(height >= 24, `${text} is large enough to hit`);
  }
  assert.deepEqual(reached, all);
}

describe("behind a proxy that knows members", () => {
  test("whom it does not name is refused", async () => {
    await alone(async (page) => {
      const answer = await page.goto(`${behindProxy.url}/mitglieder/leitfaden/`);
      assert.equal(answer?.status(), 403);
      assert.doesNotMatch(answer?.headers()["content-security-policy"] ?? "", /unsafe/);
      await good(page, /Nur für Mitglieder/);
    });
  });

  test("whom it names reads", async () => {
    await alone(async (page, context) => {
      await context.setExtraHTTPHeaders({ "X-Konto": "muster" });
      assert.equal((await page.goto(`${behindProxy.url}/mitglieder/`))?.status(), 200);
      assert.equal(await page.evaluate(() => document.body.dataset["tlp"]), "TLP:AMBER");
    });
  });
});

describe("with a provider", () => {
  test("a member signs in, reads, and signs out", async () => {
    provider.groups = ["mitglied"];
    await alone(async (page) => {
      await page.goto(`${withLogin.url}/mitglieder/`);
      await good(page, /^Anmelden/);
      const way = page.getByRole("link", { name: "Zur Anmeldung" });
      await way.focus();
      await Promise.all([page.waitForURL(`${withLogin.url}/mitglieder/`), page.keyboard.press("Enter")]);
      assert.equal(await page.evaluate(() => document.body.dataset["tlp"]), "TLP:AMBER");
      await page.goto(`${withLogin.url}/_nachbar/anmelden`);
      await good(page, /Sie sind angemeldet/);
      await page.goto(`${withLogin.url}/_nachbar/abmelden`);
      await good(page, /^Abmelden/);
      await follow(page, () => page.getByRole("button", { name: "Abmelden" }).press("Enter"));
      await good(page, /Sie sind abgemeldet/);
      await page.goto(`${withLogin.url}/mitglieder/`);
      assert.match(await page.locator("h1").innerText(), /^Anmelden/);
    });
  });

  test("who is no member is told, and finds the way out", async () => {
    provider.groups = ["andere"];
    await alone(async (page) => {
      await page.goto(`${withLogin.url}/_nachbar/anmelden/los`);
      await good(page, /Kein Zugang mit diesem Konto/);
    });
  });

  test("an answer that nobody waits for fails", async () => {
    await alone(async (page) => {
      assert.equal((await page.goto(`${withLogin.url}/_nachbar/anmelden/zurueck?state=x&code=y`))?.status(), 400);
      await good(page, /Die Anmeldung hat nicht geklappt/);
    });
  });

  test("a provider that does not answer is named as the reason", async () => {
    await alone(async (page) => {
      assert.equal((await page.goto(`${withoutProvider.url}/_nachbar/anmelden/los`))?.status(), 503);
      await good(page, /Der Anmeldedienst antwortet nicht/);
    });
  });

  test("too many sign-ins at once have to wait", async () => {
    await alone(async (page) => {
      const start = `${withoutProvider.url}/_nachbar/anmelden/los`;
      let status: number | undefined;
      for (let tries = 0; tries < 5 && status !== 429; tries++) { // one more is let in each second
        await Promise.all(Array.from({ length: 30 }, () => fetch(start)));
        status = (await page.goto(start))?.status();
      }
      assert.equal(status, 429);
      await good(page, /Zu viele Anmeldungen auf einmal/);
    });
  });

  test("the pages are in English for who reads English", async () => {
    const context = await open(browser, { locale: "en-GB" });
    try {
      const page = await context.newPage();
      await page.goto(`${withLogin.url}/_nachbar/anmelden`);
      assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
      await good(page, /^Sign in/);
    } finally {
      await context.close();
    }
  });
});
