import assert from "node:assert/strict";
import { test } from "node:test";
import { strFromU8, unzipSync } from "fflate";
import type { Form } from "../office/form.js";
import { copy, dayOf, officeFile, valuesOf } from "./copy.js";
import { copyName, slug } from "./names.js";
import { form, packed, portal, template } from "./sample.js";
import { unpack, type Source } from "./scripts.js";
import type { Template } from "./types.js";

function source(...templates: Template[]): Source & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    portal: () => Promise.resolve(portal(...templates)),
    form: ({ form: ref }) => {
      asked.push(ref);
      return Promise.resolve(form);
    },
  };
}

const profile = { "kommune.name": 'Groß <&"> Süd' };

test("what scripts hold is unpacked", () => {
  assert.deepEqual(unpack(packed({ a: "ß😀" })), { a: "ß😀" });
});

test("an office file has its type in front, as it is, and its parts in order", () => {
  const made = officeFile(form, valuesOf(profile, "2027-03-10"));
  assert.equal(strFromU8(made.subarray(30, 38)), "mimetype");
  assert.equal(strFromU8(made.subarray(38, 77)), "application/vnd.oasis.opendocument.text");
  assert.equal(new DataView(made.buffer, made.byteOffset).getUint16(8, true), 0, "stored");
  assert.equal(new DataView(made.buffer, made.byteOffset).getUint16(6, true) & 8, 0, "without a data descriptor");
  const parts = unzipSync(made);
  assert.deepEqual(Object.keys(parts), ["mimetype", "content.xml", "bild.bin"]);
  assert.equal(strFromU8(parts["content.xml"] ?? new Uint8Array()), "<p>Groß &lt;&amp;&quot;&gt; Süd 2027-03-10</p>");
  assert.deepEqual(made, officeFile(form, valuesOf(profile, "2027-03-10")));
});

test("one template is a file, several are a ZIP file with a list in front, in the order of work", async () => {
  const from = source(template("handbuch", { needs: ["karte"] }), template("karte"), template("bogen", { formats: [{ format: "ods", form: "f/bogen-ods.js" }] }));
  const one = await copy(from, ["karte"], profile, { day: "2027-03-10" });
  assert.equal(one.name, "karte-gross-sued.odt");
  assert.ok(unzipSync(one.body)["content.xml"]);

  const steps: string[] = [];
  const all = await copy(from, ["bogen", "handbuch", "karte"], profile, { day: "2027-03-10", formats: ["odt", "docx"], progress: (done, of) => steps.push(`${done}/${of}`) });
  assert.equal(all.name, "vorlagen-gross-sued.zip");
  const files = unzipSync(all.body);
  assert.deepEqual(Object.keys(files), [
    "00-Inhalt.html", "01-karte-gross-sued.odt", "01-karte-gross-sued.docx", "02-handbuch-gross-sued.odt", "02-handbuch-gross-sued.docx", "03-bogen-gross-sued.ods",
  ]);
  assert.equal(steps.at(-1), "5/5");
  assert.deepEqual(files["01-karte-gross-sued.odt"], officeFile(form, valuesOf(profile, "2027-03-10")));
  assert.deepEqual(all.body, (await copy(from, ["karte", "handbuch", "bogen"], profile, { day: "2027-03-10", formats: ["odt", "docx"] })).body);
});

test("nothing of the list in front is markup by accident", async () => {
  const evil = template("karte", { title: "<script>alert(1)</script>", effort: '"><img src=x>', who: "<b>" });
  const { body } = await copy(source(evil), ["karte"], profile, { formats: ["odt", "docx"] });
  const list = strFromU8(unzipSync(body)["00-Inhalt.html"] ?? new Uint8Array());
  assert.doesNotMatch(list, /<script|<img|<b>/);
  assert.match(list, /&lt;script&gt;/);
  assert.match(list, /Muster &amp; Portal|\[cover.intro\]/);
});

test("the list in front names what is needed and what is empty, not everything", async () => {
  const fields = Array.from({ length: 9 }, (_, i) => `feld.${i}`);
  const from = source(template("handbuch", { needs: ["karte", "plan", "gibt-es-nicht"], fields }), template("karte", { fields: ["kommune.name"] }), template("plan"));
  const words = { "cover.absent": "{title} (fehlt)", "cover.fillSome.other": "{n} offen, etwa {fields}", "cover.check": "Prüfen" };
  const { body } = await copy({ ...from, portal: async () => ({ ...(await from.portal()), words }) }, ["handbuch", "karte"], profile);
  const list = strFromU8(unzipSync(body)["00-Inhalt.html"] ?? new Uint8Array());
  assert.match(list, /<li>Vorlage karte<\/li><li>Vorlage plan \(fehlt\)<\/li><\/ul>/);
  assert.match(list, /9 offen, etwa feld\.0, .*feld\.5</);
  assert.ok(list.indexOf("Prüfen") < list.indexOf("9 offen"));
});

test("unknown templates and empty lists are refused by name", async () => {
  await assert.rejects(copy(source(template("karte")), ["karte", "x-y", "z-z"], {}), /no such template: x-y, z-z/);
  await assert.rejects(copy(source(), [], {}), /nothing to copy/);
});

test("a copy can be stopped", async () => {
  const from = source(template("aaa"), template("bbb"));
  const stop = new AbortController();
  await assert.rejects(copy(from, ["aaa", "bbb"], {}, { signal: stop.signal, progress: () => stop.abort() }));
  assert.equal(from.asked.length, 2);
});

test("names are those of files", () => {
  assert.equal(slug("  Gemeinde Groß-Süd / Ålesund 😀 "), "gemeinde-gross-sued-alesund");
  assert.equal(slug("../../etc/passwd\u0000"), "etc-passwd");
  assert.equal(copyName("karte", {}), "karte");
  assert.equal(copyName("karte", { "kommune.kurzname": "Süd", "kommune.name": "Gemeinde Süd" }), "karte-sued");
  assert.equal(dayOf(new Date(2027, 2, 1, 23, 59)), "2027-03-01");
});

test("forty templates in four formats take less than three seconds", async () => {
  const paragraph = "<text:p>Ein Absatz der Vorlage mit einigen Wörtern, wie er oft vorkommt.</text:p>".repeat(8);
  const text = Array.from({ length: 100 }, (_, i) => `${paragraph}${i}\x01vkommune.name\x02`).join("");
  const big: Form = { parts: [{ name: "content.xml", text }] };
  const formats = ["odt", "docx", "ods", "xlsx"].map((format) => ({ format, form: format }));
  const many = Array.from({ length: 40 }, (_, i) => template(`vorlage-${i}`, { formats }));
  const start = performance.now();
  await copy({ portal: () => Promise.resolve(portal(...many)), form: () => Promise.resolve(big) }, many.map(({ id }) => id), profile, { formats: formats.map(({ format }) => format) });
  assert.ok(performance.now() - start < 3000, `${Math.round(performance.now() - start)} ms`);
});
