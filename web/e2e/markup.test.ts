// Every built page is valid HTML by the Nu checker of the W3C, without any exception.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { buildFixture, buildPortal, pagesOf, root, tempDir } from "./site.js";

const checker = join(root, "web/node_modules/vnu-jar/build/dist/vnu.jar");

interface Message {
  type: string;
  url: string;
  lastLine: number;
  message: string;
}

/** What the checker has against the pages in some folders, one line each. One start of Java for all. */
function complaints(...dirs: string[]): string[] {
  const flags = ["-XX:TieredStopAtLevel=1", "-Xss4m", "-jar", checker];
  const options = ["--format", "json", "--stdout", "--exit-zero-always", "--errors-only", "--skip-non-html"];
  const run = spawnSync("java", [...flags, ...options, ...dirs], { encoding: "utf8", maxBuffer: 64 << 20 });
  assert.equal(run.status, 0, `the checker did not run: ${run.error?.message ?? run.stderr}`);
  const { messages } = JSON.parse(run.stdout) as { messages: Message[] };
  return messages.map((m) => `${m.url.split("/public/").pop()}:${m.lastLine}: ${m.message}`);
}

test("all pages are valid HTML, and the checker does find a fault", () => {
  const portal = buildPortal();
  const fixture = buildFixture("--audience", "mitglieder");
  assert.ok(pagesOf(portal).length > 100);
  const control = tempDir();
  writeFileSync(join(control, "fault.html"), "<!doctype html><html lang=de><title>x</title><p><ul id=a><li id=a></ul></p>");

  const found = complaints(portal, fixture, control);
  assert.deepEqual(
    found.filter((line) => !line.includes("fault.html")),
    [],
  );
  assert.ok(found.some((line) => line.includes("fault.html") && line.includes("Duplicate ID")), found.join("\n"));
});
