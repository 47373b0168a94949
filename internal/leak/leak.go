// Package leak proves that a built tree holds nothing that was withheld from its
// audience.
//
// It knows nothing of how the tree was made. It is given what there is and what
// the audience may see (two file systems, see package audience), and looks for
// whatever is only in the first:
//
//   - runs of five words of pages, data and attachments, and shorter titles,
//     names, headings and cells as a whole;
//   - single words that nobody but these files uses, also in the forms that a
//     search keeps of them;
//   - names and addresses of files;
//   - whole files, by their hash;
//   - other texts that the caller withholds, such as messages of commits.
//
// What occurs anywhere in what the audience may see is no secret: neither words
// that its own files use, nor files that it has, too.
//
// # Sinks
//
// Every file of the tree is opened as far as it goes: names; text of every kind,
// with HTML entities, percent signs, escapes of JSON and JavaScript, folded lines
// of calendars; HTML and XML with and without their tags; Base64 and hexadecimal;
// UTF-16; gzip, Brotli, deflate; ZIP and office files with all their parts,
// comments and names, to any depth within a budget; PDF with its streams, its
// text and its metadata; pictures with text in them; the shards of the search with
// their terms. A file that promises to be an archive and cannot be opened is a
// problem: what cannot be looked into is not proven.
//
// # What it cannot find
//
// Numbers without words, pictures of text, text that was translated or worded
// anew, and words so short or common that public files use them as well.
package leak

import (
	"crypto/sha256"
	"sync"

	"github.com/kaaw/nachbar/internal/diag"
)

// Secrets are what must not be in a tree. They do not change and are safe for
// concurrent use.
type Secrets struct {
	sources []string         // of what was withheld
	phrases map[uint64]int32 // hash of words in a row → index in sources
	terms   map[string]int32 // forms of single words, as a search keeps them
	files   map[[32]byte]int32
	// public are files that the audience may see: they need no second look.
	public map[[32]byte]bool
	seen   bloom
	opt    Options
	// clean are things inside of files that held nothing: office files have many
	// parts in common. The key is their hash and the ending of their name.
	clean sync.Map
}

// Empty reports whether nothing was withheld.
func (s *Secrets) Empty() bool { return len(s.phrases) == 0 && len(s.files) == 0 && len(s.terms) == 0 }

// Len is how many secrets there are: words, runs of words and files.
func (s *Secrets) Len() int { return len(s.phrases) + len(s.files) }

// longest is how many words a secret has at most.
const longest = 5

// bloom says quickly that a hash is in no set.
type bloom []uint64

const bloomBits = 1 << 20

func newBloom(phrases map[uint64]int32) bloom {
	b := make(bloom, bloomBits/64)
	for hash := range phrases {
		b[hash>>6&(bloomBits/64-1)] |= 1 << (hash & 63)
	}
	return b
}

func (b bloom) may(hash uint64) bool { return b[hash>>6&(bloomBits/64-1)]&(1<<(hash&63)) != 0 }

// roll joins the hash of a run of words with that of the word in front of it.
func roll(run, word uint64) uint64 { return (run*0x9e3779b97f4a7c15 ^ word) * 0xff51afd7ed558ccd }

// File looks for secrets in one file of the tree. name is its path in the tree.
func (s *Secrets) File(name string, body []byte) diag.List {
	if s.Empty() {
		return nil
	}
	x := &look{secrets: s, name: name, budget: maxOpened, found: map[string]bool{}}
	x.text(name, "", false)
	if !s.public[sha256.Sum256(body)] {
		x.open(name, body, 0)
	}
	return x.problems
}
