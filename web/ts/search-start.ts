// The result page before anything is asked: what was searched for last, with buttons to forget it.
import { element } from "./dom.js";
import { forget, recentQueries } from "./recent.js";
import { resultsFor, type SearchPlace } from "./search-place.js";

function row(place: SearchPlace, query: string, label: string, removed: () => void): HTMLLIElement {
  const link = element("a", "", query);
  link.href = resultsFor(place, query);
  const button = element("button", "recent-remove", "×");
  button.type = "button";
  button.setAttribute("aria-label", label);
  button.title = label;
  button.addEventListener("click", () => {
    forget(query);
    removed();
  });
  return element("li", "recent-item", link, button);
}

/** Shows the list in its section, which hides when there is nothing to show. */
export function showRecentList(section: HTMLElement, place: SearchPlace, removeLabel: string): void {
  const list = section.querySelector("ul");
  const clear = section.querySelector("button.recent-clear");
  if (!list || !(clear instanceof HTMLButtonElement)) return;
  const show = (): void => {
    const queries = recentQueries();
    section.hidden = queries.length === 0;
    list.replaceChildren(...queries.map((query, i) => row(place, query, removeLabel.replace("{query}", () => query), () => {
      show();
      focusNext(list, i);
    })));
  };
  clear.onclick = () => {
    forget();
    show();
    focusField();
  };
  show();
}

/** The focus goes to what moved up, else to the field. */
function focusNext(list: HTMLElement, index: number): void {
  const buttons = list.querySelectorAll("button");
  const next = buttons[Math.min(index, buttons.length - 1)];
  if (next) next.focus();
  else focusField();
}

function focusField(): void {
  document.querySelector<HTMLInputElement>("[data-live] [data-search]")?.focus();
}
