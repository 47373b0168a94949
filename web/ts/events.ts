// Events that are over by the reader's own clock. The page itself only knows the day it was built.
import { withNumber } from "./filter.js";

/**
 * True when an event has ended. end is an ISO 8601 date, which lasts until
 * midnight, or a point in time; without an offset it is the reader's local time.
 */
export function isPast(end: string, now: Date): boolean {
  if (/^\d{4}-\d{2}-\d{2}$/.test(end)) end += "T23:59:59";
  const time = Date.parse(end);
  return !Number.isNaN(time) && time < now.getTime();
}

function markPast(event: HTMLElement, word: string): void {
  event.classList.add("is-past");
  if (event.querySelector(".event-past")) return;
  const mark = document.createElement("span");
  mark.className = "event-past";
  mark.textContent = word;
  event.querySelector(".event-facts, .event-when")?.append(" ", mark);
}

/** Past events of a list go behind a button; a month heading goes with the last of its events. */
function foldAway(list: HTMLElement, past: HTMLElement[]): void {
  const hidden: HTMLElement[] = past.flatMap((event) => event.closest<HTMLElement>("li") ?? []);
  for (const item of hidden) item.hidden = true;
  for (const month of list.querySelectorAll<HTMLElement>(".items-month")) {
    const items = month.nextElementSibling?.querySelectorAll<HTMLElement>(":scope > li") ?? [];
    if ([...items].every((item) => item.hidden)) {
      month.hidden = true;
      hidden.push(month);
    }
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "chip past-toggle";
  button.setAttribute("aria-expanded", "false");
  button.textContent = withNumber(list.dataset["show"] ?? "", past.length);
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    button.textContent = withNumber((open ? list.dataset["hide"] : list.dataset["show"]) ?? "", past.length);
    for (const item of hidden) item.hidden = !open;
  });
  list.prepend(button);
}

/** Marks past events, leaves them out of short lists and folds them away in the calendar. */
export function startEvents(): void {
  const now = new Date();
  const past = [...document.querySelectorAll<HTMLElement>("[data-event-end]")].filter((event) =>
    isPast(event.dataset["eventEnd"] ?? "", now),
  );
  for (const event of past) {
    const word = event.closest<HTMLElement>("[data-past]")?.dataset["past"];
    if (word) markPast(event, word);
    const item = event.closest<HTMLElement>("[data-upcoming] li");
    if (item) item.hidden = true;
  }
  const list = document.querySelector<HTMLElement>("[data-events]");
  const inList = past.filter((event) => list?.contains(event));
  if (list && inList.length > 0) foldAway(list, inList);
}
