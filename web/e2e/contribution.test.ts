// "Beitrag einreichen": a file is looked at and packed in the browser, by keyboard, over http and from a folder; the command takes the package in.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { violations } from "./axe.js";
import { open } from "./browser.js";
import { binary, buildPortal, root, tempDir } from "./site.js";
import { suite } from "./suite.js";

const at = suite({ portal: () => buildPortal() });

const space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const run = (text: string, look = ""): string => `<w:r>${look}<w:t xml:space="preserve">${text}</w:t></w:r>`;

/** A document with an author, a comment, a hidden and a deleted passage. */
const letter = (): Buffer => Buffer.from(zipSync(Object.fromEntries(Object.entries({
  "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
  "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
  "word/_rels/document.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>',
  "docProps/core.xml": '<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Plan</dc:title><dc:creator>Frauke Zwickel</dc:creator></cp:coreProperties>',
  "word/comments.xml": `<?xml version="1.0"?><w:comments ${space}><w:comment w:id="0" w:author="Frauke Zwickel"><w:p>${run("Noch fragen: frauke@zwickelsbach.de")}</w:p></w:comment></w:comments>`,
  "word/document.xml": `<?xml version="1.0"?><w:document ${space}><w:body><w:p>${run("Wenn das Rathaus dunkel bleibt")}</w:p><w:p>${run("Taschenlampen liegen in der Zentrale.")}${run("Geheim", "<w:rPr><w:vanish/></w:rPr>")}<w:del w:id="1" w:author="Frauke Zwickel"><w:r><w:delText>Alt</w:delText></w:r></w:del></w:p></w:body></w:document>`,
}).map(([name, text]) => [name, strToU8(text)]))));

for (const [way, address] of [["http", () => `${at.url["portal"]}/beitrag/`], ["a folder", () => pathToFileURL(buildPortal("--portable")).href + "/beitrag/index.html"]] as const) {
  test(`a file becomes a package that the command takes in, over ${way}`, async () => {
    const context = await open(at.browser, {});
    try {
      const page = await context.newPage();
      await page.goto(address());
      await page.waitForSelector("[data-contribution]:not([hidden])");
      const asked: string[] = []; // axe reads the style sheets again
      page.on("request", (request) => asked.push(request.url()));
      await page.locator('[data-part="file"]').setInputFiles({ name: "Plan für Stromausfall.docx", mimeType: "application/octet-stream", buffer: letter() });
      await page.locator('[data-part="result"]').waitFor();
      const shown = await page.locator('[data-part="result"]').innerText();
      for (const want of ["E-Mail-Adresse: f…", "in einem Kommentar", "Kommentare: 1", "nachverfolgte Änderungen: 1", "verborgene Texte", "Erstellt von: Frauke Zwickel", "Taschenlampen liegen"]) {
        assert.ok(shown.includes(want) || shown.replace("fr…", "f…").includes(want), `${want} in\n${shown}`);
      }
      assert.ok(!shown.includes("frauke@"), "what was found is masked");
      assert.deepEqual(await violations(page), []);
      // By keyboard from here on.
      await page.locator("#beitrag-titel").focus();
      await page.keyboard.type("Licht im Rathaus");
      for (const name of ["clean", "looked", "license"]) {
        await page.locator(`input[name=${name}]`).focus();
        if (name !== "clean") await page.keyboard.press("Space");
      }
      const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
      assert.equal(download.suggestedFilename(), "beitrag-licht-im-rathaus.zip");
      const zip = readFileSync(await download.path());
      assert.match(await page.locator('[data-part="saved"]').innerText(), /Hochgeladen wurde nichts[^]*portal@example\.org/);
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(asked.filter((url) => !/^blob:|\/favicon\.svg$|\/assets\/(fonts\/|[a-z]+\.css)/.test(url)), [], "nothing is sent");
      takenIn(zip);
    } finally {
      await context.close();
    }
  });
}

/** The package says what its author said, and the command makes a draft of it. */
function takenIn(zip: Buffer): void {
  const parts = unzipSync(zip);
  assert.deepEqual(Object.keys(parts), ["beitrag.json", "plan-fuer-stromausfall.docx"]);
  const said = JSON.parse(strFromU8(parts["beitrag.json"]!)) as Record<string, unknown>;
  assert.equal(said["origin"], "anonym");
  assert.equal(said["license"], "CC-BY-4.0");
  assert.ok(!strFromU8(unzipSync(parts["plan-fuer-stromausfall.docx"]!)["docProps/core.xml"]!).includes("Zwickel"), "the name of the author is gone");
  const dir = tempDir();
  const file = join(dir, "beitrag.zip");
  writeFileSync(file, zip);
  const done = spawnSync(binary, ["-C", root, "import", file, "-o", join(dir, "da"), "--format", "json"], { encoding: "utf8" });
  assert.equal(done.status, 0, done.stdout + done.stderr);
  const [report] = JSON.parse(done.stdout) as { status: string; folder: string; removed: { id: string }[]; seen: { kind: string }[] }[];
  assert.equal(report?.status, "draft");
  assert.ok(report.seen.some((found) => found.kind === "mail"));
  const index = readFileSync(join(report.folder, "index.md"), "utf8");
  assert.match(index, /draft: true/);
  assert.match(index, /origin: anonym/);
  assert.ok(!index.includes("Zwickel") && !index.includes("Geheim"));
}
