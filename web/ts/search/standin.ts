// What may have been meant by a word that no document has. In Go this is a part
// of engine.go.

import type { Words } from "./alike.js";
import type { Compounds } from "./repair.js";
import { partGroups, wordForms } from "./slots.js";
import type { Terms } from "./terms.js";
import type { Slot } from "./types.js";
import { aliasWeight, farWeight, maxAlike } from "./weights.js";

export class StandIns {
  constructor(
    private readonly terms: Terms,
    private readonly words: Words,
    private readonly compounds: () => Promise<Compounds>,
  ) {}

  /**
   * Adds words that are spelt alike, with the parts of the most likely one, else
   * the parts that the word seems to be made of.
   */
  async add(slot: Slot): Promise<void> {
    if (slot.joined || slot.prefix || slot.key.startsWith("#") || slot.parts.length > 0) return;
    const found = await this.words.alike(slot.key, maxAlike);
    const [best] = found;
    if (!best) {
      slot.parts.push(...partGroups((await this.compounds()).pieces.repair(slot.key)));
      return;
    }
    for (const { word, distance } of found) {
      const weight = distance > 1 ? farWeight : aliasWeight;
      slot.groups.push({ why: "spelling", label: word.shown, weight, words: [wordForms(word.text)], share: 1 });
    }
    await this.terms.load([{ field: "w", text: best.word.text }]);
    slot.parts.push(...partGroups(this.terms.find("w", best.word.text)?.parts ?? []));
  }
}

/** The query with the words put right that the site does not have, or "". */
export function suggestion(text: string, slots: readonly Slot[]): string {
  let out = text;
  for (const { word, groups } of slots) {
    const meant = groups.find(({ why }) => why === "spelling");
    if (meant) out = out.replace(word, () => meant.label);
  }
  return out === text ? "" : out;
}
