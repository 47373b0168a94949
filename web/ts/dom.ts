// Elements made of text. Nothing that was typed or found is ever read as HTML.

/** An element with a class and what it contains. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  ...content: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

/** A piece of text; mark says that a query has it. */
export interface Piece {
  text: string;
  mark: boolean;
}

/** Pieces of text, those that a query has in mark elements. */
export function marked(pieces: readonly Piece[]): (Node | string)[] {
  return pieces.map(({ text, mark }) => (mark ? element("mark", "", text) : text));
}

/** A text with its {name} filled by nodes: "Meinten Sie {query}?" */
export function filled(text: string, name: string, node: Node | string): (Node | string)[] {
  const [before = "", ...after] = text.split(`{${name}}`);
  return after.length === 0 ? [text] : [before, node, after.join(`{${name}}`)];
}

/** The message for a number of things: texts holds key + "Single" and key + "Other". */
export function counted(texts: DOMStringMap, key: string, n: number): string {
  const text = texts[key + (n === 1 ? "Single" : "Other")] ?? "{n}";
  return text.replace("{n}", n.toLocaleString(document.documentElement.lang || undefined));
}

/** The part of a page that has a name, data-part="…". */
export function part<T extends HTMLElement>(root: ParentNode, name: string, type: new () => T): T {
  const found = root.querySelector(`[data-part="${name}"]`);
  if (!(found instanceof type)) throw new Error(`the page has no part ${name}`);
  return found;
}
