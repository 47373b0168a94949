package bsc

import (
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
)

// Facts are what a catalogue is held to beside its own rules; a nil one is not
// asked.
type Facts struct {
	// Module knows the ids of the IT-Grundschutz-Kompendium, edition 2023: its
	// numbers have gaps.
	Module func(id string) bool
	// Page knows the paths of pages.
	Page func(path string) bool
	// Jargon are the words that the texts for the head of the municipality
	// (strength, risk, decision) do without.
	Jargon Jargon
}

// Check names references to modules and pages that do not exist, short names
// that two questions have, and words that a mayor should not have to read. dir is
// the folder of the catalogues, "data/bsc". Ranges of weights, efforts and
// priorities are checked by Load.
func (c *Catalogue) Check(dir string, f Facts) diag.List {
	var problems diag.List
	shorts := map[string]string{}
	for i := range c.Questions {
		q := &c.Questions[i]
		file := path.Join(dir, c.ID, strings.ToLower(q.Topic)+".yaml")
		add := func(id string, pairs ...string) {
			problems.Add(diag.New(id, file, q.line, append(pairs, "id", q.ID)...))
		}
		for _, ref := range q.Refs.Grundschutz {
			if f.Module != nil && !f.Module(moduleOf(ref)) {
				add("bsc-module", "ref", ref)
			}
		}
		for _, link := range q.Links {
			if f.Page != nil && !f.Page(strings.Trim(link, "/")) {
				add("bsc-link", "link", link)
			}
		}
		if other := shorts[folded(q.Short)]; other != "" {
			add("bsc-short", "short", q.Short, "other", other)
		}
		shorts[folded(q.Short)] = q.ID
		for _, text := range []struct{ key, text string }{{"strength", q.Strength}, {"risk", q.Risk}, {"decision", q.Decision}} {
			if words := f.Jargon.Find(text.text); len(words) > 0 {
				add("bsc-jargon", "key", text.key, "words", strings.Join(words, ", "))
			}
		}
	}
	return problems
}

// moduleOf is the module of a requirement: ORP.4 of ORP.4.A1.
func moduleOf(ref string) string {
	if at := strings.LastIndex(ref, ".A"); at > 0 && strings.Trim(ref[at+2:], "0123456789") == "" {
		return ref[:at]
	}
	return ref
}
