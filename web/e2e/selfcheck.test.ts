// The self-check: 140 questions by keyboard, both reports, over http and from a stick. Nothing is sent, answers are kept.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { violations } from "./axe.js";
import { listen, open, phone } from "./browser.js";
import { answer, erase, focused, online as address, pressed, ready, stored, textsOf, told, view, windows, type Saved } from "./selfcheck.js";
import { buildPortal } from "./site.js";
import { suite } from "./suite.js";

const at = suite({ portal: () => buildPortal() });
const alone = windows(at);
const online = (): string => address(at);
let stick: string | undefined;
/** The page as it lies on a stick. */
const onStick = (): string => (stick ??= pathToFileURL(buildPortal("--portable")).href) + "/selbstcheck/index.html";

const pattern = "jjtnjje";

/** Answers all questions by keyboard and takes both reports home in both formats. */
async function through(page: Page): Promise<Saved[]> {
  await view(page, "angaben");
  await page.locator("[name=member]").fill(`Groß-Süd <&"'ß> 😀`);
  await page.locator("[name=class]").selectOption("mittel");
  await view(page, "fragen");
  await page.locator("[data-question] input").first().focus();
  await answer(page, pattern.repeat(20));
  assert.match(await told(page, "count"), /^140 von 140/);
  assert.match(await told(page, "said"), /Alle Fragen sind beantwortet/);
  const replies = Object.values(await stored(page));
  assert.equal(replies.filter((reply) => reply.answer === "ja").length, 80);
  assert.equal(replies.filter((reply) => reply.answer === "entbehrlich" && reply.reason !== "").length, 20);

  await view(page, "ergebnis");
  assert.equal(await told(page, "total"), "75 %", "(80 + ½ · 20) ÷ (140 − 20)");
  assert.equal(await page.locator("[data-part=topics] tr").count(), 15);
  await view(page, "massnahmen");
  assert.equal(await page.locator("[data-part=measures] tr").count(), 40);

  await view(page, "berichte");
  const files: Saved[] = [];
  for (const kind of ["short", "long"]) {
    await page.locator(`#bericht-${kind}`).check();
    await page.locator("[data-part=report-show]").click();
    assert.match(await told(page, "preview"), kind === "short" ? /Kurzbericht[^]*Groß-Süd <&"'ß> 😀/ : /Langbericht[^]*T14-06/);
    for (const format of ["odt", "docx"]) files.push(await pressed(page, `[data-report=${format}]`));
  }
  return files;
}

describe("from the first question by keyboard to both reports", () => {
  for (const [place, url] of [["over http", online], ["from a stick", onStick]] as const) {
    test(`${place}, and nothing is asked for after the page is there`, async () => {
      const context = await open(at.browser);
      try {
        const page = await context.newPage();
        const heard = await listen(page, new URL(".", url()).href.replace(/selbstcheck\/$/, ""));
        await page.goto(url());
        await ready(page);
        const asked: string[] = [];
        // Browsers ask for the icon again whenever the address changes, and for a font when a letter needs it.
        page.on("request", (request) => !/^blob:|\/favicon\.svg$|\/assets\/fonts\/[^?]*$/.test(request.url()) && asked.push(request.url()));
        const files = await through(page);
        assert.deepEqual(asked, []);
        assert.deepEqual(heard, []);
        assert.deepEqual(files.map(({ name }) => name), ["kurz", "lang"].flatMap((kind) => ["odt", "docx"].map((format) => `${kind}bericht-bsc-2026-gross-sued-ss.${format}`)));
        for (const [i, text] of textsOf(files).entries()) {
          assert.match(text, /Groß-Süd <&"'ß> 😀/, files[i]?.name);
          assert.match(text, i < 2 ? /75\s%/ : /T14-06/, files[i]?.name);
        }
      } finally {
        await context.close();
      }
    });
  }
});

test("no script of the page can reach a server", async () => {
  await alone(online(), async (page) => {
    const tried = await page.evaluate(async () => {
      const fetched = await fetch("/").then(() => "sent", () => "refused");
      const beacon = await new Promise<string>((resolve) => {
        document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => resolve(effectiveDirective), { once: true });
        navigator.sendBeacon("/", "x");
        setTimeout(() => resolve("sent"), 1000);
      });
      return [fetched, beacon];
    });
    assert.deepEqual(tried, ["refused", "connect-src"]);
  });
});

describe("answers are kept", () => {
  test("and who comes back goes on at the same question", async () => {
    await alone(online(), async (page) => {
      assert.equal(await focused(page), "", "at first nothing takes the focus");
      await page.locator("[data-question] input").first().focus();
      await answer(page, "jjnejjjjjjjjt");
      assert.equal(await focused(page), "bsc-2026-T02-02");
      await page.reload();
      await ready(page);
      assert.equal(await focused(page), "bsc-2026-T02-02");
      assert.match(await told(page, "topic-heading"), /^T02 /);
      await page.keyboard.press("n");
      const replies = await stored(page);
      assert.equal(Object.keys(replies).length, 14);
      assert.equal(replies["bsc-2026-T02-02"]?.answer, "nein");
      assert.equal(replies["bsc-2026-T01-04"]?.reason, "Das jagt uns nichts ein");
    });
  });

  test("in two tabs", async () => {
    await alone(online(), async (one) => {
      const two = await one.context().newPage();
      await two.goto(`${online()}#T02`);
      await ready(two);
      await one.locator("[data-question] input").first().focus();
      await answer(one, "jj");
      await two.locator("[data-question] input").first().focus();
      await answer(two, "nn");
      await answer(one, "t");
      for (const page of [one, two]) await page.locator('[data-part="count"]', { hasText: "5 von" }).waitFor();
      const replies = await stored(one);
      assert.deepEqual(Object.keys(replies).map((id) => [id.slice(9), replies[id]?.answer]), [["T01-01", "ja"], ["T01-02", "ja"], ["T01-03", "teilweise"], ["T02-01", "nein"], ["T02-02", "nein"]]);
    });
  });

  test("until somebody erases them, and says so", async () => {
    await alone(online(), async (page) => {
      await page.locator("[data-question] input").first().focus();
      await answer(page, "jj");
      await view(page, "sichern");
      await page.locator("[data-part=erase]").click();
      await page.keyboard.press("Escape");
      assert.equal(Object.keys(await stored(page)).length, 2);
      await erase(page);
      assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), ["nachbar.selbstcheck.einstellungen.v1"], "what is left are the settings");
      assert.match(await told(page, "count"), /^0 von/);
    });
  });
});

