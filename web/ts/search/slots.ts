// Slots of words, and the forms in them: what plan.go makes without asking what
// the site has.

import type { Token } from "../german/german.js";
import { root } from "../german/stem.js";
import type { Form, Group, Slot } from "./types.js";
import { identWeight, rootWeight } from "./weights.js";

/** The forms of a stem: itself, words with the same root, compounds with it. */
export function wordForms(stem: string): Form[] {
  const base = root(stem);
  const forms: Form[] = [
    { field: "w", text: stem, weight: 1 },
    { field: "r", text: base, weight: rootWeight },
  ];
  if (base !== stem) forms.push({ field: "w", text: base, weight: rootWeight });
  return forms;
}

export function newSlot(word: string, key: string, forms: Form[]): Slot {
  const self: Group = { why: "word", label: "", weight: 1, words: [forms], share: 1 };
  return { word, key, weight: 1, joined: false, prefix: false, groups: [self], parts: [] };
}

/** The slot of a word, without its parts; nothing for stop words. */
export function wordSlot(word: string, { stop, terms }: Token): Slot | undefined {
  const forms: Form[] = [];
  let key = "";
  for (const { kind, text } of terms) {
    if (kind === "ident") {
      forms.push({ field: "i", text, weight: identWeight });
      key ||= `#${text}`;
    } else if (kind === "whole" && !stop) {
      forms.push(...wordForms(text));
      key = text;
    }
  }
  return forms.length > 0 ? newSlot(word, key, forms) : undefined;
}

/** Adds a slot unless there is one like it. */
export function append(slots: Slot[], slot: Slot | undefined): void {
  if (slot && !slots.some(({ key, joined }) => key === slot.key && joined === slot.joined)) slots.push(slot);
}

/** Groups of the parts of a compound. */
export function partGroups(parts: readonly string[]): Group[] {
  return parts.map((part) => ({
    why: "part",
    label: part,
    weight: 1,
    words: [[{ field: "w", text: part, weight: 1 }, { field: "r", text: part, weight: rootWeight }]],
    share: 1,
  }));
}

/** The forms of a group's words as parts of titles. */
export function titleForms({ words }: Pick<Group, "words">): Form[][] {
  return words.map((forms) => {
    const titles: Form[] = [];
    forms.forEach(({ field, text }, i) => {
      if (field === "w" && i === 0) titles.push({ field: "t", text, weight: 1 });
      else if (field === "r" && titles[0]?.text !== text) titles.push({ field: "t", text, weight: rootWeight });
    });
    return titles;
  });
}

/** All forms of slots, those of titles included. */
export function formsOf(slots: readonly Slot[]): Form[] {
  const groups = slots.flatMap((slot) => slot.groups);
  const parts = slots.flatMap((slot) => slot.parts);
  return [
    ...groups.flatMap((group) => [...group.words.flat(), ...titleForms(group).flat()]),
    ...parts.flatMap((group) => group.words.flat()),
  ];
}
