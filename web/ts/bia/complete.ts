// The script of the page "Abgleich".
import { run, unpack } from "../exchange/scripts.js";
import type { Form } from "../office/form.js";
import { CompletePage, type PageData } from "./complete-page.js";

async function start(root: HTMLElement): Promise<void> {
  const at = (path: string): string => new URL(path, document.baseURI).href;
  const data = at(root.dataset["complete"] ?? "");
  const home = at(root.dataset["home"] ?? "./");
  const portable = home.endsWith("index.html");
  const folder = new URL(".", home).href;
  const load = async (script: string): Promise<unknown> => {
    const name = script.replace(/^.*\/|\.js$/g, "");
    return unpack(await run(new URL(`${name}.js`, data).href, `abgleich-${name}`));
  };
  // Pages are links of this site, whatever a catalogue says.
  const address = (url: string): string => new URL(`./${url.replace(/^\/+/, "")}${portable ? "index.html" : ""}`, folder).href;
  await new CompletePage(root, (await load("daten")) as PageData, address, (script) => load(script) as Promise<Form>).start();
}

const root = document.querySelector<HTMLElement>("[data-complete]");
if (root) start(root).catch(() => document.querySelector("p[data-failed]")?.removeAttribute("hidden"));
