// Data as scripts: each calls a global with its content in base64 of raw
// deflate of JSON. That works on every web server and from file://.
import { inflateSync, strFromU8 } from "fflate";
import type { Form } from "../office/form.js";
import type { Format, Portal } from "./types.js";

declare global {
  interface Window {
    nachbarTemplates?: (data: string) => void;
    nachbarForm?: (name: string, data: string) => void;
  }
}

/** Where the templates of a site come from. */
export interface Source {
  portal(): Promise<Portal>;
  form(format: Format): Promise<Form>;
}

/** What a script of the build holds. */
export function unpack(data: string): unknown {
  const text = atob(data);
  const packed = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) packed[i] = text.charCodeAt(i); // ten times as fast as Uint8Array.from
  return JSON.parse(strFromU8(inflateSync(packed)));
}

/** Loads the scripts of a site once each. */
export class Scripts implements Source {
  /** The folder of the site, with a slash at its end. */
  readonly root: string;
  private read: Promise<Portal> | undefined;
  private readonly forms = new Map<string, Promise<Form>>();

  /** data is the address of vorlagen/daten.js. */
  constructor(private readonly data: string) {
    this.root = new URL("..", data).href;
  }

  portal(): Promise<Portal> {
    this.read ??= this.load<Portal>(this.data, "portal").catch((error: unknown) => {
      this.read = undefined; // the next call tries again
      throw error;
    });
    return this.read;
  }

  form({ form }: Format): Promise<Form> {
    const known = this.forms.get(form);
    if (known) return known;
    const loaded = this.load<Form>(this.address(form), form.replace(/^.*\/|\.js$/g, "")).catch((error: unknown) => {
      this.forms.delete(form);
      throw error;
    });
    this.forms.set(form, loaded);
    return loaded;
  }

  /** The address of a file of the site: never another scheme or server. */
  private address(path: string): string {
    return new URL("./" + path.replace(/^\/+/, ""), this.root).href;
  }

  private async load<T>(src: string, name: string): Promise<T> {
    const data = await run(src, name);
    return unpack(data) as T;
  }
}

/** What scripts gave that ran and were not asked for yet, by their names. */
const given = new Map<string, string>();

/** Runs a classic script and returns what it gives. */
export function run(src: string, name: string): Promise<string> {
  window.nachbarTemplates = (data) => void given.set("portal", data);
  window.nachbarForm = (form, data) => void given.set(form, data);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onload = script.onerror = () => {
      script.remove();
      const data = given.get(name);
      given.delete(name);
      if (data === undefined) reject(new Error(`cannot load ${src}`));
      else resolve(data);
    };
    script.src = src;
    document.head.append(script);
  });
}
