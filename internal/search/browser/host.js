// Run as: node -e HOST -- SEARCH.js FOLDER/
"use strict";

const { readFile } = require("node:fs/promises");
const { createInterface } = require("node:readline");
const { runInThisContext } = require("node:vm");

/** Runs the script of an element, as a browser does when it is appended. */
async function append(element) {
  try {
    runInThisContext(await readFile(element.src, "utf8"), { filename: element.src });
  } catch (error) {
    element.onerror(error);
    return;
  }
  element.onload();
}

globalThis.window = globalThis;
globalThis.document = { createElement: () => ({ remove() {} }), head: { append } };

async function answer(script, folder) {
  await new Promise((onload, onerror) => append({ src: script, onload, onerror }));
  const engine = await window.nachbarSearch.open(folder);
  for await (const line of createInterface({ input: process.stdin })) {
    const results = await engine.search(JSON.parse(line)).catch((error) => ({ error: String(error) }));
    process.stdout.write(`${JSON.stringify(results)}\n`);
  }
}

answer(...process.argv.slice(1)).catch((error) => {
  console.error(String(error));
  process.exitCode = 1;
});
