// Package shards writes a search index in small files that a browser reads one
// by one, from a web server or from a folder. Nothing but the files that a
// query needs is loaded. This comment is the specification for readers.
//
// # Files
//
//	index.js      the root
//	d/<ref>.js    all others
//
// Every file is a script with one call, so that it can be read where no request
// is allowed (file://):
//
//	nachbarShard("<ref>","<base64 of raw deflate>")
//
// The ref of the root is "index". Other refs are opaque: on the web eight
// letters of the hash of the contents (more if two would be equal), in stable
// editions a letter and a number. So a shard whose contents stay the same keeps
// its name, and what can be found in it is never stale.
//
// Equal indexes give equal files. Shards are cut by content: where a text or an
// address says so by its hash, after a least and before a largest size. A change
// in one place leaves the other cuts where they are.
//
// Below, number is an unsigned LEB128 varint, text is a number (bytes) and that
// many bytes of UTF-8, and texts are in order of their bytes. JSON is UTF-8.
//
// # Root (JSON)
//
//	v         1
//	n         number of documents
//	block     documents in a block of documents
//	terms     directory of shards of terms
//	docs      directory of blocks of documents
//	texts     directory of blocks of texts
//	words     directory of shards of words
//	lexicon   ref of the lexicon
//	facets    by facet, if it has values: {ref, values, titles}: the ref of its
//	          shard; its values in order, absent if there are more than 256 (they
//	          are the keys of the shard); titles of values that are not shown as
//	          they are
//	synonyms  groups of names of the same thing:
//	          [[{text, words: [{key, forms: [[field, text, weight], …]}, …]}, …], …]
//
// A directory is {firsts, refs}: refs of shards in order, and the first key in
// each. One of more than 256 entries is {firsts, dirs}: dirs are the refs of
// JSON shards {firsts, refs} of 256 entries each (the last may have fewer), and
// firsts the first key in each. Keys of terms are texts of terms. Keys of words
// are a letter and two digits: "n07". Blocks of documents and texts are
// numbered, so firsts is absent: number i is refs[i], or refs[i%256] of
// dirs[i/256].
//
// # Terms (binary)
//
// Terms are in order of text, then of field ("i", "r", "t", "w"): all terms with
// one text are in one shard, that of the last key that is not behind the text.
//
//	number  bytes shared with the text of the term before in this shard
//	text    the rest of the term's text
//	byte    field, one of i r t w
//	number  df: how many documents have the term, at least 1
//	        for field w only:
//	number      how many parts it has, 0 if it is no compound
//	text        each part: the root of a part of the compound
//	number  0: the list follows; 1: the list is the whole of another shard
//	list    or text, the ref of that shard
//
// A list is the documents, then the impacts:
//
//	number  df times: the first document, then distances to the one before
//	byte    df times: the impact, 0 to 63
//
// # Documents (JSON)
//
// A block is a list of documents, each
//
//	[url, anchor, title, trail, kind, section, summary, textBlock, textIndex, textParts]
//
// url is the output file ("leitfaden/bia/index.html"), anchor the place of the
// document in it, "" for pages. summary is search.Document.Brief. The body is
// number textIndex in the block of texts textBlock; if textParts is more than 1
// it is cut into pieces, which are number 0 of that many consecutive blocks.
//
// # Texts (JSON)
//
//	{"t": [{"b": body, "h": [[anchor, title, start], …]}, …], "c": ["stem|part|part", …]}
//
// h, absent if there are none, are the sections that begin in this body or
// piece; start counts UTF-16 units from the beginning of the whole body. The
// pieces of a body, joined, are the body.
//
// c are the compounds that occur in these documents, in order: the stem (the
// text of its Word term), then the roots of all its parts.
//
// # Words (binary)
//
// Words are those Word terms, 3 to 64 letters and digits of ASCII, that may be
// meant by one that is spelt wrong, in order of first letter, length and text.
// The words with one key may lie in several shards: all that begin with it, and
// the one in front of these.
//
//	number  bytes shared with the word before in this shard
//	text    the rest of the word
//	number  df
//	number  2n, or 2n+1: it is shown as its first n letters, the first of them
//	        a capital if the number is odd,
//	text    and these behind them
//
// # Lexicon (text)
//
// The lexicon by which words are split that the site does not have, in the text
// form of german.ParseLexicon; a line "#"; then the pieces of all compounds
// (search.Index.Pieces), a line each: text, space, df.
//
// # Facets (JSON)
//
// The documents that have a value, by value; the first document, then distances
// to the one before: {"guide": [0, 1, 5], "page": [2]}.
package shards
