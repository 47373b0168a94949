package site_test

import (
	"context"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/history"
	"github.com/kaaw/nachbar/internal/site"
)

// TestNotesOfCommitsAreSecretsOfWhoTheyAreFor looks for notes in a public tree.
func TestNotesOfCommitsAreSecretsOfWhoTheyAreFor(t *testing.T) {
	note := func(page, text string, files ...string) history.Commit {
		return history.Commit{Day: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC),
			Parts: []history.Part{{Files: files, Notes: []history.Note{{Page: page, Text: text}}}}}
	}
	log := &history.Log{Head: "x", Commits: []history.Commit{
		note("", "Rufbereitschaft der Leitstelle wurde umgestellt", "content/intern.md"),
		note("", "Sammelplatz am Bauhof kommt neu dazu", "content/intern.md", "content/leitfaden/bia.md"),
		note("leitfaden/bia", "Fristen stehen nun in einer Tabelle", "content/intern.md", "content/leitfaden/bia.md"),
		note("", "Zeichnungen sind nun besser lesbar geworden", "content/leitfaden/bia.md"),
	}}
	secrets, err := site.Secrets(t.Context(), site.Options{
		FS: newPortal().fs(), Audience: "oeffentlich", Log: func(context.Context) (*history.Log, error) { return log, nil },
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for text, secret := range map[string]bool{
		"Rufbereitschaft der Leitstelle wurde umgestellt": true,
		"Sammelplatz am Bauhof kommt neu dazu":            true,
		"Fristen stehen nun in einer Tabelle":             false,
		"Zeichnungen sind nun besser lesbar geworden":     false,
	} {
		if found := secrets.File("neu/index.html", []byte("<p>"+text+"</p>")); (len(found) > 0) != secret {
			t.Errorf("%q: %v", text, found)
		}
	}
}
