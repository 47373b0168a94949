// In which order templates are worked on: what is needed comes first.
import type { Template } from "./types.js";

/**
 * Puts templates into order; of two that do not need each other the one comes first that the portal names first.
 * Templates that need each other stand in that order, too.
 */
export function inOrder(chosen: readonly Template[]): Template[] {
  const left = new Map(chosen.map((template) => [template.id, template]));
  const done: Template[] = [];
  const visit = (template: Template): void => {
    if (!left.delete(template.id)) return; // done, or on the way: a ring
    for (const id of template.needs) {
      const needed = left.get(id);
      if (needed) visit(needed);
    }
    done.push(template);
  };
  for (const template of chosen) visit(template);
  return done;
}

/** What chosen templates need and is not among them, directly or through others, in the order of the portal. */
export function alsoNeeded(chosen: readonly Template[], all: readonly Template[]): Template[] {
  const known = new Map(all.map((template) => [template.id, template]));
  const found = new Set(chosen.map(({ id }) => id));
  const ways = [...chosen];
  for (let next = ways.pop(); next; next = ways.pop()) {
    for (const id of next.needs) {
      const needed = known.get(id);
      if (!needed || found.has(id)) continue;
      found.add(id);
      ways.push(needed);
    }
  }
  const own = new Set(chosen.map(({ id }) => id));
  return all.filter(({ id }) => found.has(id) && !own.has(id));
}
