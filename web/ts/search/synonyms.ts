// Twin of synonyms.go: names of the same thing, found in a query. The root
// holds them as Go has analysed them.

import type { NameFile } from "./shards.js";
import type { Field, Form, Group, Slot } from "./types.js";
import { aliasWeight } from "./weights.js";

interface Name {
  text: string;
  keys: string[];
  words: Form[][];
  /** all names of the thing */
  group: Name[];
}

/** How many names stand in for one. */
const maxSynonyms = 8;

export class Synonyms {
  /** names by the key of their first word */
  private readonly first = new Map<string, Name[]>();

  constructor(groups: readonly NameFile[][]) {
    for (const names of groups) {
      const group: Name[] = [];
      for (const { text, words } of names) group.push({ text, keys: keysOf(words), words: formsOf(words), group });
      for (const name of group) this.keep(name);
    }
  }

  /** Gives the slots that spell a name the other names of the thing. */
  apply(slots: readonly Slot[]): void {
    const words = slots.filter((slot) => !slot.joined);
    for (let i = 0; i < words.length; ) {
      const name = this.longest(words.slice(i));
      if (name) for (const slot of words.slice(i, i + name.keys.length)) standIn(slot, name);
      i += name?.keys.length ?? 1;
    }
  }

  private keep(name: Name): void {
    const [key = ""] = name.keys;
    const names = this.first.get(key);
    if (names) names.push(name);
    else this.first.set(key, [name]);
  }

  /** The longest name that begins at the first of the slots. */
  private longest(slots: readonly Slot[]): Name | undefined {
    let best: Name | undefined;
    for (const name of this.first.get(slots[0]?.key ?? "") ?? []) {
      if (best && name.keys.length <= best.keys.length) continue;
      if (name.keys.every((key, i) => slots[i]?.key === key)) best = name;
    }
    return best;
  }
}

const keysOf = (words: NameFile["words"]): string[] => words.map(({ key }) => key);

const formsOf = (words: NameFile["words"]): Form[][] =>
  words.map(({ forms }) => forms.map(([field, text, weight]) => ({ field: field as Field, text, weight })));

function standIn(slot: Slot, name: Name): void {
  for (const { text, words } of name.group) {
    if (text === name.text || slot.groups.length > maxSynonyms) continue;
    const group: Group = { why: "synonym", label: text, weight: aliasWeight, words, share: 1 / name.keys.length };
    slot.groups.push(group);
  }
}
