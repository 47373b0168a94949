package shards

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/search"
)

// terms reads all terms. Their lists stay packed until somebody asks.
func (in *input) terms(r *root, parts *search.Parts) error {
	refs, err := in.refs(&r.Terms)
	if err != nil {
		return err
	}
	var all []termList
	for _, ref := range refs {
		body, err := in.load(ref)
		if err != nil {
			return err
		}
		if all, err = in.termShard(body, r.N, all); err != nil {
			return fmt.Errorf("shard %s: %w", ref, err)
		}
	}
	slices.SortFunc(all, func(a, b termList) int {
		return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.Text, b.Text))
	})
	parts.Terms = make([]search.Term, len(all))
	lists := make([][]byte, len(all))
	for i := range all {
		parts.Terms[i], lists[i] = all[i].Term, all[i].list
	}
	terms := parts.Terms
	parts.Postings = func(term int, f func(doc int, impact search.Impact)) {
		eachPosting(lists[term], terms[term].DF, f)
	}
	return nil
}

// termList is a term with its packed list.
type termList struct {
	search.Term
	list []byte
}

// termShard appends the terms of a shard, whose lists are of n documents.
func (in *input) termShard(body []byte, n int, all []termList) ([]termList, error) {
	c := cursor{rest: body}
	last := ""
	for len(c.rest) > 0 && !c.damaged {
		t := termList{Term: search.Term{Text: c.after(last), Field: search.Field(c.byte())}}
		last = t.Text
		t.DF = c.number()
		if t.Field == search.Word {
			for range c.count() {
				t.Parts = append(t.Parts, c.text())
			}
		}
		if !slices.Contains(search.Fields(), t.Field) || t.DF < 1 || t.DF > n {
			return nil, errDamaged
		}
		list := &c
		if c.number() == 1 {
			other, err := in.load(c.text())
			if err != nil {
				return nil, err
			}
			list = &cursor{rest: other}
		}
		t.list = list.list(t.DF, n)
		c.damaged = c.damaged || list.damaged
		all = append(all, t)
	}
	if c.damaged {
		return nil, errDamaged
	}
	return all, nil
}

// list takes a list of df of n documents, whole.
func (c *cursor) list(df, n int) []byte {
	start, doc := c.rest, 0
	for i := range df {
		step := c.number()
		if doc += step; i > 0 && step == 0 || doc >= n || c.damaged {
			c.damaged = true
			return nil
		}
	}
	if len(c.rest) < df || slices.ContainsFunc(c.rest[:df], func(b byte) bool { return b > byte(search.MaxImpact) }) {
		c.damaged = true
		return nil
	}
	c.rest = c.rest[df:]
	size := len(start) - len(c.rest)
	return start[:size:size]
}

// eachPosting unpacks a list that was checked.
func eachPosting(list []byte, df int, f func(doc int, impact search.Impact)) {
	impacts, doc := list[len(list)-df:], 0
	for _, impact := range impacts {
		step, size := binary.Uvarint(list)
		list = list[size:]
		doc += int(step)
		f(doc, search.Impact(impact))
	}
}

// words learns how words are shown.
func (in *input) words(r *root, parts *search.Parts) error {
	refs, err := in.refs(&r.Words)
	if err != nil {
		return err
	}
	shown := map[string]string{}
	for _, ref := range refs {
		body, err := in.load(ref)
		if err != nil {
			return err
		}
		c, last := cursor{rest: body}, ""
		for len(c.rest) > 0 && !c.damaged {
			last = c.after(last)
			c.number() // df stands beside the term
			code := c.number()
			if kept := code / 2; kept <= len(last) {
				shown[last] = written(last[:kept], c.text(), code%2 == 1)
				continue
			}
			c.damaged = true
		}
		if c.damaged {
			return fmt.Errorf("shard %s: %w", ref, errDamaged)
		}
	}
	for i := range parts.Terms {
		if t := &parts.Terms[i]; t.Field == search.Word {
			t.Shown = shown[t.Text]
		}
	}
	return nil
}

// written is a word as people see it.
func written(start, rest string, capital bool) string {
	if capital && start != "" {
		start = strings.ToUpper(start[:1]) + start[1:]
	}
	return start + rest
}
