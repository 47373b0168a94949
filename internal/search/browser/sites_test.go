package browser_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/overlay"
	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/site"
)

// portal is the index of the portal's own pages, as its site is built.
func portal(t *testing.T) *search.Index {
	t.Helper()
	texts, err := site.LoadTexts(t.Context(), site.Options{
		FS:       overlay.New(os.DirFS(root), nachbar.Defaults(), "layouts", "static", "i18n", "data"),
		Defaults: nachbar.Defaults(), Today: time.Now(), Version: "twin",
	})
	if err != nil {
		t.Fatal(err)
	}
	return index(t, texts.Options(), func(b *search.Builder) error { return texts.Add(t.Context(), b) })
}

func index(t *testing.T, opt search.Options, fill func(*search.Builder) error) *search.Index {
	t.Helper()
	b, err := search.NewBuilder(opt)
	if err != nil {
		t.Fatal(err)
	}
	if err := fill(b); err != nil {
		t.Fatal(err)
	}
	ix, err := b.Finish(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

// largeSite has directories in two steps and lists in shards of their own.
const largeSite = 4500

// large shuffles the portal's own sentences into many pages, one in twenty a long one.
func large(t *testing.T, portal *search.Index) *search.Index {
	t.Helper()
	var lines []string
	for doc := range portal.Len() {
		body, err := portal.Text(doc)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, strings.Split(body, "\n")...)
	}
	random := rand.New(rand.NewPCG(1, 2))
	return index(t, search.Options{}, func(b *search.Builder) error {
		for i := range largeSite {
			d := search.Document{URL: fmt.Sprintf("%04d/index.html", i), Kind: "page", Section: fmt.Sprint("s", i%40)}
			d.Title = portal.Document(random.IntN(portal.Len())).Title
			parts := 4 + 120*(1-min(1, i%20))
			for part := range parts {
				heading := fmt.Sprintf("%d. %s", part+1, lines[random.IntN(len(lines))])
				d.Headings = append(d.Headings, search.Section{Anchor: fmt.Sprint("a", part), Title: heading, Start: len(d.Body)})
				d.Body += heading + "\n" + lines[random.IntN(len(lines))] + "\n" + lines[random.IntN(len(lines))] + "\n"
			}
			d.Body = strings.TrimSpace(d.Body)
			if err := b.Add(d); err != nil {
				return err
			}
		}
		return nil
	})
}
