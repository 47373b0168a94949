// Takes the pictures of the README from the real portal. Usage: npm --prefix web run screenshot
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { desk, launch, phone, withPage } from "./browser.js";
import { serve } from "./server.js";
import { buildPortal, root } from "./site.js";

const pictures = [
  { name: "portal.png", path: "/", viewport: desk, scale: 1 },
  { name: "kapitel-mobil.png", path: "/leitfaden/bia/", viewport: phone, scale: 2 },
];

/** Bytes of a picture, so that cloning the project stays quick. */
const most = 250_000;

const folder = join(root, "docs", "bilder");
mkdirSync(folder, { recursive: true });
const site = await serve(buildPortal());
const browser = await launch();
try {
  for (const { name, path, viewport, scale } of pictures) {
    const file = join(folder, name);
    const options = { viewport, deviceScaleFactor: scale, colorScheme: "light" } as const;
    await withPage(browser, site.url + path, options, async (page) => {
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: file });
    });
    const { size } = statSync(file);
    console.log(`docs/bilder/${name}: ${Math.round(size / 1000)} kB`);
    if (size > most) throw new Error(`${name} is larger than ${most / 1000} kB`);
  }
} finally {
  await browser.close();
  await site.close();
}
