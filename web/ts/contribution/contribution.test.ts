import assert from "node:assert/strict";
import { test } from "node:test";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { look } from "./look.js";
import { pack, slug, withoutNames } from "./pack.js";

const text = (body: string): string => `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b"><office:body><office:text>${body}</office:text></office:body></office:document-content>`;
const meta = '<office:document-meta xmlns:office="o" xmlns:meta="m" xmlns:dc="d"><office:meta><meta:initial-creator>Frauke Zwickel</meta:initial-creator><dc:title>Plan</dc:title></office:meta></office:document-meta>';
const odt = (body: string, more: Record<string, string> = {}): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries({ mimetype: "application/vnd.oasis.opendocument.text", "content.xml": text(body), "meta.xml": meta, ...more }).map(([name, part]) => [name, strToU8(part)])));

test("what would be shared is told with its place, and masked", () => {
  const found = look("a.odt", odt('<text:p>Hallo<office:annotation><text:p>an frauke@zwickelsbach.de</text:p></office:annotation></text:p><text:p>Ende</text:p>'));
  assert.equal(found.refused, "");
  assert.equal(found.comments, 1);
  assert.ok(found.found.some(({ kind, place, text }) => kind === "mail" && place === "comments" && !text.includes("frauke")));
  assert.deepEqual(found.properties, [{ name: "initial-creator", value: "Frauke Zwickel" }]);
  assert.equal(found.excerpt, "Hallo\nEnde");
});

test("what cannot go as it is says why", () => {
  assert.equal(look("a.doc", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0)).refused, "locked");
  assert.equal(look("a.docx", zipSync({ "word/vbaProject.bin": strToU8("x") })).refused, "macros");
  assert.equal(look("a.odt", odt("", { "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>" })).refused, "locked");
  assert.equal(look("a.docx", strToU8("PK\u0003\u0004 nothing else")).refused, "broken");
  assert.equal(look("a.odt", odt("<text:p>")).refused, "broken");
});

test("names leave the properties, everything else stays", () => {
  const before = odt("<text:p>Frauke Zwickel</text:p>");
  const parts = unzipSync(withoutNames(before));
  assert.equal(Object.keys(parts)[0], "mimetype");
  assert.equal(strFromU8(parts["content.xml"]!), text("<text:p>Frauke Zwickel</text:p>"));
  assert.equal(strFromU8(parts["meta.xml"]!), meta.replace("Frauke Zwickel", ""));
  const pdf = strToU8("%PDF-1.7");
  assert.equal(withoutNames(pdf), pdf);
});

test("a package is the same whenever it is made", async () => {
  const words = { title: "Licht im Büro", origin: "anonym", license: "CC-BY-4.0", section: "vorlagen", remarks: "" };
  const one = await pack("Mein Plan.md", strToU8("abc"), words, []);
  assert.equal(one.name, "beitrag-licht-im-buero.zip");
  assert.deepEqual(one, await pack("Mein Plan.md", strToU8("abc"), words, []));
  const parts = unzipSync(one.data);
  assert.deepEqual(Object.keys(parts), ["beitrag.json", "mein-plan.md"]);
  assert.equal((JSON.parse(strFromU8(parts["beitrag.json"]!)) as { sha256: string }).sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  assert.equal(slug("???"), "beitrag");
});
