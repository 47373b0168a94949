// Bundling the assets twice gives the same bytes.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root, tempDir } from "./site.js";

/** What a bundle is made of, beside the libraries. */
const sources = ["go.sum", "layouts", "internal/markdown", "web/bundle", "web/css", "web/ts", "web/purge.mjs", "web/package-lock.json"];

/** The SHA-256 of every file below a folder. */
function digests(dir: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(dir, { recursive: true, encoding: "utf8" }).sort()) {
    const path = join(dir, name);
    if (statSync(path).isFile()) found[name] = createHash("sha256").update(readFileSync(path)).digest("hex");
  }
  return found;
}

/** Bundles in a folder of its own, so that the assets of the working copy stay as they are. */
function bundled(program: string): Record<string, string> {
  const copy = tempDir();
  for (const name of sources) cpSync(join(root, name), join(copy, name), { recursive: true });
  // The libraries are linked one by one: the stamp of the last run lies beside them.
  const libraries = join(copy, "web/node_modules");
  mkdirSync(libraries);
  for (const name of readdirSync(join(root, "web/node_modules"))) {
    if (!name.startsWith(".")) symlinkSync(join(root, "web/node_modules", name), join(libraries, name));
  }
  execFileSync(program, { cwd: copy });
  return digests(join(copy, "static"));
}

test("the same sources give the same bytes, in any folder", () => {
  const program = join(tempDir(), "bundle");
  execFileSync("go", ["build", "-o", program, "./web/bundle"], { cwd: root });
  const once = bundled(program);
  assert.ok(Object.keys(once).includes(join("assets", "nachbar.js")));
  assert.deepEqual(bundled(program), once);
});
