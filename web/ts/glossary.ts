// Glossary terms in the text: Escape hides the meaning, the first tap shows it, the second follows the link.

function shut(term: Element): void {
  term.classList.add("is-shut");
}

/**
 * Opens the meaning to the left where it would leave the window on the right.
 * On small screens it lies at the lower edge: for terms down there, at the upper.
 */
function align(term: Element): void {
  const tip = term.querySelector(".glossar-tip");
  if (!tip) return;
  term.classList.toggle("is-low", term.getBoundingClientRect().bottom > innerHeight / 2);
  term.classList.remove("is-end");
  if (tip.getBoundingClientRect().right > document.documentElement.clientWidth - 8) term.classList.add("is-end");
}

function prepare(term: Element): void {
  const link = term.querySelector("a");
  let touched = false;
  const open = () => {
    term.classList.remove("is-shut");
    align(term);
  };
  term.addEventListener("pointerenter", open);
  term.addEventListener("focusin", open);
  link?.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch" && document.activeElement !== link;
  });
  link?.addEventListener("click", (event) => {
    if (!touched) return;
    event.preventDefault();
    touched = false;
    link.focus();
  });
}

/** Unfolds the entry of the glossary that a link leads to. */
function unfoldTarget(): void {
  const term = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const more = term?.querySelector<HTMLDetailsElement>("details");
  if (more && term?.matches(".term")) more.open = true;
}

/** Makes the meanings of glossary terms work on touch screens and with Escape (WCAG 1.4.13). */
export function startGlossary(): void {
  unfoldTarget();
  addEventListener("hashchange", unfoldTarget);
  const terms = document.querySelectorAll(".glossar");
  for (const term of terms) prepare(term);
  if (terms.length === 0) return;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const term of document.querySelectorAll(".glossar:is(:hover, :focus-within)")) shut(term);
  });
}
