// "Merkliste": the templates that a reader wants to take home, kept in this browser only.

export const basketKey = "nachbar.merkliste.v1";
/** What is sent to the window when the list of this page changed. */
export const basketChanged = "nachbar:merkliste";
const most = 200;
const id = /^[a-z][a-z0-9-]{2,39}$/;

/** Reads a stored list; anything that is none is empty. */
export function parseBasket(text: string | null): string[] {
  let list: unknown;
  try {
    list = JSON.parse(text ?? "[]");
  } catch {
    return [];
  }
  if (!Array.isArray(list)) return [];
  const ids = list.filter((entry): entry is string => typeof entry === "string" && id.test(entry));
  return [...new Set(ids)].slice(0, most);
}

/** The noted ids in the order in which they were noted. */
export function basket(): string[] {
  try {
    return parseBasket(localStorage.getItem(basketKey));
  } catch {
    return [];
  }
}

function store(ids: readonly string[]): boolean {
  try {
    if (ids.length === 0) localStorage.removeItem(basketKey);
    else localStorage.setItem(basketKey, JSON.stringify(ids.slice(0, most)));
  } catch {
    return false; // the browser keeps nothing for this page
  }
  dispatchEvent(new Event(basketChanged));
  return true;
}

/** Notes templates; those that are noted already stay where they are. */
export const note = (...ids: string[]): boolean => store([...new Set([...basket(), ...ids])]);

/** Takes templates off the list, all without a name. */
export const drop = (...ids: string[]): boolean => store(ids.length === 0 ? [] : basket().filter((entry) => !ids.includes(entry)));

/** Calls show now and whenever the list changes, on this page or another one. */
export function watchBasket(show: (ids: string[]) => void): void {
  const update = (): void => show(basket());
  addEventListener(basketChanged, update);
  addEventListener("storage", ({ key }) => {
    if (key === basketKey || key === null) update();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) update(); // the way back shows pages as they were
  });
  update();
}
