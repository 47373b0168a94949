package shards

import (
	"fmt"
	"strings"

	"github.com/kaaw/nachbar/internal/search"
)

// root is what readers begin with.
type root struct {
	Version  int                    `json:"v"`
	N        int                    `json:"n"`
	Block    int                    `json:"block"`
	Terms    directory              `json:"terms"`
	Docs     directory              `json:"docs"`
	Texts    directory              `json:"texts"`
	Words    directory              `json:"words"`
	Lexicon  string                 `json:"lexicon"`
	Facets   map[search.Facet]facet `json:"facets"`
	Synonyms [][]name               `json:"synonyms"`
	// Quiet are the documents that are held back, as steps.
	Quiet []int `json:"quiet,omitempty"`
}

// maxDirectory is how many entries a directory has in one piece.
const maxDirectory = 256

// directory leads to shards, by their first keys or by number.
type directory struct {
	Firsts []string `json:"firsts,omitempty"`
	Refs   []string `json:"refs,omitzero"`
	Dirs   []string `json:"dirs,omitempty"`
}

// add adds a shard; first is "" for those that are numbered.
func (d *directory) add(first, ref string) {
	if first != "" {
		d.Firsts = append(d.Firsts, first)
	}
	d.Refs = append(d.Refs, ref)
}

// folded is the directory, with its pieces sent if it is long.
func (d *directory) folded(out *output) (directory, error) {
	if len(d.Refs) <= maxDirectory {
		return directory{Firsts: d.Firsts, Refs: append([]string{}, d.Refs...)}, nil
	}
	var top directory
	for from := 0; from < len(d.Refs); from += maxDirectory {
		to := min(from+maxDirectory, len(d.Refs))
		piece := directory{Refs: d.Refs[from:to]}
		if d.Firsts != nil {
			piece.Firsts = d.Firsts[from:to]
			top.Firsts = append(top.Firsts, d.Firsts[from])
		}
		ref, err := out.sendJSON(kindDirectory, piece)
		if err != nil {
			return top, err
		}
		top.Dirs = append(top.Dirs, ref)
	}
	return top, nil
}

// facet leads to the documents by value.
type facet struct {
	Ref    string            `json:"ref"`
	Values []string          `json:"values,omitempty"`
	Titles map[string]string `json:"titles,omitempty"`
}

// maxRootValues is how many values of a facet the root lists.
const maxRootValues = 256

// writeFacets writes a shard for every facet that documents have.
func writeFacets(ix *search.Index, out *output, facets *map[search.Facet]facet) error {
	*facets = map[search.Facet]facet{}
	for _, f := range search.Facets() {
		values := ix.FacetValues(f)
		if len(values) == 0 {
			continue
		}
		entry := facet{Titles: map[string]string{}}
		if len(values) <= maxRootValues {
			entry.Values = values
		}
		for _, id := range values {
			if title := ix.FacetTitle(f, id); title != id {
				entry.Titles[id] = title
			}
		}
		var err error
		if entry.Ref, err = out.sendJSON(kindFacet, documentsByValue(ix, f)); err != nil {
			return err
		}
		(*facets)[f] = entry
	}
	return nil
}

// documentsByValue are the documents that have each value of a facet, as
// distances.
func documentsByValue(ix *search.Index, f search.Facet) map[string][]int {
	lists, last := map[string][]int{}, map[string]int{}
	for doc := range ix.Len() {
		d := ix.Document(doc)
		for _, id := range d.Values(f) {
			lists[id] = append(lists[id], doc-last[id])
			last[id] = doc
		}
	}
	return lists
}

// name is one of the names of a thing.
type name struct {
	Text  string     `json:"text"`
	Words []nameWord `json:"words"`
}

type nameWord struct {
	Key   string   `json:"key"`
	Forms [][3]any `json:"forms"` // field, text, weight
}

func synonyms(ix *search.Index) [][]name {
	groups := [][]name{}
	for _, names := range ix.Synonyms() {
		group := []name{}
		for _, n := range names {
			words := make([]nameWord, len(n.Words))
			for i, w := range n.Words {
				words[i].Key = w.Key
				for _, f := range w.Forms {
					words[i].Forms = append(words[i].Forms, [3]any{string(f.Field), f.Text, f.Weight})
				}
			}
			group = append(group, name{n.Text, words})
		}
		groups = append(groups, group)
	}
	return groups
}

// writeLexicon writes the lexicon and the pieces of compounds.
func writeLexicon(ix *search.Index, out *output, ref *string) (err error) {
	var b strings.Builder
	b.WriteString(ix.Lexicon())
	b.WriteString("#\n")
	for _, p := range ix.Pieces() {
		fmt.Fprintf(&b, "%s %d\n", p.Text, p.DF)
	}
	*ref, err = out.send(kindLexicon, []byte(b.String()))
	return err
}

// quiet lists the documents that are held back, each as the step from the one
// before.
func quiet(ix *search.Index) (steps []int) {
	last := 0
	for i := range ix.Len() {
		if d := ix.Document(i); d.Quiet() {
			steps, last = append(steps, i-last), i
		}
	}
	return steps
}
