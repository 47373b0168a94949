package leak

import (
	"bytes"

	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar/internal/strict"
)

// What is long enough to be a secret: a word of a title or name, a word of a
// text, a short text as a whole (all in letters), a file (in bytes).
const (
	minName  = 5
	bodyWord = 9
	minWhole = 10
	minFile  = 32
)

// prose takes up a text: runs of words, short lines as a whole, and words with
// at least so many letters on their own.
func (c *collection) prose(text []byte, single int) {
	var hashes [longest]uint64
	var letters [longest]int
	n := 0
	eachWord(text, false, func(w *word) {
		at := n % longest
		hashes[at], letters[at] = w.hash, w.letters
		n++
		c.single(w, single)
		if n < longest {
			return
		}
		run, words, sum := uint64(0), 0, 0
		for k := range longest {
			back := (at - k + longest) % longest
			run = roll(run, hashes[back])
			sum += letters[back]
			if letters[back] >= 3 {
				words++
			}
		}
		if words >= 3 && sum >= 15 {
			c.add(run)
		}
	})
	for line := range bytes.Lines(text) {
		c.whole(line)
		if cells := bytes.FieldsFunc(line, func(r rune) bool { return r == '|' || r == ';' || r == '\t' }); len(cells) > 1 {
			for _, cell := range cells {
				c.whole(cell)
			}
		}
	}
}

// single takes up a word on its own: a long one, or one with digits in it as
// names of things and numbers of telephones have.
func (c *collection) single(w *word, least int) {
	mixed := w.letters >= 2 && w.digits > 0 && w.letters+w.digits >= 6
	number := w.letters == 0 && w.digits >= 7 && (w.digits != 8 || w.text[0] != '2' && w.text[0] != '1') // no day
	if w.letters < least && !mixed && !number || len(w.text) >= maxWord {
		return
	}
	c.singles[w.hash] = string(w.text)
	c.add(roll(0, w.hash))
}

// whole takes up a short text: two to five words.
func (c *collection) whole(text []byte) {
	var hashes []uint64
	letters, words := 0, 0
	eachWord(text, false, func(w *word) {
		hashes = append(hashes, w.hash)
		letters += w.letters
		if w.letters >= 3 {
			words++
		}
	})
	if len(hashes) < 2 || len(hashes) > longest || letters < minWhole || words < 2 {
		return
	}
	run := uint64(0)
	for i := range hashes {
		run = roll(run, hashes[len(hashes)-1-i])
	}
	c.add(run)
}

func (c *collection) add(run uint64) {
	if _, known := c.phrases[run]; !known {
		c.phrases[run] = c.source
	}
}

// page takes up a Markdown page: the values of its front matter, and its text
// as readers see it.
func (c *collection) page(name string, src []byte) {
	doc, _ := strict.Split(src, name)
	if node, _ := strict.Parse(doc.Front, strict.Source{Path: name}); node != nil {
		c.values(node)
	}
	c.prose(withoutMarks(doc.Body), bodyWord)
}

// chosen are the keys whose values authors choose from those that there are. The
// templates that basedOn and needs name have secrets of their own, if they are
// withheld.
var chosen = map[string]bool{"basedOn": true, "needs": true, "tlp": true, "kind": true, "layout": true, "license": true, "bcms": true, "every": true, "type": true, "class": true, "filledTlp": true}

// values takes up all texts of front matter, but not its keys.
func (c *collection) values(node *yaml.Node) {
	switch node.Kind {
	case yaml.ScalarNode:
		c.prose([]byte(node.Value), minName)
		c.whole([]byte(node.Value))
	case yaml.MappingNode:
		for i := 1; i < len(node.Content); i += 2 {
			if !chosen[node.Content[i-1].Value] {
				c.values(node.Content[i])
			}
		}
	default:
		for _, child := range node.Content {
			c.values(child)
		}
	}
}

// withoutMarks takes from Markdown what does not show: the marks around words,
// the targets of links, attributes.
func withoutMarks(src []byte) []byte {
	out := make([]byte, 0, len(src))
	for i := 0; i < len(src); i++ {
		switch src[i] {
		case '*', '`', '~':
			continue
		case ']':
			if i+1 < len(src) && (src[i+1] == '(' || src[i+1] == '[') {
				if end := bytes.IndexAny(src[i+2:min(i+600, len(src))], ")]\n"); end >= 0 && src[i+2+end] != '\n' {
					i += 2 + end
					continue
				}
			}
		case '{':
			if i+1 < len(src) && src[i+1] == '#' {
				if end := bytes.IndexByte(src[i:min(i+200, len(src))], '}'); end > 0 {
					i += end
					continue
				}
			}
		}
		out = append(out, src[i])
	}
	return out
}
