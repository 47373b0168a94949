package view

import (
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
	for _, page := range sortedByTitle(p.c.trace.ask("all", "")) {
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

func byLetter(entries []Entry) []Letter {
	sortEntries(entries)
	var letters []Letter
	for _, e := range entries {
		letter := firstLetter(e.Title)
		if len(letters) == 0 || letters[len(letters)-1].Letter != letter {
			letters = append(letters, Letter{Letter: letter, Anchor: "az-" + strings.ToLower(strings.Replace(letter, "0–9", "0-9", 1))})
		}
		last := &letters[len(letters)-1]
		last.Entries = append(last.Entries, e)
	}
	return letters
}

func sortEntries(entries []Entry) {
	keys := make(map[string]string, len(entries))
	for _, e := range entries {
		keys[e.Title] = indexKey(e.Title)
	}
	sortBy(entries, func(e Entry) string { return keys[e.Title] + "\x00" + e.URL })
}

// indexKey puts titles that begin with none of the letters A to Z before A.
func indexKey(title string) string {
	key := strings.TrimLeftFunc(sortKey(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if key == "" || !isLetter([]rune(key)[0]) {
		return "\x01" + key
	}
	return key
}

func firstLetter(title string) string {
	key := indexKey(title)
	if key[0] == '\x01' {
		return "0–9"
	}
	return strings.ToUpper(string([]rune(key)[0]))
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' }

func sortBy[T any](items []T, key func(T) string) {
	slices.SortStableFunc(items, func(a, b T) int { return strings.Compare(key(a), key(b)) })
}
