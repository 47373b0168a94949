// A navigation that scrolls by itself shows its marked link.

/** Scrolls only the nearest navigation around link, never the page. */
export function reveal(link: HTMLElement): void {
  const panel = link.closest("nav");
  if (!panel || panel.scrollHeight <= panel.clientHeight) return;
  const box = panel.getBoundingClientRect();
  const place = link.getBoundingClientRect();
  if (place.top < box.top || place.bottom > box.bottom) {
    panel.scrollTop += place.top - box.top - box.height / 2;
  }
}
