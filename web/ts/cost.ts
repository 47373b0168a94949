// The cost calculator: puts the amounts of the entered size and state into the steps that the page shows.
import { divide, maxInhabitants, shares, type Prices, type Share } from "./cost-share.js";

/** Starts the calculator of the page, if there is one. */
function startCost(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-cost]");
  const result = document.querySelector<HTMLElement>("[data-cost-result]");
  if (!form || !result) return;
  const prices = JSON.parse(form.dataset["cost"] ?? "") as Prices;
  const number = form.elements.namedItem("einwohner");
  const land = form.elements.namedItem("land");
  if (!(number instanceof HTMLInputElement) || !(land instanceof HTMLSelectElement)) return;
  const show = (): void => {
    const n = number.valueAsNumber;
    const wrong = !Number.isInteger(n) || n < 1 || n > maxInhabitants;
    number.setAttribute("aria-invalid", String(wrong));
    if (wrong) {
      result.textContent = result.dataset["wrong"] ?? "";
      return;
    }
    const list = shares(prices, n, land.value);
    for (const share of list) fill(share);
    const sum = list.reduce((cents, share) => cents + share.sum, 0);
    const words: Record<string, string> = {
      n: n.toLocaleString(language()), land: land.selectedOptions[0]?.text ?? "", sum: euro(sum), head: euro(divide(sum, n)),
    };
    result.textContent = (result.dataset["pattern"] ?? "").replace(/%(n|land|sum|head)/g, (_, name: string) => words[name] ?? "");
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", show);
  show();
}

const language = (): string => document.documentElement.lang || "de";

const euro = (cents: number): string => (cents / 100).toLocaleString(language(), { style: "currency", currency: "EUR" });

/** The amounts that depend on what was entered; the others stay. */
function fill(share: Share): void {
  for (const step of ["heads", "landTotal", "land", "sum", "perHead"] as const) {
    const cell = document.querySelector(`[data-cell="${share.branch}.${step}"]`);
    if (cell) cell.textContent = euro(share[step]);
  }
}

startCost();
