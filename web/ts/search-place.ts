// Where the search of a site is, as its search fields say: pages of a site lie
// at any depth, on any server or in a folder.

export interface SearchPlace {
  /** The page with the results. */
  page: string;
  /** The folder that holds it and the shards, with a slash at its end. */
  folder: string;
  /** The folder of the site. */
  root: string;
  /** Links name files, so that they open from a folder. */
  portable: boolean;
  /** The script with the engine. */
  script: string;
}

/** The place by the absolute address of the result page, and of the script with the engine. */
export function searchPlace(page: string, script: string): SearchPlace {
  return {
    page,
    folder: new URL(".", page).href,
    root: new URL("..", page).href,
    portable: page.endsWith("index.html"),
    script,
  };
}

/** The place that a search field leads to; undefined if its site has no full text search. */
export function placeOf(form: HTMLFormElement): SearchPlace | undefined {
  const script = form.dataset["engine"];
  return script === undefined ? undefined : searchPlace(form.action, new URL(script, document.baseURI).href);
}

/** The place by any search field of the page. */
export function findPlace(): SearchPlace | undefined {
  const form = document.querySelector<HTMLFormElement>("form[data-engine]");
  return form ? placeOf(form) : undefined;
}

/** The address of a page below the root ("leitfaden/bia/"), with an anchor if one is given. */
export function addressOf(place: Pick<SearchPlace, "root" | "portable">, url: string, anchor = ""): string {
  const parts = url.replace(/#.*$/s, "").split("/").map(encodeURIComponent);
  const address = new URL("./" + parts.join("/"), place.root); // never another scheme or server
  if (place.portable && address.pathname.endsWith("/")) address.pathname += "index.html";
  if (!place.portable) address.pathname = address.pathname.replace(/(^|\/)index\.html$/, "$1");
  address.hash = anchor;
  return address.href;
}

/** The address of the results for a query. */
export function resultsFor(place: SearchPlace, query: string): string {
  const address = new URL(place.page);
  address.searchParams.set("q", query);
  return address.href;
}
