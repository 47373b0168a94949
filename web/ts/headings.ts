// A button beside each heading that copies the address of the section.

/** Adds the buttons where the browser lets a page write to the clipboard. */
export function startHeadingLinks(): void {
  const prose = document.querySelector<HTMLElement>("[data-copy-link]");
  if (!prose || !navigator.clipboard) return;
  const label = prose.dataset["copyLink"] ?? "";
  const done = prose.dataset["copied"] ?? "";

  for (const heading of prose.querySelectorAll<HTMLElement>("h2[id], h3[id]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "heading-link";
    button.title = label;
    button.setAttribute("aria-label", `${label}: ${heading.textContent ?? ""}`);
    button.addEventListener("click", () => {
      const address = new URL(`#${heading.id}`, location.href).href;
      void navigator.clipboard.writeText(address).then(() => {
        button.title = done;
        button.classList.add("is-done");
        button.setAttribute("aria-label", done);
      });
    });
    heading.append(button);
  }
}
