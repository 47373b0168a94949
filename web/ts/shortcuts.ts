// "/" jumps to the search field, as on many sites with much to read.

/** True where a press of "/" must stay text. */
export function isTyping(tag: string, editable: boolean): boolean {
  return editable || tag === "INPUT" || tag === "TEXTAREA" || tag === "SELECT";
}

/** The first search field that can be seen, those inside the page before the one in its header. */
function searchField(): HTMLInputElement | undefined {
  const fields = [...document.querySelectorAll<HTMLInputElement>("[data-search]")];
  const visible = fields.filter((field) => field.getClientRects().length > 0);
  return visible.find((field) => field.closest("main")) ?? visible[0];
}

/** Listens for "/" on the whole page. */
export function startShortcuts(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target;
    if (target instanceof HTMLElement && isTyping(target.tagName, target.isContentEditable)) return;
    const field = searchField();
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
