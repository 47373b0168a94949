// Builds the sites that the tests look at, into folders that go when the tests end.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
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

/** The real portal, as readers get it. */
export const buildPortal = (...flags: string[]) => build(root, ...flags);

/** The test portal, which holds every construct in its most awkward form. */
export const buildFixture = (...flags: string[]) => build(fixtureCopy(), ...flags);

/** The paths of all pages of a built site, as the address bar shows them. */
export function pagesOf(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".html"))
    .map((name) => "/" + name.replaceAll("\\", "/").replace(/(^|\/)index\.html$/, "$1"))
    .sort();
}
