// The self-check on files and on paper: answers leave and come back, a report knows an earlier state, the list is printed.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { answer, choose, erase, online as address, pressed, stored, textsOf, told, view, windows } from "./selfcheck.js";
import { buildPortal } from "./site.js";
import { suite } from "./suite.js";

const at = suite({ portal: () => buildPortal() });
const alone = windows(at);
const online = (): string => address(at);

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
