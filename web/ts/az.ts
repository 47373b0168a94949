// The list of all pages from A to Z as a search by title: shows what matches ?q= and what is typed.
import { folded, matches, withNumber, type Folded } from "./filter.js";

interface Entry {
  item: HTMLElement;
  text: Folded;
}

function entries(): Entry[] {
  return [...document.querySelectorAll<HTMLElement>("[data-az-entry]")].map((item) => ({
    item,
    text: folded(item.querySelector("a")?.textContent ?? ""),
  }));
}

/** Letters without an entry go, and with them the links that jump to them. */
function hideEmptyGroups(): void {
  for (const group of document.querySelectorAll<HTMLElement>("[data-az-group]")) {
    group.hidden = group.querySelector("[data-az-entry]:not([hidden])") === null;
    const jump = document.querySelector<HTMLElement>(`.letters a[href="#${group.querySelector("h2")?.id}"]`);
    if (jump?.parentElement) jump.parentElement.hidden = group.hidden;
  }
}

// Not data-one: html/template takes it for an event handler and quotes the text.
function message(texts: DOMStringMap, found: number, query: string): string {
  const text = query === "" ? texts["all"] : found === 0 ? texts["none"] : found === 1 ? texts["single"] : texts["other"];
  return withNumber(text ?? "", found);
}

/** Filters the list on the page "A bis Z". */
export function startAZ(): void {
  const form = document.querySelector<HTMLFormElement>("[data-az]");
  const field = form?.querySelector<HTMLInputElement>("input");
  const count = form?.querySelector<HTMLElement>("[data-az-count]");
  if (!form || !field || !count) return;

  const all = entries();
  const show = () => {
    const query = field.value.trim();
    let found = 0;
    for (const { item, text } of all) {
      item.hidden = !matches(text, query);
      if (!item.hidden) found++;
    }
    hideEmptyGroups();
    count.textContent = message(count.dataset, found, query);
  };
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}