test("keys answer only where a question has the focus, and can be switched off", async () => {
  await alone(online(), async (page) => {
    await page.locator("h1").click();
    await page.keyboard.press("j");
    assert.equal(Object.keys(await stored(page)).length, 0);
    await page.locator("[data-question] input").first().focus();
    await answer(page, "1");
    await page.keyboard.press("2");
    assert.equal(await focused(page), "bsc-2026-T01-03");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.press("0");
    assert.deepEqual(Object.keys(await stored(page)), ["bsc-2026-T01-01"]);
    await page.keyboard.press("o");
    assert.equal(await focused(page), "bsc-2026-T01-03", "the next open question behind this one");
    await page.locator(".check-hint summary").click();
    await page.locator("[data-part=keys]").uncheck();
    await page.locator("[data-question] input").first().focus();
    await page.keyboard.press("n");
    assert.equal((await stored(page))["bsc-2026-T01-01"]?.answer, "ja");
    await page.keyboard.press("ArrowRight");
    assert.equal((await stored(page))["bsc-2026-T01-01"]?.answer, "teilweise", "arrows are those of the browser");
  });
});

describe("every view is accessible", () => {
  for (const options of [{}, { colorScheme: "dark" as const }, { viewport: phone }, { viewport: phone, colorScheme: "dark" as const }]) {
    test(JSON.stringify(options), async () => {
      await alone(online(), async (page) => {
        await page.locator("[data-question] input").first().focus();
        await answer(page, "jtnjjjjjjjjjj");
        await page.keyboard.press("e");
        for (const name of ["angaben", "fragen", "ergebnis", "massnahmen", "berichte", "sichern"]) {
          await view(page, name);
          if (name === "berichte") await page.locator("[data-part=report-show]").click();
          assert.deepEqual(await violations(page), [], name);
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: nothing sticks out`);
          assert.doesNotMatch(await page.locator("main").innerText(), /\[[a-z]+(\.[\w-]+)+\]|\{\w+\}/, `${name}: every text is there`);
        }
      }, options);
    });
  }
});

test("a topic that is answered is compared with the published round", async () => {
  await alone(online(), async (page) => {
    await page.locator("[data-question] input").first().focus();
    await answer(page, "jjjjjjjjjjjj");
    await view(page, "ergebnis");
    assert.match(await told(page, "comparison"), /Runde 2026 mit \d+ Kommunen \(erfundene Beispieldaten\)/);
    const rows = await page.locator("[data-part=topics] tr td:last-child").allInnerTexts();
    assert.match(rows[0] ?? "", /^(oberes Viertel|an der Grenze zum oberen Viertel|nicht zu unterscheiden)$/, "everything is fulfilled");
    assert.ok(rows.slice(1).every((text) => /^(erst wenn|nicht veröffentlicht)/.test(text)), rows.join("\n"));
  });
});

test("each catalogue has its own answers, and an address leads to a question", async () => {
  await alone(`${online()}#bsc-2026-T05-03`, async (page) => {
    assert.equal(await focused(page), "bsc-2026-T05-03");
    await answer(page, "n");
    await page.locator("[data-part=catalogue]").selectOption("schule-2026");
    await page.locator("[data-part=count]", { hasText: /^0 von 40/ }).waitFor();
    await page.locator("[data-question] input").first().focus();
    await answer(page, "j");
    await page.goto("about:blank");
    await page.goto(online());
    await ready(page);
    assert.match(await told(page, "count"), /^1 von 40/);
    await page.locator("[data-part=catalogue]").selectOption("bsc-2026");
    await page.locator("[data-part=count]", { hasText: /^1 von 140/ }).waitFor();
    assert.equal(await page.locator("#bsc-2026-T05-03-nein").isChecked(), true);
  });
});

test("without JavaScript the page says so and offers sheets", async () => {
  const context = await open(at.browser, { javaScriptEnabled: false });
  try {
    const page = await context.newPage();
    await page.goto(online());
    assert.match(await page.locator("noscript p").innerText(), /JavaScript/);
    assert.equal(await page.locator("[data-check]").isVisible(), false);
    const files = [await pressed(page, '[href$="bogen-bsc-2026.xlsx"]'), await pressed(page, '[href$="bogen-bsc-2026.ods"]')];
    for (const { name, body } of files) assert.equal(body.subarray(0, 2).toString(), "PK", name);
  } finally {
    await context.close();
  }
});
