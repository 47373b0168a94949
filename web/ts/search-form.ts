// The search fields of a page, until one of them gets the focus: what answers
// while somebody types is a script of its own, which other readers never load.
import { runScript } from "./script.js";

/** Says what the field will be, and loads what makes it that. */
export function startSearchForms(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-field]")) {
    const input = form.querySelector("input");
    const script = form.dataset["field"];
    if (!input || !script) continue;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", `${input.id}-liste`);
    // Without the script the form still leads to the results.
    input.addEventListener("focus", () => void runScript(script).catch(() => undefined), { once: true });
  }
}
