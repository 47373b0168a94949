// window.nachbar.copy, for other pages and for tests.
import { copy, type CopyOptions } from "./copy.js";
import { storedProfile, type Profile } from "./profile.js";
import type { Source } from "./scripts.js";

/** Copies templates with the data of a municipality in them: a file, or a ZIP file of several. */
export type CopyFunction = (ids: readonly string[], profile?: Profile, options?: CopyOptions) => Promise<Blob>;

/** A copy as a Blob of its type. */
export const blobOf = ({ body, type }: { body: Uint8Array; type: string }): Blob => new Blob([body as Uint8Array<ArrayBuffer>], { type });

/** Makes the API reachable. Without a profile it takes the one that is stored. */
export function offerCopy(source: Source): void {
  window.nachbar = {
    ...window.nachbar,
    copy: async (ids, profile = storedProfile(), options = {}) => blobOf(await copy(source, ids, profile, options)),
  };
}

/** Hands a file to the reader. */
export function handOut(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link); // some browsers follow only links of the page
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
