// Package german turns German text into the words that a search compares.
//
// Text goes through these steps, each the same here and in web/ts/german:
//
//  1. Words are found (words.go): letters and digits of any script, combining
//     marks and soft hyphens inside. Offsets always point into the original
//     text, whatever its Unicode form.
//  2. Words that belong together are joined (chunk.go): "IT-Grundschutz" gives
//     "it", "grundschutz" and "itgrundschutz"; gender forms give the base word.
//     Identifiers such as DER.4, 200-4, § 8a and RTO become terms of their own
//     (ident.go).
//  3. Fold makes spellings equal: case, umlauts, ß, accents.
//  4. Stop words are marked. They stay in the stream, for phrases, and an
//     identifier is never one.
//  5. A Lexicon cuts compounds into parts (split.go): Notfallhandbuch is found
//     under Notfall and under Handbuch.
//  6. Stem takes inflection off the word, Root also derivation; parts are always
//     roots (stem.go).
//
// An Analyzer does all of it and remembers what it made of each distinct word.
// The word list comes from the federal laws and from lists made by hand; the
// command in the folder lexikon builds it.
package german
