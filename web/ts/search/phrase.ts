// Twin of phrase.go: words that stand side by side.

import type { Analyzer } from "../german/german.js";
import { byteLength } from "../german/words.js";
import type { Access, Matches } from "./types.js";

/** Words as stems; stop words count. */
interface Phrase {
  stems: string[];
  /** the stems of words that can be looked up */
  keys: string[];
}

/** The number of words in a phrase; the rest is left out. */
const maxPhrase = 32;

/**
 * How much text is read for phrases, in bytes: they are looked for in the best
 * documents first. A server reads more.
 */
const maxPhraseText = 256 << 10;

/** How much of it may be one document, in text blocks. */
const phraseBlocks = 8;

/** How many documents are loaded side by side. */
const batch = 8;

/**
 * Drops the documents that do not have all phrases. If nothing has them their
 * words are enough.
 */
export async function keepPhrases(access: Access, texts: readonly string[], matches: Matches): Promise<void> {
  const { scores } = matches.ranking;
  if (texts.length === 0) return;
  let found: Set<number> | undefined;
  for (const text of texts) {
    const phrase = readPhrase(access.analyzer, text);
    const docs = await having(access, phrase);
    const candidates = docs.filter((doc) => scores[doc] && (!found || found.has(doc)));
    found = await withPhrase(access, phrase, candidates, maxPhraseText / texts.length, matches);
  }
  if (!found || found.size === 0) {
    matches.relaxed = true; // partial: as far as was read
    return;
  }
  for (let doc = 0; doc < scores.length; doc++) {
    if (!found.has(doc)) scores[doc] = 0;
  }
}

/** Drops the documents that have a word, or a phrase, one of a number that the query excludes. */
export async function exclude(access: Access, text: string, matches: Matches, number = 1): Promise<void> {
  const { scores } = matches.ranking;
  const phrase = readPhrase(access.analyzer, text);
  let docs: Iterable<number> = await having(access, phrase);
  if (phrase.stems.length > 1) {
    const candidates = [...docs].filter((doc) => scores[doc]);
    docs = await withPhrase(access, phrase, candidates, maxPhraseText / number, matches);
  }
  for (const doc of docs) scores[doc] = 0;
}

function readPhrase(analyzer: Analyzer, text: string): Phrase {
  const phrase: Phrase = { stems: [], keys: [] };
  analyzer.each(text, ({ over, stop, terms: [term] }) => {
    if (over > 0 || !term || phrase.stems.length === maxPhrase) return;
    phrase.stems.push(term.text);
    if (!stop) phrase.keys.push(term.text);
  });
  return phrase;
}

/** Whether a text has the phrase. */
function isIn(analyzer: Analyzer, { stems }: Phrase, text: string): boolean {
  if (stems.length === 0) return false;
  let found = false;
  let begun = 0; // bit i: the last i+1 words are the first i+1 of the phrase
  analyzer.each(text, ({ over, terms: [term] }) => {
    if (over > 0 || found) return;
    let same = 0;
    stems.forEach((stem, i) => {
      if (stem === term?.text) same |= 1 << i;
    });
    begun = ((begun << 1) | 1) & same;
    found = ((begun >>> (stems.length - 1)) & 1) === 1;
  });
  return found;
}

/** The documents that have all words of a phrase. */
async function having({ documents, postings }: Access, { keys }: Phrase): Promise<number[]> {
  await postings.load(keys.map((text) => ({ field: "w", text })));
  const times = new Uint8Array(documents.count);
  keys.forEach((text, i) => {
    postings.each("w", text, (doc) => {
      if (times[doc] === i) times[doc]++;
    });
  });
  const docs: number[] = [];
  times.forEach((n, doc) => {
    if (n > 0 && n === keys.length) docs.push(doc);
  });
  return docs;
}

/**
 * Those of the documents that have a phrase in their title or text; the best
 * are read first, until the bytes are used up.
 */
async function withPhrase(
  access: Access, phrase: Phrase, docs: number[], bytes: number, matches: Matches,
): Promise<Set<number>> {
  const { analyzer, documents, signal } = access;
  const found = new Set<number>();
  bestFirst(docs, matches);
  for (let i = 0; i < docs.length; i += batch) {
    signal?.throwIfAborted();
    const metas = await documents.metas(docs.slice(i, i + batch));
    const unread = metas.filter((meta) => {
      const inTitle = isIn(analyzer, phrase, meta.title);
      if (inTitle) found.add(meta.doc);
      return !inTitle;
    });
    const texts = await Promise.all(
      unread.map(async (meta) => ({ meta, text: await documents.text(meta, phraseBlocks) })),
    );
    for (const { meta, text } of texts) {
      if (bytes <= 0) {
        matches.partial = true;
        return found;
      }
      bytes -= byteLength(text.body);
      if (isIn(analyzer, phrase, text.body)) found.add(meta.doc);
    }
  }
  return found;
}

/**
 * Orders documents: those that pass the filters first, of these those with the
 * highest scores.
 */
function bestFirst(docs: number[], { passes, ranking: { scores } }: Matches): void {
  const passing = new Map(docs.map((doc) => [doc, passes(doc) ? 1 : 0]));
  docs.sort((a, b) => {
    const byFilter = (passing.get(b) ?? 0) - (passing.get(a) ?? 0);
    return byFilter || (scores[b] ?? 0) - (scores[a] ?? 0);
  });
}
