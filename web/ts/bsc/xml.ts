// Reads the XML of office files: elements, attributes and text, nothing else.
// What office programs do not write (DOCTYPE, own entities) is refused.

export interface XmlElement {
  /** The name without its prefix. */
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: (XmlElement | string)[];
}

/** Deeper than any office file. */
const deepest = 64;

const token = /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<(\/?)([^\s<>\/"'=]+)((?:\s+[^\s<>\/"'=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const attribute = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

function decode(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w+);/gi, (whole, name: string) => {
    if (name.startsWith("#")) {
      const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
      return code <= 0x10ffff ? String.fromCodePoint(code) : "";
    }
    return Object.hasOwn(entities, name) ? (entities[name] ?? "") : whole;
  });
}

/** The root element of a text; throws where it is not well formed or holds more than elements and text. */
export function parseXML(text: string): XmlElement {
  const root: XmlElement = { name: "", attributes: {}, children: [] };
  const open = [root];
  token.lastIndex = text.startsWith("\ufeff") ? 1 : 0;
  while (token.lastIndex < text.length) {
    const found = token.exec(text);
    if (!found) throw new Error("the XML is broken");
    const [, data, slash, name, attributes = "", closed, words] = found;
    const inside = open.at(-1) ?? root;
    if (words !== undefined) inside.children.push(decode(words));
    else if (data !== undefined) inside.children.push(data);
    else if (name === undefined) continue;
    else if (slash) {
      if (open.length === 1 || inside.name !== local(name)) throw new Error("the XML is broken");
      open.pop();
    } else {
      const made = { name: local(name), attributes: attributesOf(attributes), children: [] };
      inside.children.push(made);
      if (!closed && open.push(made) > deepest) throw new Error("the XML is too deep");
    }
  }
  const [first] = elements(root);
  if (open.length !== 1 || !first) throw new Error("the XML is broken");
  return first;
}

function attributesOf(text: string): Record<string, string> {
  const made: Record<string, string> = {};
  for (const [, name = "", double, single] of text.matchAll(attribute)) {
    if (name !== "__proto__") made[name] = decode(double ?? single ?? "");
  }
  return made;
}

/** The elements among the children, of a name or of any. */
export function elements(parent: XmlElement, name?: string): XmlElement[] {
  return parent.children.filter((child): child is XmlElement => typeof child !== "string" && (name === undefined || child.name === name));
}

/** All text inside, but for that of the named elements. */
export function textOf(parent: XmlElement, without = ""): string {
  return parent.children.map((child) => (typeof child === "string" ? child : child.name === without ? "" : textOf(child, without))).join("");
}

/** An attribute by its name with or without a prefix; "" if there is none. */
export function attributeOf({ attributes }: XmlElement, name: string): string {
  return (Object.hasOwn(attributes, name) ? attributes[name] : Object.entries(attributes).find(([key]) => local(key) === name)?.[1]) ?? "";
}
