// The rows of the page "Merkliste".
import { element } from "../dom.js";
import { addressOf } from "../search-place.js";
import { note } from "./basket.js";
import { labels } from "./copy.js";
import type { Place } from "./place.js";
import { missing, type Profile } from "./profile.js";
import type { Portal, Template } from "./types.js";
import type { Words } from "./words.js";

/** What rows are made with. */
export interface Tools {
  words: Words;
  portal: Portal;
  place: Place;
  profile: Profile;
  chosen: readonly Template[];
}

export interface Actions {
  remove: () => void;
  take: (format: string) => Promise<void>;
}

export function button(text: string, className: string, pressed: () => void): HTMLButtonElement {
  const made = element("button", className, className.startsWith("kern-btn") ? element("span", "kern-label", text) : text);
  made.type = "button";
  made.addEventListener("click", pressed);
  return made;
}

const small = "kern-btn kern-btn--secondary btn-small";

function titled({ title, url }: Template, { place }: Tools): HTMLAnchorElement {
  const link = element("a", "", title);
  link.href = addressOf(place, url);
  return link;
}

/** A template of the list: what it needs, how long it takes, what is empty, and its files. */
export function noted(template: Template, tools: Tools, actions: Actions): HTMLLIElement {
  const { words } = tools;
  const facts = element("dl", "noted-facts");
  const fact = (key: string, text: string): void => void (text && facts.append(element("div", "", element("dt", "", words(key)), element("dd", "", text))));
  fact("basket.effort", template.effort);
  fact("basket.needs", needs(template, tools).join(", "));
  const empty = labels(tools.portal, missing(template.fields, tools.profile));
  const files = template.formats.map(({ format }) => {
    const made = button(format.toUpperCase(), small, () => void actions.take(format));
    made.setAttribute("aria-label", words("basket.takeOne", { title: template.title, format: format.toUpperCase() }));
    return made;
  });
  const remove = button(words("basket.remove"), "noted-remove", actions.remove);
  remove.dataset["remove"] = "";
  remove.setAttribute("aria-label", words("basket.removeOne", { title: template.title }));
  const item = element("li", "noted",
    element("div", "noted-head", element("h3", "noted-title", titled(template, tools)), remove),
    element("p", "noted-text", template.description),
    facts,
    holes(empty, words),
    element("div", "noted-files", ...files),
  );
  item.dataset["id"] = template.id;
  return item;
}

/** Titles of what a template needs; those that are not on the list are told apart. */
function needs({ needs }: Template, { portal, chosen, words }: Tools): string[] {
  const known = portal.templates.filter(({ id }) => needs.includes(id));
  return known.map(({ id, title }) => (chosen.some((other) => other.id === id) ? title : words("basket.notNoted", { title })));
}

/** Which fields are empty: their number, and their names on a press. */
export function holes(empty: readonly string[], words: Words): HTMLElement {
  if (empty.length === 0) return element("p", "holes holes-none", words("basket.complete"));
  const list = element("ul", "", ...empty.map((label) => element("li", "", label)));
  return element("details", "holes", element("summary", "", words("basket.missing", { n: empty.length })), list);
}

/** A template that others of the list need. */
export function suggestion(template: Template, tools: Tools): HTMLLIElement {
  const add = button(tools.words("basket.note"), small, () => void note(template.id));
  add.setAttribute("aria-label", tools.words("basket.noteOne", { title: template.title }));
  return element("li", "needed", titled(template, tools), add);
}
