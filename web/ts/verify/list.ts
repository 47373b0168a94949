// The list of checksums, in the format of sha256sum, and what a folder holds of it.

/** Checksums by path. */
export type Sums = ReadonlyMap<string, string>;

/** Reads pruefsummen.txt: 64 hexadecimal digits, two spaces, a path. */
export function parseList(text: string): Map<string, string> {
  const sums = new Map<string, string>();
  for (const line of text.split("\n")) {
    const found = /^([0-9a-f]{64}) {2}(.+)$/.exec(line);
    if (found) sums.set(normal(found[2]!), found[1]!);
  }
  return sums;
}

/** A path as it is compared: some systems take umlauts apart. */
export const normal = (path: string): string => path.normalize("NFC");

/** What the check found, each list in the order of the paths. */
export interface Found {
  right: number;
  changed: string[];
  missing: string[];
  extra: string[];
}

/** What systems leave on a stick by themselves: it is no part of the edition. */
const ofSystem = /(^|\/)(System Volume Information|\$RECYCLE\.BIN|\.Trashes|\.Trash-\d+|\.Spotlight-V100|\.fseventsd|FOUND\.\d{3})(\/|$)|(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*|IndexerVolumeGuid|WPSettings\.dat)$/i;

/** Whether a file was left by an operating system. */
export const leftBySystem = (path: string): boolean => ofSystem.test(path);

/** Folders a path lies in, three at most, from none: "a/b/c" gives "", "a/", "a/b/". */
function above(path: string): string[] {
  const all = [""];
  for (let at = path.indexOf("/"); at >= 0 && all.length < 4; at = path.indexOf("/", at + 1)) all.push(path.slice(0, at + 1));
  return all;
}

/**
 * The folder, among the chosen files, in which the list's paths begin: the one
 * that holds most of them. Undefined if none holds any.
 */
export function folderOf(list: Sums, paths: readonly string[]): string | undefined {
  const there = new Set(paths);
  let best: string | undefined, most = 0;
  for (const folder of [...new Set(paths.flatMap(above))].slice(0, 400)) {
    let n = 0;
    for (const path of list.keys()) if (there.has(folder + path)) n++;
    if (n > most) [best, most] = [folder, n];
  }
  return best;
}

/** Holds the sums of files to the list; paths of both begin at the same folder. */
export function compare(list: Sums, files: Sums): Found {
  const found: Found = { right: 0, changed: [], missing: [], extra: [] };
  for (const [path, sum] of list) {
    const own = files.get(path);
    if (own === undefined) found.missing.push(path);
    else if (own === sum) found.right++;
    else found.changed.push(path);
  }
  for (const path of files.keys()) if (!list.has(path)) found.extra.push(path);
  for (const paths of [found.changed, found.missing, found.extra]) paths.sort();
  return found;
}

/** The first half of a sum in groups of four digits, to read out and to compare. */
export const grouped = (sum: string): string => (sum.slice(0, 32).match(/.{4}/g) ?? []).join(" ");
