package site_test

import (
	"context"
	"crypto/sha1"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/history"
	"github.com/kaaw/nachbar/internal/site"
)

// deed is a commit of a chronicle: what it wrote, "" for what it removed.
type deed struct {
	day, role string
	who       string
	notes     []history.Note
	edits     portal
	moves     map[string]string // new path → former path
}

// chronicle is a portal with the commits that made it, the oldest first.
type chronicle []deed

// portal is what the commits left.
func (c chronicle) portal() portal {
	now := portal{}
	for _, d := range c {
		d.apply(now)
	}
	return now
}

func (d deed) apply(now portal) {
	for _, from := range d.moves {
		delete(now, from)
	}
	for name, text := range d.edits {
		if now[name] = text; text == "" {
			delete(now, name)
		}
	}
}

func blobName(text string) string {
	sum := sha1.Sum([]byte(text))
	return hex.EncodeToString(sum[:])
}

// log is what package history would read.
func (c chronicle) log(context.Context) (*history.Log, error) {
	now, texts := portal{}, map[string]string{}
	log := &history.Log{Head: "x"}
	for _, d := range c {
		day, err := time.Parse(time.DateOnly, d.day)
		if err != nil {
			return nil, err
		}
		commit := history.Commit{Day: day}
		part := history.Part{Role: d.role, Name: d.who, Notes: d.notes}
		for _, name := range slices.Sorted(maps.Keys(d.edits)) {
			change := history.Change{Path: name, From: d.moves[name]}
			if text := d.edits[name]; text != "" {
				change.Blob = blobName(text)
				texts[change.Blob] = text
			}
			_, known := now[name]
			change.New = !known && change.From == ""
			commit.Changes = append(commit.Changes, change)
			part.Files = append(part.Files, name)
		}
		commit.Parts = []history.Part{part}
		log.Commits = append(log.Commits, commit)
		d.apply(now)
	}
	slices.Reverse(log.Commits)
	log.Blobs = func(_ context.Context, names []string, each func(string, []byte)) error {
		for _, name := range names {
			each(name, []byte(texts[name]))
		}
		return nil
	}
	return log, nil
}

func note(page, text string) []history.Note { return []history.Note{{Page: page, Text: text}} }

// recentLayouts show all that layouts can show of the past.
func recentLayouts() portal {
	single := `{{define "main"}}{{.Body}}<p>Stand {{date .Lastmod "iso"}} {{range .By}}[{{.}}]{{end}}</p><ul>{{range .Notes}}<li>{{date .Day "iso"}} {{.Text}} {{.Role}}</li>{{end}}</ul>{{end}}`
	return portal{
		"layouts/_default/single.html": single, "layouts/guide/single.html": single,
		"layouts/_default/recent.html": `{{define "main"}}{{range .RecentFilter}}<a href="{{.URL}}">{{.Title}} {{.Count}}</a>{{end}}{{range .Recent}}<h2 id="m-{{.ID}}">{{.ID}}</h2><ul>{{range .Entries}}<li>{{date .Day "iso"}} {{if .New}}neu{{else}}anders{{end}} <a href="{{.Page.URL}}">{{.Page.Title}}</a> {{.Section}} {{.Note}} {{.Role}}</li>{{end}}</ul>{{end}}{{end}}`,
	}
}

// chronicleOf starts with the test portal without dates.
func chronicleOf(more ...deed) chronicle {
	base := newPortal()
	maps.Copy(base, recentLayouts())
	for name, text := range base {
		if strings.HasPrefix(name, "content/") && name != "content/_index.md" && name != "content/intern.md" {
			if base[name] = ""; strings.HasPrefix(name, "content/leitfaden/") || strings.HasPrefix(name, "content/glossar/") {
				base[name] = text
			}
		}
	}
	base["nachbar.yaml"] = strings.ReplaceAll(base["nachbar.yaml"], "pagination: 3", "pagination: 40")
	base["nachbar.yaml"] = strings.ReplaceAll(base["nachbar.yaml"], "page: wissen/b", "page: leitfaden")
	maps.DeleteFunc(base, func(_, text string) bool { return text == "" })
	return append(chronicle{{day: "2026-01-01", edits: base}}, more...)
}

func (c chronicle) options() site.Options { return site.Options{FS: c.portal().fs(), Log: c.log} }

// public builds the public edition.
func (c chronicle) public(t *testing.T) map[string][]byte { return outputs(t, c.options()) }
