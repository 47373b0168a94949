// Runs all browser tests, two files at a time, with one folder for the sites that they share. Files in which a test
// failed are run once more, alone, if they are few: what fails again is wrong, what does not is said to be shaky.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";

const sites = mkdtempSync(join(tmpdir(), "nachbar-sites-"));
const dir = join(import.meta.dirname, "../.e2e");
const few = 3; // files
const all = readdirSync(dir).filter((name) => name.endsWith(".test.js")).sort();

/** Runs the files and gives the names of tests that failed, by file. */
async function failures(files, concurrency) {
  const failed = new Map();
  const events = run({ files: files.map((name) => join(dir, name)), concurrency });
  events.on("test:fail", ({ name, file, details }) => {
    if (["subtestsFailed", "cancelledByParent"].includes(details.error?.failureType)) return; // another test speaks for it
    const at = relative(dir, file ?? name);
    failed.set(at, [...(failed.get(at) ?? []), `${name}: ${details.error?.cause?.message ?? details.error?.message ?? ""}`.split("\n", 1)[0]]);
  });
  const shown = events.compose(new spec());
  for await (const text of shown) process.stdout.write(text);
  return failed;
}

const say = (what, failed) => {
  for (const [file, names] of failed) for (const name of names) console.log(`${what}: ${file}: ${name}`);
};

process.env.NACHBAR_E2E_SITES = sites;
try {
  const first = await failures(process.argv.length > 2 ? process.argv.slice(2) : all, 2);
  let last = first;
  if (first.size > 0 && first.size <= few) {
    console.log(`\nrun once more, alone: ${[...first.keys()].join(", ")}`);
    last = await failures([...first.keys()], 1);
    say("shaky", new Map([...first].filter(([file]) => !last.has(file))));
  }
  say("not ok", last);
  process.exitCode = last.size > 0 ? 1 : 0;
} finally {
  rmSync(sites, { recursive: true, force: true });
}
