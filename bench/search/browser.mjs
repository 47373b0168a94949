// What a query costs in a browser: bytes over the network and time, of nachbar and of its peer.
//
//   node browser.mjs nachbar|pagefind SITE QUERIES.json [COUNT]
//
// Every cold query starts in a new window with an empty cache, on a page that has loaded; bytes are
// those of the answers, with gzip for text. Warm queries run one after the other in one window. Prints one
// line of JSON: medians of bytes, median and 95th percentile of milliseconds.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml" };

/** A plain server that compresses text, as any web host does, and counts what it sends. */
async function serve(dir) {
  const count = { bytes: 0, requests: 0 };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const name = normalize(decodeURIComponent(pathname)) + (pathname.endsWith("/") ? "index.html" : "");
    try {
      const body = await readFile(join(dir, name));
      const type = types[extname(name)];
      const head = { "content-type": type ?? "application/octet-stream", "cache-control": "no-store" };
      if (type) head["content-encoding"] = "gzip";
      const sent = type ? gzipSync(body, { level: 9 }) : body;
      count.bytes += sent.length;
      count.requests++;
      response.writeHead(200, head);
      response.end(sent);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}/`, count, close: () => (server.closeAllConnections(), server.close()) };
}

/** How each engine is asked: for a list of ten, and for the same list with passages. */
const engines = {
  nachbar: {
    page: "404.html",
    list: async (query) => {
      const form = document.querySelector("form[data-engine]");
      if (!globalThis.nachbarSearch) {
        await new Promise((done) => {
          const script = document.createElement("script");
          script.src = new URL(form.dataset.engine, document.baseURI).href;
          script.onload = done;
          document.head.append(script);
        });
      }
      globalThis.opened ??= await globalThis.nachbarSearch.open(new URL(".", form.action).href);
      return (await globalThis.opened.search({ query, limit: 10, facets: false, snippets: false })).hits.length;
    },
    full: async (query) => (await globalThis.nachbar.search(query, { limit: 10 })).length,
  },
  pagefind: {
    page: "404.html",
    list: async (query) => {
      globalThis.finder ??= await import("/pagefind/pagefind.js");
      return (await globalThis.finder.search(query)).results.length;
    },
    full: async (query) => {
      globalThis.finder ??= await import("/pagefind/pagefind.js");
      const found = await globalThis.finder.search(query);
      return (await Promise.all(found.results.slice(0, 10).map((result) => result.data()))).length;
    },
  },
};

/** Opens a page in a new window with an empty cache; what is sent from then on counts. */
async function open(browser, site, path) {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(site.url + path, { waitUntil: "load" });
  await page.waitForTimeout(100);
  site.count.bytes = site.count.requests = 0;
  return { page, close: () => context.close() };
}

async function timed(page, ask, query) {
  return page.evaluate(
    async ([source, text]) => {
      const start = performance.now();
      const found = await new Function(`return (${source})`)()(text);
      return { ms: performance.now() - start, found };
    },
    [ask.toString(), query],
  );
}

const at = (list, share) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))];
const round = (n) => Math.round(n * 10) / 10;

async function main([name, dir, file, most = "20"]) {
  const engine = engines[name];
  const queries = JSON.parse(await readFile(file, "utf8"));
  const site = await serve(dir);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  const figures = { engine: name, queries: queries.length };
  for (const way of ["list", "full"]) {
    const bytes = [], ms = [], requests = [];
    for (const query of queries.slice(0, Number(most))) {
      const { page, close } = await open(browser, site, engine.page);
      const answer = await timed(page, engine[way], query);
      bytes.push(site.count.bytes), requests.push(site.count.requests), ms.push(answer.ms);
      await close();
    }
    figures[way] = { coldKB: round(at(bytes, 0.5) / 1000), worstKB: round(at(bytes, 1) / 1000), requests: at(requests, 0.5), coldMs: round(at(ms, 0.5)) };
  }
  const { page, close } = await open(browser, site, engine.page);
  const ms = [];
  let empty = 0;
  for (const query of queries) {
    await timed(page, engine.list, query); // loads what the query needs
    const answer = await timed(page, engine.list, query);
    ms.push(answer.ms);
    empty += answer.found === 0 ? 1 : 0;
  }
  figures.warm = { p50: round(at(ms, 0.5)), p95: round(at(ms, 0.95)), empty };
  await close();
  await browser.close();
  site.close();
  console.log(JSON.stringify(figures));
}

await main(process.argv.slice(2));
