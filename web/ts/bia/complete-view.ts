// Shows the result of a completeness check. Every list is made anew from the
// state; what was typed or found is text, never HTML.
import { element } from "../dom.js";
import type { Words } from "../exchange/words.js";
import { meant, type Result, type State, type Verdict } from "./complete-state.js";
import type { Match, MatchData, MatchProcess } from "./match.js";

/** What the lists are made of. */
export interface Shown {
  data: MatchData;
  byId: ReadonlyMap<string, MatchProcess>;
  words: Words;
  /** The address of the page of a process, "" if there is none. */
  address(id: string): string;
}

/** Decisions a reader can take. */
export interface Actions {
  choose(line: number, ids: readonly string[]): void;
  other(line: number): void;
  reopen(line: number): void;
  judge(id: string, verdict: Verdict | ""): void;
}

/** A button; its second text is for those who do not see what stands around it. */
export function button(kind: "primary" | "secondary" | "tertiary", text: string, about: string, press: () => void): HTMLButtonElement {
  const made = element("button", `kern-btn kern-btn--${kind} complete-button`, element("span", "kern-label", text));
  made.type = "button";
  if (about !== "") made.setAttribute("aria-label", `${text}: ${about}`);
  made.addEventListener("click", press);
  return made;
}

function named({ address }: Shown, { id, title }: MatchProcess): HTMLElement {
  const url = address(id);
  const text = `${id} ${title}`;
  if (url === "") return element("span", "", text);
  const link = element("a", "", text);
  link.href = url;
  return link;
}

/** The lines that wait for a decision. */
export function openItems(shown: Shown, state: State, matches: readonly Match[], lines: readonly number[], actions: Actions): HTMLElement[] {
  return lines.map((at) => {
    const text = state.lines[at]?.text ?? "";
    const item = element("li", "complete-line", element("p", "complete-text", text));
    item.dataset["line"] = String(at);
    const choices = element("div", "complete-choices");
    choices.setAttribute("role", "group");
    choices.setAttribute("aria-label", text);
    for (const { id } of matches[at]?.candidates ?? []) {
      const title = shown.byId.get(id)?.title ?? "";
      choices.append(button("secondary", `${id} ${title}`, "", () => actions.choose(at, [id])));
    }
    choices.append(
      button("tertiary", shown.words("other"), text, () => actions.other(at)),
      button("tertiary", shown.words("noneOf"), text, () => actions.choose(at, [])),
    );
    item.append(choices);
    return item;
  });
}

/** The processes that the list does not have, by areas. */
export function missingAreas(shown: Shown, state: State, missing: Result["missing"], actions: Actions): HTMLElement[] {
  return shown.data.areas.flatMap(({ id, title }) => {
    const own = missing.filter(({ process }) => process.area === id);
    if (own.length === 0) return [];
    const heading = element("h3", "complete-area", `${id} ${title} (${own.length})`);
    return [heading, element("ul", "complete-list", ...own.map((one) => missingItem(shown, state, one, actions)))];
  });
}

function missingItem(shown: Shown, state: State, { process, maybe, verdict }: Result["missing"][number], actions: Actions): HTMLElement {
  const { words } = shown;
  const item = element("li", verdict ? "complete-item complete-judged" : "complete-item", element("p", "complete-name", named(shown, process)));
  item.dataset["process"] = process.id;
  item.append(element("p", "complete-about", process.about));
  const facts = [words("mta", { mta: words(`class.${process.mta}`) }), words(`duty.${process.duty}`)];
  item.append(element("p", "complete-facts", facts.join(" · ")));
  const line = maybe === undefined ? undefined : state.lines[maybe];
  if (line) item.append(element("p", "complete-facts", words("maybe", { line: line.text })));
  const choice = element("select", "field-input complete-verdict");
  choice.setAttribute("aria-label", words("verdict", { process: `${process.id} ${process.title}` }));
  for (const value of ["", "have", "none"]) {
    const option = element("option", "", words(`verdict.${value || "open"}`));
    option.value = value;
    option.selected = value === (verdict ?? "");
    choice.append(option);
  }
  choice.addEventListener("change", () => actions.judge(process.id, choice.value as Verdict | ""));
  item.append(choice, element("p", "complete-said", words(`verdict.${verdict ?? "open"}`)));
  return item;
}

/** What is covered, and by which lines. */
export function coveredItems(shown: Shown, state: State, matches: readonly Match[], covered: Result["covered"], actions: Actions): HTMLElement[] {
  return covered.map(({ process, lines }) => {
    const item = element("li", "complete-item", element("p", "complete-name", named(shown, process)));
    for (const at of lines) {
      const line = state.lines[at];
      if (!line) continue;
      const how = shown.words(line.chosen ? "state.confirmed" : "state.auto");
      const several = meant(line, matches[at]).length > 1 ? ` · ${shown.words("several")}` : "";
      item.append(element("p", "complete-from", element("span", "", line.text), element("span", "complete-facts", how + several), button("tertiary", shown.words("change"), line.text, () => actions.reopen(at))));
    }
    return item;
  });
}

/** Lines that no process fits. */
export function foreignItems({ words }: Shown, state: State, foreign: readonly number[], actions: Actions): HTMLElement[] {
  return foreign.map((at) => {
    const text = state.lines[at]?.text ?? "";
    return element("li", "complete-item", element("p", "complete-from", element("span", "", text), button("tertiary", words("other"), text, () => actions.other(at))));
  });
}
