package main

import (
	"context"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/site"
)

// The portal's own pages have to be found where readers expect them.
func TestThePortalIsFoundUnderTheWordsOfItsReaders(t *testing.T) {
	texts, err := site.LoadTexts(context.Background(), portalOptions(t))
	if err != nil {
		t.Fatal(err)
	}
	engine, err := indexInMemory(context.Background(), texts)
	if err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile("testdata/ranking.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(list)) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "# ") || len(fields) != 3 {
			continue
		}
		worst, err := strconv.Atoi(fields[2])
		if err != nil {
			t.Fatal(err)
		}
		results, err := engine.Search(context.Background(), search.Request{Query: search.Parse(fields[0])})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range results.Hits {
			got = append(got, h.Address())
		}
		if at := slices.Index(got, fields[1]); at < 0 || at >= worst {
			t.Errorf("%q: %s at rank %d, want %d or better: %v", fields[0], fields[1], at+1, worst, got[:min(6, len(got))])
		}
	}
}

// portalOptions open the project's own portal.
func portalOptions(t *testing.T) site.Options {
	t.Helper()
	a, err := newApp(strings.NewReader(""), io.Discard, io.Discard, os.LookupEnv, nil)
	if err != nil {
		t.Fatal(err)
	}
	a.dir = "../.."
	_, opt, err := a.open()
	if err != nil {
		t.Fatal(err)
	}
	return opt
}
