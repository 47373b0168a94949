// The self-check: 140 questions by keyboard, both reports, files there and back, over http and from a stick. Nothing is sent.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { violations } from "./axe.js";
import { listen, open, phone } from "./browser.js";
import { buildPortal, tempDir } from "./site.js";
import { suite } from "./suite.js";

const at = suite({ portal: () => buildPortal() });
let stick: string | undefined;
/** The page as it lies on a stick. */
const onStick = (): string => (stick ??= pathToFileURL(buildPortal("--portable")).href) + "/selbstcheck/index.html";
const online = (): string => `${at.url["portal"]}/selbstcheck/`;

interface Saved {
  name: string;
  body: Buffer;
}

/** Runs use in a window of its own: what pages store there, no other test finds. */
async function alone(url: string, use: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
  const context = await open(at.browser, options);
  try {
    const page = await context.newPage();
    await page.goto(url);
    await ready(page);
    await use(page);
  } finally {
    await context.close();
  }
}

/** Waits until all is loaded that the page ever loads. */
const ready = (page: Page): Promise<unknown> => page.waitForSelector("[data-check][data-ready]:not([hidden])");
async function view(page: Page, name: string): Promise<void> {
  await page.locator(`[data-to="${name}"]`).click();
  await page.locator(`[data-view="${name}"]`).waitFor();
}

async function erase(page: Page): Promise<void> {
  await page.locator("[data-part=erase]").click();
  await page.locator("dialog[open] button[value=erase]").click();
  await page.locator("[data-part=transfer-status]", { hasText: "gelöscht" }).waitFor();
}

const told = (page: Page, name: string): Promise<string> => page.locator(`[data-part="${name}"]`).innerText();
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-question]")?.dataset["question"] ?? "");

async function pressed(page: Page, selector: string): Promise<Saved> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(selector).click()]);
  return { name: download.suggestedFilename(), body: readFileSync(await download.path()) };
}

const choose = (page: Page, part: string, { name, body }: Saved): Promise<void> =>
  page.locator(`[data-part="${part}"]`).setInputFiles({ name, mimeType: "application/octet-stream", buffer: body });

/** Answers from the question that has the focus on: "e" is followed by its reason. */
async function answer(page: Page, keys: string): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    if (key !== "e") continue;
    await page.keyboard.type("Das jagt uns nichts ein");
    await page.keyboard.press("Enter");
  }
}

/** What is stored: answer and reason by question. */
const stored = (page: Page): Promise<Record<string, { answer: string; reason: string; due: string }>> =>
  page.evaluate(() => {
    const entries = Object.entries(localStorage).map(([key, value]) => [key.split("/a/")[1] ?? "", value as string] as const);
    return Object.fromEntries(entries.filter(([id]) => id !== "").sort().map(([id, value]) => {
      const [answer, reason, , due] = JSON.parse(value);
      return [id, { answer, reason, due }];
    }));
  });

/** The texts of documents, as LibreOffice reads them. */
function textsOf(files: readonly Saved[], kind = "txt:Text"): string[] {
  const dir = tempDir();
  files.forEach(({ name, body }) => writeFileSync(join(dir, name), body));
  const soffice = [`-env:UserInstallation=${pathToFileURL(join(dir, "profile")).href}`, "--headless", "--convert-to", kind, "--outdir", join(dir, "out")];
  const ending = kind.replace(/:.*/, "");
  return files.map(({ name }) => {
    execFileSync("soffice", [...soffice, join(dir, name)], { stdio: "pipe" });
    return readFileSync(join(dir, "out", name.replace(/\w+$/, ending)), ending === "txt" ? "utf8" : "latin1");
  });
}

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

