// The search as a script of its own, loaded when it is needed: it leaves one
// global behind. The folder is the address of suche/ with its slash.

import { Engine } from "./engine.js";
import { Scripts } from "./scripts.js";

/** Opens the search of a site. */
export interface Search {
  open(folder: string): Promise<Engine>;
}

declare global {
  interface Window {
    nachbarSearch?: Search;
  }
}

window.nachbarSearch = { open: (folder) => Engine.open(new Scripts(folder)) };
