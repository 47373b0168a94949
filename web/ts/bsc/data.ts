// The data of the self-check: scripts of the build, which work on every web
// server and from a folder. Nothing of a reader is part of an address.
import { run, unpack } from "../exchange/scripts.js";
import type { Form } from "../office/form.js";
import type { Catalogue, Release, ReportWords } from "./types.js";

/** A catalogue that is offered, and where its data and the forms of its sheet lie (below the folder of the page). */
export interface Offer {
  id: string;
  title: string;
  questions: number;
  script: string;
  /** By format: "xlsx". */
  sheets: Readonly<Record<string, string>>;
}

/** selbstcheck/daten.js, written by internal/site (bsc_selfcheck.go). */
export interface CheckData {
  words: Readonly<Record<string, string>>;
  reportWords: ReportWords;
  lang: string;
  portal: { title: string; url: string };
  catalogues: Offer[];
  /** The script with the releases to compare with, "" if there are none. */
  releases: string;
  /** Empty reports by kind and format: "short-odt". */
  shells: Readonly<Record<string, string>>;
}

/** Where data come from. */
export interface CheckSource {
  data(): Promise<CheckData>;
  catalogue(offer: Offer): Promise<Catalogue>;
  releases(): Promise<Release[]>;
  form(script: string): Promise<Form>;
}

/** Loads each script once; one that did not come is asked for again. */
export class CheckScripts implements CheckSource {
  private readonly known = new Map<string, Promise<unknown>>();

  /** at is the address of selbstcheck/daten.js. */
  constructor(private readonly at: string) {}

  data(): Promise<CheckData> {
    return this.load<CheckData>("daten.js");
  }

  catalogue({ script }: Offer): Promise<Catalogue> {
    return this.load<Catalogue>(script);
  }

  async releases(): Promise<Release[]> {
    const { releases } = await this.data();
    return releases === "" ? [] : this.load<Release[]>(releases);
  }

  form(script: string): Promise<Form> {
    return this.load<Form>(script);
  }

  private load<T>(script: string): Promise<T> {
    const name = script.replace(/^.*\/|\.js$/g, "");
    const known = this.known.get(name);
    if (known) return known as Promise<T>;
    const loaded = run(new URL(`${name}.js`, this.at).href, `selbstcheck-${name}`).then(unpack);
    loaded.catch(() => this.known.delete(name));
    this.known.set(name, loaded);
    return loaded as Promise<T>;
  }
}
