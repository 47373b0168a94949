// Marks the section being read in the table of contents.
import { reveal } from "./reveal.js";

/**
 * The index of the section being read: the last whose heading lies above the
 * line. tops are the distances of the headings from the top of the window in
 * pixels, in page order. -1 means that the first heading is still below.
 */
export function currentSection(tops: readonly number[], line: number): number {
  let current = -1;
  for (const [i, top] of tops.entries()) {
    if (top > line) break;
    current = i;
  }
  return current;
}

interface Section {
  heading: HTMLElement;
  link: HTMLAnchorElement;
}

function sections(toc: Element): Section[] {
  const found: Section[] = [];
  for (const link of toc.querySelectorAll<HTMLAnchorElement>("a[href^='#']")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) found.push({ heading, link });
  }
  return found;
}

/** Observes the headings; the work is done only when one crosses the line. */
export function startTOC(): void {
  const toc = document.querySelector("[data-toc]");
  if (!toc || !("IntersectionObserver" in window)) return;
  const all = sections(toc);
  let marked: HTMLAnchorElement | undefined;

  const mark = () => {
    const line = window.innerHeight * 0.25;
    const index = currentSection(all.map((s) => s.heading.getBoundingClientRect().top), line);
    const link = all[index]?.link;
    if (link === marked) return;
    marked?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    if (link) reveal(link);
    marked = link;
  };
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -75% 0px" });
  for (const { heading } of all) observer.observe(heading);
}
