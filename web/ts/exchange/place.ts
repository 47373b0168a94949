// Where the templates of a site are, as the link to the basket in the head of every page says.

export interface Place {
  /** The folder of the site, with a slash at its end. */
  root: string;
  /** Links name files, so that they open from a folder. */
  portable: boolean;
  /** The script with all templates, vorlagen/daten.js. */
  data: string;
  /** The script that copies. */
  engine: string;
}

/** The place; undefined if the site has no templates. */
export function findPlace(): Place | undefined {
  const link = document.querySelector<HTMLAnchorElement>("a[data-basket]");
  const { data, engine } = link?.dataset ?? {};
  if (!link || data === undefined || engine === undefined) return undefined;
  const at = (path: string): string => new URL(path, document.baseURI).href;
  return { root: new URL("..", at(data)).href, portable: link.pathname.endsWith("index.html"), data: at(data), engine: at(engine) };
}
