// Runs all browser tests, two files at a time, with one folder for the sites that they share.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const sites = mkdtempSync(join(tmpdir(), "nachbar-sites-"));
const dir = join(import.meta.dirname, "../.e2e");
const files = readdirSync(dir).filter((name) => name.endsWith(".test.js"));
try {
  const { status } = spawnSync(process.execPath, ["--test", "--test-concurrency=2", ...files.map((name) => join(dir, name))], {
    stdio: "inherit",
    env: { ...process.env, NACHBAR_E2E_SITES: sites },
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(sites, { recursive: true, force: true });
}
