// The menu of small screens closes on Escape and on a press outside it; the
// navigation of a long section starts where the page is.
import { reveal } from "./reveal.js";

function startMenu(menu: HTMLDetailsElement): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  document.addEventListener("click", (event) => {
    if (menu.open && event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  });
}

/** Adds closing to the menu, which opens without any script. */
export function startNav(): void {
  const menu = document.querySelector<HTMLDetailsElement>("[data-nav]");
  if (menu) startMenu(menu);
  const current = document.querySelector<HTMLElement>(".sidenav [aria-current]");
  if (current) reveal(current);
}
