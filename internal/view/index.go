package view

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Letter is one letter of the A–Z index.
type Letter struct {
	Letter, Anchor string
	Entries        []Entry
}

// Entry is a line of the A–Z index. Context is where the page stands.
type Entry struct{ Title, URL, Kind, Context string }

// Letters is the A–Z index of all pages and glossary terms.
func (p *Page) Letters() []Letter {
	if p.c.name != "az" {
		return nil
	}
	var entries []Entry
	for _, page := range p.c.trace.ask("all", "") {
		if page.Parent == nil {
			continue
		}
		context := ""
		if page.Parent.Parent != nil {
			context = page.Parent.Title
		}
		entries = append(entries, Entry{page.Title, p.c.link(page.Output()), string(page.Kind), context})
	}
	for _, term := range p.c.glossary() {
		title := term.Term
		if term.Abbr != "" && term.Abbr != term.Term {
			title = term.Abbr + " – " + term.Term
		}
		entries = append(entries, Entry{title, p.c.link(GlossaryOutput) + "#" + term.ID, "term", ""})
	}
	return byLetter(entries)
}

// byLetter orders entries, by the keys of their titles and then by address, and
// groups them by letter.
func byLetter(entries []Entry) []Letter {
	type keyed struct {
		key string
		Entry
	}
	all := make([]keyed, len(entries))
	for i, e := range entries {
		all[i] = keyed{indexKey(e.Title), e}
	}
	slices.SortStableFunc(all, func(a, b keyed) int {
		return cmp.Or(strings.Compare(a.key, b.key), strings.Compare(a.URL, b.URL))
	})
	var letters []Letter
	for _, e := range all {
		letter := firstLetter(e.key)
		if len(letters) == 0 || letters[len(letters)-1].Letter != letter {
			letters = append(letters, Letter{Letter: letter, Anchor: "az-" + strings.ToLower(strings.Replace(letter, "0–9", "0-9", 1))})
		}
		last := &letters[len(letters)-1]
		last.Entries = append(last.Entries, e.Entry)
	}
	return letters
}

// indexKey puts titles that begin with none of the letters A to Z before A.
func indexKey(title string) string {
	key := strings.TrimLeftFunc(sortKey(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if key == "" || !isLetter([]rune(key)[0]) {
		return "\x01" + key
	}
	return key
}

// firstLetter is the letter of an indexKey.
func firstLetter(key string) string {
	if key[0] == '\x01' {
		return "0–9"
	}
	return strings.ToUpper(string([]rune(key)[0]))
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' }

func sortBy[T any](items []T, key func(T) string) {
	slices.SortStableFunc(items, func(a, b T) int { return strings.Compare(key(a), key(b)) })
}