describe("answers leave and come back as a file", () => {
  for (const format of ["json", "xlsx", "xlsx, saved as xlsx", "xlsx, saved as ods", "ods", "ods, saved as xlsx", "ods, saved as ods"]) {
    test(format, async () => {
      await alone(online(), async (page) => {
        await view(page, "angaben");
        await page.locator("[name=member]").fill("Musterstadt & Land");
        await page.locator("[name=class]").selectOption("gross");
        await page.locator("[name=date]").fill("2026-05-12");
        await view(page, "fragen");
        await page.locator("[data-question] input").first().focus();
        await answer(page, "jtne".repeat(9));
        const card = page.locator('[data-question="bsc-2026-T05-01"]');
        await page.locator('a[href="#T05"]').click();
        await card.waitFor();
        await card.locator(".check-notes summary").click();
        await card.getByLabel("Begründung oder Bemerkung").fill("=1+1 <img src=x onerror=alert(1)>");
        await card.getByLabel("Frist").fill("2027-03-31");
        const before = await stored(page);
        assert.equal(Object.keys(before).length, 37);
        await view(page, "sichern");
        const [, ending = "", as] = /^(\w+)(?:, saved as (\w+))?$/.exec(format) ?? [];
        let file = await pressed(page, `[data-export="${ending}"]`);
        assert.equal(file.name, `selbstcheck-bsc-2026-musterstadt-land.${ending}`);
        if (as !== undefined) file = { ...file, body: Buffer.from(textsOf([file], as)[0] ?? "", "latin1") };
        await erase(page);
        await choose(page, "file", file);
        await page.getByText("37 Antworten übernommen.").waitFor();
        assert.deepEqual(await stored(page), before);
        await view(page, "angaben");
        assert.deepEqual(await page.locator("[data-part=details] [name]").evaluateAll((list) => list.map((one) => (one as HTMLInputElement).value)), ["Musterstadt & Land", "", "", "2026-05-12", "gross"]);
      });
    });
  }

  test("and what would change answers asks first, what cannot be read says why", async () => {
    await alone(online(), async (page) => {
      await page.locator("[data-question] input").first().focus();
      await answer(page, "jj");
      await view(page, "sichern");
      const replies = { "bsc-2026-T01-01": { answer: "nein" }, "bsc-2026-T01-03": { answer: "nein" }, "bsc-2026-T99-01": { answer: "ja" }, "bsc-2026-T01-04": { answer: "<b>" } };
      const file = { name: "a.json", body: Buffer.from(JSON.stringify({ format: "nachbar-check/1", catalogue: "bsc-2026", sheet: { replies } })) };
      const answers = async (): Promise<string[]> => Object.values(await stored(page)).map(({ answer }) => answer);
      for (const [how, want] of [["keep", ["ja", "ja"]], ["gaps", ["ja", "ja", "nein"]], ["all", ["nein", "ja", "nein"]]] as const) {
        await choose(page, "file", file);
        await page.locator(`dialog[open] button[value=${how}]`).click();
        await page.locator("[data-part=transfer-status]", { hasText: how === "keep" ? "Nichts übernommen" : how === "gaps" ? "Eine Antwort übernommen" : "2 Antworten übernommen" }).waitFor();
        assert.deepEqual(await answers(), want, how);
      }
      assert.match(await told(page, "transfer-status"), /unbekannt oder fehlerhaft: bsc-2026-T99-01, bsc-2026-T01-04/);
      for (const [body, says] of [["{", /weder ein Bogen/], ["PK", /beschädigt/], ["\u00d0\u00cf", /verschlüsselt/], ["Kommune;Antwort", /weder ein Bogen/]] as const) {
        await choose(page, "file", { name: "a.xlsx", body: Buffer.from(body, "latin1") });
        await page.locator("[data-part=transfer-status]", { hasText: says }).waitFor();
      }
      assert.deepEqual(await answers(), ["nein", "ja", "nein"]);
    });
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

test("a report tells what has changed since an earlier state", async () => {
  await alone(online(), async (page) => {
    await page.locator("[data-question] input").first().focus();
    await answer(page, "n".repeat(70));
    await view(page, "sichern");
    const earlier = await pressed(page, '[data-export="json"]');
    await view(page, "fragen");
    await page.locator('a[href="#T01"]').click();
    await page.locator("#bsc-2026-T01-01-ja").focus();
    await answer(page, "j".repeat(140));
    await view(page, "berichte");
    await page.locator("[data-part=report-show]").click();
    const before = await told(page, "preview");
    await choose(page, "previous-file", earlier);
    await page.locator("[data-part=previous-name]", { hasText: "70 Antworten" }).waitFor();
    const after = await told(page, "preview");
    assert.notEqual(after, before);
    assert.match(after, /von 0\s% auf 100\s%/);
    await choose(page, "previous-file", { name: "x.json", body: Buffer.from("{}") });
    await page.locator("[data-part=previous-name]", { hasText: "weder ein Bogen" }).waitFor();
  });
});

test("paper holds the filled list, or the report that is shown, and says that it stays in the house", async () => {
  await alone(online(), async (page) => {
    await page.locator("[data-question] input").first().focus();
    await answer(page, "jn");
    const printed = async (): Promise<[string, boolean, boolean, string | undefined]> => {
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      await page.emulateMedia({ media: "print" });
      const got = [(await page.locator(".check-printable").innerText()).slice(0, 5000), await page.locator(".check-preview").isVisible(), await page.locator(".check-bar").isVisible(), await page.evaluate(() => document.body.dataset["tlp"])] as const;
      await page.emulateMedia({ media: "screen" });
      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
      return [...got];
    };
    const [list, preview, bar, label] = await printed();
    assert.match(list, /T01-01[^\n]*\tja[^]*T01-02[^\n]*\tnein[^]*T01-03[^\n]*\t☐ ja ☐ teilweise/);
    assert.deepEqual([preview, bar, label], [false, false, "TLP:AMBER+STRICT"]);
    assert.equal(await page.evaluate(() => document.body.dataset["tlp"]), "TLP:CLEAR", "on the screen nothing has changed");
    await view(page, "berichte");
    await page.locator("[data-part=report-show]").click();
    const [none, shown] = await printed();
    assert.deepEqual([none, shown], ["", true]);
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
