// The script of the page "Selbstcheck".
import { CheckScripts } from "./data.js";
import { CheckPage } from "./page.js";
import { ownShelf } from "./store.js";

async function start(root: HTMLElement): Promise<void> {
  const at = (path: string): string => new URL(path, document.baseURI).href;
  const home = at(root.dataset["home"] ?? "./");
  const portable = home.endsWith("index.html");
  const folder = new URL(".", home).href;
  const source = new CheckScripts(at(root.dataset["check"] ?? ""));
  const data = await source.data();
  // Pages are links of this site, whatever a catalogue says.
  const address = (url: string): string => new URL(`./${url.replace(/^\/+/, "")}${portable && url.endsWith("/") ? "index.html" : ""}`, folder).href;
  await new CheckPage(root, source, data, address, ownShelf()).start();
}

const root = document.querySelector<HTMLElement>("[data-check]");
if (root) start(root).catch(() => document.querySelector("p[data-failed]")?.removeAttribute("hidden"));
