// Twin of weights.go: a change on one side changes the order of results.

export const k1 = 1.2;
/** titleBonus × (k1 + 1), as Go multiplies constants: rounded once */
export const titleMost = 1.76;
export const quietWeight = 0.6;
export const rootWeight = 0.5;
export const identWeight = 0.5;
export const joinedWeight = 0.5;
export const prefixWeight = 0.3;
export const prefixWords = 4;
export const partBonus = 0.4;
export const partCover = 0.6;
export const aliasWeight = 0.7;
export const farWeight = 0.5;

// Bounds of a query, so that no query costs much.
export const maxQuery = 200;
export const maxTerms = 12;
export const maxResults = 100;
export const maxOffset = 10_000;
/** letters of a word that stands for all words beginning with it, as typed "wort*" */
export const minPrefix = 3;
/** the same for a word without a sign that the site does not have */
export const minTyped = 4;
export const maxPrefixForms = 16;
export const maxAlike = 4;
export const maxValues = 16;
