// Builds the sites that the tests look at, into folders that go when the tests end.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The folder of the module. */
export const root = join(import.meta.dirname, "../..");

/** The program under test; NACHBAR_BIN names another one. */
export const binary = process.env["NACHBAR_BIN"] ?? join(root, "bin", "nachbar");

/** A folder of its own, removed when this process ends. */
export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), "nachbar-e2e-"));
  process.on("exit", () => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A copy of the test portal that a test may change. */
export function fixtureCopy(): string {
  const dir = tempDir();
  cpSync(join(root, "web", "e2e", "fixture"), dir, { recursive: true });
  return dir;
}

/** Builds the site in a folder and returns the folder of its pages. */
export function build(site: string, ...flags: string[]): string {
  const out = join(tempDir(), "public");
  execFileSync(binary, ["build", "--quiet", "--no-cache", "-C", site, "-o", out, ...flags], { stdio: "inherit" });
  return out;
}

/** The real portal, as readers get it. Tests share the folder: none changes it. */
export const buildPortal = (...flags: string[]) => once("portal", flags, () => build(root, ...flags));

/** The test portal, which holds every construct in its most awkward form. Tests share the folder: none changes it. */
export const buildFixture = (...flags: string[]) => once("fixture", flags, () => build(fixtureCopy(), ...flags));

/**
 * Builds a site for all files of tests of one run, which each have a process of
 * their own: the first builds, the others wait. NACHBAR_E2E_SITES is the folder of
 * the run (run.mjs makes it); without it every file builds for itself.
 */
function once(name: string, flags: string[], make: () => string): string {
  const run = process.env["NACHBAR_E2E_SITES"];
  if (!run) return make();
  const dir = join(run, [name, ...flags].join("_"));
  try {
    mkdirSync(`${dir}.making`);
  } catch {
    return waitFor(dir);
  }
  try {
    cpSync(make(), `${dir}.copy`, { recursive: true });
    renameSync(`${dir}.copy`, dir);
    return dir;
  } catch (error) {
    mkdirSync(`${dir}.failed`);
    throw error;
  }
}

/** Waits for a folder that another process makes. */
function waitFor(dir: string): string {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  for (let tries = 0; tries < 1200; tries++) {
    if (existsSync(dir)) return dir;
    if (existsSync(`${dir}.failed`)) break;
    Atomics.wait(cell, 0, 0, 100);
  }
  throw new Error(`${dir} was not built: see the first test that failed`);
}

/** The paths of all pages of a built site, as the address bar shows them. */
export function pagesOf(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".html"))
    .map((name) => "/" + name.replaceAll("\\", "/").replace(/(^|\/)index\.html$/, "$1"))
    .sort();
}
