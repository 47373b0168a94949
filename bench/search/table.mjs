// Prints what run.sh measured as a table.
//
//	node table.mjs results.jsonl browser.jsonl
import { readFileSync } from "node:fs";

const lines = (file) => readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const [costs, browser] = process.argv.slice(2).map(lines);
const cost = (name) => costs.find((line) => line.name === name) ?? { cpu: NaN, rss: NaN, wall: NaN };

const rows = [["pages", "engine", "index CPU s", "peak MiB", "cold KB", "with text KB", "worst KB", "requests", "cold ms", "warm p50 ms", "warm p95 ms", "empty"]];
for (const b of browser) {
  const whole = cost(`${b.engine}-${b.pages}`);
  const index = b.engine === "nachbar" ? whole.cpu - cost(`bare-${b.pages}`).cpu : whole.cpu;
  rows.push([
    b.pages, b.engine, index.toFixed(1), whole.rss.toFixed(0), b.list.coldKB, b.full.coldKB, b.full.worstKB, b.full.requests,
    b.full.coldMs, b.warm.p50, b.warm.p95, `${b.warm.empty} of ${b.queries}`,
  ]);
}
const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => String(row[i]).length)));
for (const row of rows) console.log(row.map((cell, i) => String(cell).padStart(widths[i])).join("  "));
console.log("\nnachbar's index CPU is that of a build with search less that of one without; its memory that of the whole build.");
