// Print editions: a section as one page, on screens, on paper, and as a PDF file with the numbers of its sheets.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { violations } from "./axe.js";
import { withPage } from "./browser.js";
import { binary, buildPortal, fixtureCopy, root, tempDir } from "./site.js";
import { suite } from "./suite.js";

const at = suite({ portal: () => buildPortal() });

/** A print edition as a PDF file, and the text of its sheets. */
function pdf(site: string, section: string, ...flags: string[]): { file: string; sheets: string[]; info: string } {
  const file = join(tempDir(), `${section}.pdf`);
  execFileSync(binary, ["pdf", section, "-C", site, "-o", file, "--quiet", ...flags], { stdio: "inherit" });
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8", maxBuffer: 1 << 26 });
  return { file, sheets: text.split("\f").slice(0, -1), info: execFileSync("pdfinfo", [file], { encoding: "utf8" }) };
}

/** The entries of the contents: what is printed, and the number of the sheet. */
function contents(sheets: string[]): { title: string; sheet: number }[] {
  const from = sheets.findIndex((sheet) => /^\s*Inhalt\s*$/m.test(sheet));
  const to = sheets.findIndex((sheet) => /^\s*Einführung\s*$/m.test(sheet));
  return sheets.slice(from, to).join("\n").split("\n").flatMap((line) => {
    const found = /^\s*(?:[\d.]+\s{2,}|[A-Z]{1,2}\s{2,})?(\S.*?)\s{2,}(\d+)\s*$/.exec(line);
    return found && !/^Seite|Nachbarn/.test(found[1]!) ? [{ title: found[1]!, sheet: Number(found[2]) }] : [];
  });
}

/** The titles of the outline. */
function outline(raw: string): string[] {
  return [...raw.matchAll(/\/Title (?:\(((?:\\.|[^\\)])*)\)|<([0-9A-Fa-f]+)>)/g)].map(([, text, hex]) => {
    const bytes = hex ? Buffer.from(hex, "hex") : Buffer.from(text!.replace(/\\(\d{3})/g, (_, n: string) => String.fromCharCode(parseInt(n, 8))).replace(/\\(.)/g, "$1"), "latin1");
    return bytes[0] === 0xfe ? bytes.subarray(2).swap16().toString("utf16le") : bytes.toString("latin1");
  });
}

describe("as a PDF file", () => {
  test("the guide has right numbers in its contents, heads on all sheets, and no empty one", () => {
    const { file, sheets, info } = pdf(root, "leitfaden");
    assert.match(info, /Tagged:\s+yes/);
    assert.match(info, /Title:\s+Leitfaden/);
    const entries = contents(sheets);
    assert.ok(entries.length >= 35, `${entries.length} entries`);
    const raw = readFileSync(file, "latin1");
    assert.doesNotMatch(raw, /127\.0\.0\.1|file:\/\//, "a link leads to a machine");
    assert.match(raw, /\/Outlines /);
    for (const { title } of entries) assert.ok(outline(raw).some((name) => name.endsWith(title.slice(-25))), `${title} is not in the outline`);
    let before = 0;
    for (const { title, sheet } of entries) {
      const head = sheets[sheet - 1]!.split("\n").slice(0, 12).join(" ").replace(/\s+/g, " ");
      assert.ok(head.includes(title.slice(0, 30)), `"${title}" is not on sheet ${sheet}: ${head}`);
      assert.ok(sheet > before, `${title} comes before sheet ${before}`);
      before = sheet;
    }
    for (const [i, sheet] of sheets.entries()) {
      assert.ok(sheet.replace(/\s+/g, "").length > 120, `sheet ${i + 1} is empty`);
      assert.match(sheet, new RegExp(`Seite ${i + 1} von ${sheets.length}\\s*$`), `foot of sheet ${i + 1}`);
      const head = sheet.split("\n").slice(0, 3).join("\n");
      assert.match(head, /TLP:CLEAR\s*$/m, `label of sheet ${i + 1}`);
      if (i > 0) assert.match(head, /Leitfaden BCM für Kommunen/, `head of sheet ${i + 1}`);
    }
    assert.match(sheets[entries[1]!.sheet]!, /Leitfaden BCM für Kommunen · 3 Initiierung/, "the head names the chapter");
  });

  test("an edition for members has its label on every sheet; printed twice it is the same file", () => {
    const site = fixtureCopy();
    appendFileSync(join(site, "nachbar.yaml"), "\nprint: {sections: [wissen]}\n");
    appendFileSync(join(site, "content", "wissen", "leer.md"), "\nEin Satz für Mitglieder.\n"); // TLP:AMBER
    const first = pdf(site, "wissen", "--audience", "mitglieder");
    assert.ok(first.sheets.length > 3, `${first.sheets.length} sheets`);
    for (const [i, sheet] of first.sheets.entries()) assert.match(sheet.split("\n").slice(0, 3).join("\n"), /TLP:AMBER\s*$/m, `label of sheet ${i + 1}`);
    assert.deepEqual(readFileSync(first.file), readFileSync(pdf(site, "wissen", "--audience", "mitglieder").file));
  });
});

describe("on a screen", () => {
  for (const width of [390, 768, 1440]) {
    test(`${width} px: nothing sticks out, no barriers, links stay within`, async () => {
      await withPage(at.browser, at.url["portal"] + "/wissen/druck/", { viewport: { width, height: 900 } }, async (page) => {
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
        if (width === 390) assert.deepEqual(await violations(page), []);
        assert.equal(await page.locator("meta[name=robots]").getAttribute("content"), "noindex");
        await page.locator(".book-contents a").nth(2).click();
        assert.match(page.url(), /#kapitel-3$/);
        const lost = await page.locator(".book a[href^='#']").evaluateAll((links) => links.filter((a) => !document.getElementById(decodeURIComponent(a.getAttribute("href")!.slice(1)))).length);
        assert.equal(lost, 0);
      });
    });
  }

  test("the section leads to its edition", async () => {
    await withPage(at.browser, at.url["portal"] + "/leitfaden/", {}, async (page) => {
      await page.getByRole("link", { name: /Alles drucken/ }).click();
      await page.waitForURL(/leitfaden\/druck\/$/);
      assert.equal(await page.locator("h1").innerText(), "Leitfaden BCM für Kommunen");
    });
  });
});
