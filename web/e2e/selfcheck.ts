// What the tests of the self-check share: its views, answering by keys, files there and back.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { inOwnWindow } from "./browser.js";
import { tempDir } from "./site.js";
import type { Suite } from "./suite.js";

/** A file that the page handed out, or gets. */
export interface Saved {
  name: string;
  body: Buffer;
}

/** The address of the page on the suite's server. */
export const online = (at: Suite): string => `${at.url["portal"]}/selbstcheck/`;

/** What runs use in a window of its own: what pages store there, no other test finds. */
export const windows = (at: Suite) =>
  (url: string, use: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> =>
    inOwnWindow(at.browser, url, options, ready, use);

/** Waits until all is loaded that the page ever loads. */
export const ready = (page: Page): Promise<unknown> => page.waitForSelector("[data-check][data-ready]:not([hidden])");

/** Goes to one of the views. */
export async function view(page: Page, name: string): Promise<void> {
  await page.locator(`[data-to="${name}"]`).click();
  await page.locator(`[data-view="${name}"]`).waitFor();
}

/** Erases all answers. */
export async function erase(page: Page): Promise<void> {
  await page.locator("[data-part=erase]").click();
  await page.locator("dialog[open] button[value=erase]").click();
  await page.locator("[data-part=transfer-status]", { hasText: "gelöscht" }).waitFor();
}

/** What a part of the page says. */
export const told = (page: Page, name: string): Promise<string> => page.locator(`[data-part="${name}"]`).innerText();

/** The question that has the focus, "" if none. */
export const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-question]")?.dataset["question"] ?? "");

/** Presses what hands out a file, and takes it. */
export async function pressed(page: Page, selector: string): Promise<Saved> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(selector).click()]);
  return { name: download.suggestedFilename(), body: readFileSync(await download.path()) };
}

/** Chooses a file in a part of the page. */
export const choose = (page: Page, part: string, { name, body }: Saved): Promise<void> =>
  page.locator(`[data-part="${part}"]`).setInputFiles({ name, mimeType: "application/octet-stream", buffer: body });

/** Answers from the question that has the focus on: "e" is followed by its reason. */
export async function answer(page: Page, keys: string): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    if (key !== "e") continue;
    await page.keyboard.type("Das jagt uns nichts ein");
    await page.keyboard.press("Enter");
  }
}

/** What is stored: answer and reason by question. */
export const stored = (page: Page): Promise<Record<string, { answer: string; reason: string; due: string }>> =>
  page.evaluate(() => {
    const entries = Object.entries(localStorage).map(([key, value]) => [key.split("/a/")[1] ?? "", value as string] as const);
    return Object.fromEntries(entries.filter(([id]) => id !== "").sort().map(([id, value]) => {
      const [answer, reason, , due] = JSON.parse(value);
      return [id, { answer, reason, due }];
    }));
  });

/** The texts of documents, as LibreOffice reads them. */
export function textsOf(files: readonly Saved[], kind = "txt:Text"): string[] {
  const dir = tempDir();
  files.forEach(({ name, body }) => writeFileSync(join(dir, name), body));
  const soffice = [`-env:UserInstallation=${pathToFileURL(join(dir, "profile")).href}`, "--headless", "--convert-to", kind, "--outdir", join(dir, "out")];
  const ending = kind.replace(/:.*/, "");
  return files.map(({ name }) => {
    execFileSync("soffice", [...soffice, join(dir, name)], { stdio: "pipe" });
    return readFileSync(join(dir, "out", name.replace(/\w+$/, ending)), ending === "txt" ? "utf8" : "latin1");
  });
}
