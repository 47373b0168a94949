// What every file of tests starts with: built sites on their servers, and a browser.
import { after, before } from "node:test";
import type { Browser } from "playwright-core";
import { launch } from "./browser.js";
import { serve, type Site } from "./server.js";

/** The browser and the addresses of the served sites, filled before the first test. */
export interface Suite {
  browser: Browser;
  /** The address of a site by its name, without a slash at the end. */
  url: Record<string, string>;
}

/** Serves the folders that the builders return and starts a browser; ends both after the last test. */
export function suite(builders: Record<string, () => string>): Suite {
  const running: Site[] = [];
  const suite = { url: {} } as Suite;
  before(async () => {
    for (const [name, builder] of Object.entries(builders)) {
      const site = await serve(builder());
      running.push(site);
      suite.url[name] = site.url;
    }
    suite.browser = await launch();
  });
  after(async () => {
    await suite.browser?.close();
    for (const site of running) await site.close();
  });
  return suite;
}
