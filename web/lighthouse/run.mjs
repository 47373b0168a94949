// Measures the built portal with Lighthouse as a slow telephone would see it and prints the scores.
// Usage: npm --prefix web run lighthouse [-- /path/ …]; a page counts with the median of three runs.
import * as chromeLauncher from "chrome-launcher";
import lighthouse from "lighthouse";
import { executable } from "../.e2e/browser.js";
import { serve } from "../.e2e/server.js";
import { buildPortal } from "../.e2e/site.js";

const runs = 3;
const categories = ["performance", "accessibility", "best-practices", "seo"];
const asked = process.argv.slice(2);
const paths = asked.length > 0 ? asked : ["/", "/leitfaden/bia/", "/leitfaden/", "/termine/", "/glossar/"];

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** One run: scores from 0 to 100, times in milliseconds, and the audits that cost points. */
async function measure(url, port) {
  const { lhr } = await lighthouse(url, { port, onlyCategories: categories, logLevel: "error", output: "json" });
  const lost = categories.flatMap((category) =>
    lhr.categories[category].auditRefs
      .filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 0.9)
      .map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? ""}`.trim()),
  );
  return {
    scores: categories.map((category) => Math.round(lhr.categories[category].score * 100)),
    paint: lhr.audits["largest-contentful-paint"].numericValue,
    shift: lhr.audits["cumulative-layout-shift"].numericValue,
    bytes: lhr.audits["total-byte-weight"].numericValue,
    lost,
  };
}

const site = await serve(buildPortal(), { compressed: true });
const flags = ["--headless=new", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
const chrome = await chromeLauncher.launch({ chromePath: executable(), chromeFlags: flags });
try {
  console.log(`| page | ${categories.join(" | ")} | largest paint | layout shift | transferred |`);
  console.log("|---|---:|---:|---:|---:|---:|---:|---:|");
  for (const path of paths) {
    const results = [];
    for (let i = 0; i < runs; i++) results.push(await measure(site.url + path, chrome.port));
    const scores = categories.map((_, i) => median(results.map((result) => result.scores[i])));
    const of = (key) => median(results.map((result) => result[key]));
    console.log(`| ${path} | ${scores.join(" | ")} | ${(of("paint") / 1000).toFixed(1)} s | ${of("shift").toFixed(3)} | ${Math.round(of("bytes") / 1000)} kB |`);
    for (const lost of new Set(results.flatMap((result) => result.lost))) console.error(`  ${path}: ${lost}`);
  }
} finally {
  chrome.kill();
  await site.close();
}
