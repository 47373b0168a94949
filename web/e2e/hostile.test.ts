// What authors and readers type stays text: on a page full of attempts, in lists, and in the search, on http and from a folder.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { listen, withPage } from "./browser.js";
import { build, fixtureCopy } from "./site.js";
import { suite } from "./suite.js";

const hostile = `---
title: "Gift <script>nb()</script> \\"><img src=x onerror=nb()>"
description: "' onmouseover='nb() </title><svg onload=nb()> {{nb}} \${nb()}"
weight: 1
tags: ["<b onclick=nb()>"]
---

\`<script>nb()</script>\` und **"><img src=x onerror=nb()>** als Text, \\<iframe srcdoc="nb()">.

## Titel " onfocus="nb()" autofocus x="

> [!NOTE] </div><script>nb()</script>
> --> <img src=x onerror=nb()>

| <svg onload=nb()> | \`javascript:nb()\` |
| --- | --- |
| \\</td>\\<script>nb()\\</script> | ]]>nb() |

\`\`\`html " onclick="nb()
<script>nb()</script>
\`\`\`

[Verweis](/wissen/ "\\" onmouseover=\\"nb()")
`;

/** What readers may type, or be sent as a link to results. */
const queries = [
  "<script>nb()</script>",
  '"><img src=x onerror=nb()>',
  "' onfocus='nb()' autofocus '",
  "</title><svg onload=nb()>",
  "javascript:nb()",
  "gift {{nb}} ${nb()}",
];

/** A copy of the test portal with the page. */
function site(): string {
  const dir = fixtureCopy();
  writeFileSync(join(dir, "content/wissen/gift.md"), hostile);
  return dir;
}

const folder = build(site(), "--portable");
const at = suite({ served: () => build(site()) });

/** Everything that ran, asked a question or broke the policy while use looked at a page. */
async function effects(own: string, use: (page: Page) => Promise<void>): Promise<string[]> {
  return withPage(at.browser, "about:blank", {}, async (page) => {
    const heard = await listen(page, own);
    page.on("dialog", (dialog) => {
      heard.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.addInitScript(() => {
      (window as unknown as { nb: () => void }).nb = () => console.error("an attempt worked");
    });
    await use(page);
    const active = await page.evaluate(
      () => [...document.querySelectorAll("script:not([src]), iframe, object, [onerror], [onload], [onclick], [onfocus], [onmouseover]")].map((e) => e.outerHTML),
    );
    // Leaving a page cuts what its search field was about to load.
    return [...heard.filter((line) => !line.endsWith("net::ERR_ABORTED")), ...active];
  });
}

/** Moves over everything and puts the focus on everything, so that handlers would run. */
async function touch(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>("*")) {
      for (const type of ["mouseover", "focus"]) element.dispatchEvent(new Event(type, { cancelable: true }));
    }
  });
}

for (const way of ["http", "file"]) {
  const start = () => (way === "http" ? `${at.url["served"]}/` : `${pathToFileURL(folder).href}/`);
  const address = (path: string) => start() + (way === "file" && path.endsWith("/") ? `${path}index.html` : path);

  test(`a page full of attempts shows them as text, ${way}`, async () => {
    const found = await effects(start(), async (page) => {
      for (const path of ["wissen/gift/", "wissen/", "a-z/"]) {
        await page.goto(address(path));
        assert.match(await page.evaluate(() => document.body.innerText), /Gift <script>nb\(\)<\/script>/, path);
        await touch(page);
      }
    });
    assert.deepEqual(found, []);
  });

  test(`what readers type stays text, ${way}`, async () => {
    const found = await effects(start(), async (page) => {
      for (const query of queries) {
        await page.goto(`${address("suche/")}?q=${encodeURIComponent(query)}`);
        await page.waitForFunction((value) => document.querySelector<HTMLInputElement>("main input[type=search]")?.value === value, query);
        await page.waitForLoadState("networkidle");
      }
      await page.goto(`${address("suche/")}?q=gift`);
      await page.getByText("Gift <script>nb()</script>").first().waitFor();
    });
    assert.deepEqual(found, []);
  });
}
