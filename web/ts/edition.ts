// The age of an edition on a stick: whether it is overdue, only the reader's clock can say.
import { isPast } from "./events.js";

/** Shows the warning of an edition that should have been made anew by now. */
export function startEdition(now = new Date()): void {
  for (const edition of document.querySelectorAll<HTMLElement>(".edition[data-until]")) {
    if (!isPast(edition.dataset["until"] ?? "", now)) continue;
    edition.classList.add("is-old");
    edition.querySelector<HTMLElement>(".edition-old")?.removeAttribute("hidden");
  }
}
