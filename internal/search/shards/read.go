package shards

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/search"
)

// Read puts an engine together from files that Write has written. open returns
// the body of a file by its name; bodies must not change while the engine is
// used, for texts are read when they are shown. The engine finds and shows what
// one of the index itself does. Files that do not hold together are an error,
// whatever is in them.
func Read(ctx context.Context, open func(name string) ([]byte, error)) (*search.Engine, error) {
	in := &input{ctx: ctx, open: open}
	var r root
	if err := in.json("index", &r); err != nil {
		return nil, fmt.Errorf("read search index: %w", err)
	}
	if r.Version != 1 || r.N < 0 || r.N > maxDocuments || r.Block < 1 {
		return nil, fmt.Errorf("read search index: unknown version %d", r.Version)
	}
	parts := search.Parts{Options: search.Options{Titles: map[search.Facet]map[string]string{}}}
	places, err := in.docs(&r, &parts)
	if err != nil {
		return nil, fmt.Errorf("read search index: %w", err)
	}
	steps := []func() error{
		func() error { return in.texts(&r, &parts, places) },
		func() error { return in.facets(&r, &parts) },
		func() error { return in.terms(&r, &parts) },
		func() error { return in.words(&r, &parts) },
		func() error { return in.lexicon(&r, &parts) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, fmt.Errorf("read search index: %w", err)
		}
	}
	for _, group := range r.Synonyms {
		var names []string
		for _, n := range group {
			names = append(names, n.Text)
		}
		parts.Options.Synonyms = append(parts.Options.Synonyms, names)
	}
	return search.Assemble(parts)
}

// maxDocuments bounds what the root of a damaged index can ask for.
const maxDocuments = 1 << 24

// docs reads what is shown of documents and where their bodies stand.
func (in *input) docs(r *root, parts *search.Parts) ([]place, error) {
	refs, err := in.refs(&r.Docs)
	if err != nil {
		return nil, err
	}
	var places []place
	for _, ref := range refs {
		var block []docEntry
		if err := in.json(ref, &block); err != nil {
			return nil, err
		}
		for _, d := range block {
			if p := d.place; p.parts < 1 || p.block < 0 || p.index < 0 || max(p.parts, p.block, p.index) > maxDocuments {
				return nil, fmt.Errorf("shard %s: %w", ref, errDamaged)
			}
			parts.Documents = append(parts.Documents, d.Document)
			places = append(places, d.place)
		}
	}
	if len(places) != r.N {
		return nil, fmt.Errorf("%d documents instead of %d: %w", len(places), r.N, errDamaged)
	}
	return places, nil
}

// docEntry is a document as a list of its properties.
type docEntry struct {
	search.Document
	place place
}

// UnmarshalJSON implements json.Unmarshaler.
func (d *docEntry) UnmarshalJSON(body []byte) error {
	fields := []any{&d.URL, &d.Anchor, &d.Title, &d.Trail, &d.Kind, &d.Section, &d.Summary,
		&d.place.block, &d.place.index, &d.place.parts}
	want := len(fields)
	if err := json.Unmarshal(body, &fields); err != nil {
		return err
	}
	if len(fields) != want {
		return errDamaged
	}
	return nil
}

// facets gives documents the values that their blocks do not have.
func (in *input) facets(r *root, parts *search.Parts) error {
	for _, f := range search.Facets() {
		entry, ok := r.Facets[f]
		if !ok {
			continue
		}
		parts.Options.Titles[f] = entry.Titles
		var lists map[string][]int
		if err := in.json(entry.Ref, &lists); err != nil {
			return err
		}
		for value, steps := range lists {
			doc := 0
			for i, step := range steps {
				if doc += step; step < 0 || step == 0 && i > 0 || doc >= len(parts.Documents) {
					return fmt.Errorf("shard %s: %w", entry.Ref, errDamaged)
				}
				give(&parts.Documents[doc], f, value)
			}
		}
	}
	for i := range parts.Documents { // maps have no order
		d := &parts.Documents[i]
		slices.Sort(d.Levels)
		slices.Sort(d.Roles)
		slices.Sort(d.Tags)
	}
	return nil
}

// give adds a value of a facet to a document; its kind and section are there.
func give(d *search.Document, f search.Facet, value string) {
	switch f {
	case search.FacetStep:
		d.Step = value
	case search.FacetLevel:
		d.Levels = append(d.Levels, value)
	case search.FacetRole:
		d.Roles = append(d.Roles, value)
	case search.FacetTag:
		d.Tags = append(d.Tags, value)
	}
}

// lexicon reads the lexicon and the pieces of compounds.
func (in *input) lexicon(r *root, parts *search.Parts) error {
	body, err := in.load(r.Lexicon)
	if err != nil {
		return err
	}
	text := string(body)
	at := strings.LastIndex("\n"+text, "\n#\n")
	if at < 0 {
		return fmt.Errorf("shard %s: %w", r.Lexicon, errDamaged)
	}
	parts.Lexicon = text[:at]
	for line := range strings.Lines(text[at+len("#\n"):]) {
		p := search.Term{Field: search.Word}
		if _, err := fmt.Sscanf(line, "%s %d", &p.Text, &p.DF); err != nil {
			return fmt.Errorf("shard %s: %w", r.Lexicon, errDamaged)
		}
		parts.Pieces = append(parts.Pieces, p)
	}
	return nil
}
