package shards_test

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/search/shards"
)

func TestEqualIndexesGiveEqualFiles(t *testing.T) {
	docs := portal(200, 7)
	first := write(t, index(t, docs), shards.Options{})
	slices.Reverse(docs)
	if second := write(t, index(t, docs), shards.Options{}); !maps.EqualFunc(first, second, bytes.Equal) {
		t.Error("the files differ")
	}
}

func TestAWordMoreLeavesMostShardsAlone(t *testing.T) {
	docs := portal(400, 8)
	before := write(t, index(t, docs), shards.Options{})
	docs[200].Body += " Feuerwehr"
	after := write(t, index(t, docs), shards.Options{})
	changed := 0
	for name := range after {
		if before[name] == nil {
			changed++
		}
	}
	if len(after) < 40 || changed == 0 || changed > len(after)/4 {
		t.Errorf("%d of %d files are new", changed, len(after))
	}
}

func TestNothingOfADocumentThatLeftRemains(t *testing.T) {
	docs := portal(50, 9)
	docs[7].Title, docs[7].Body = "Geheimplan", "Verschwiegenes Zaubersprüchlein, Übung Geheimplan"
	docs[7].Summary, docs[7].Tags = "Geheimplan", []string{"Geheimplan"}
	has := func(out files) bool {
		for name := range out {
			ref := strings.TrimSuffix(strings.TrimPrefix(name, "d/"), ".js")
			body := strings.ToLower(string(out.load(t, ref)))
			for _, word := range []string{"geheimplan", "zauberspr", "verschwieg", docs[7].URL} {
				if strings.Contains(body, word) {
					return true
				}
			}
		}
		return false
	}
	if !has(write(t, index(t, docs), shards.Options{})) {
		t.Error("the document cannot be found: the test says nothing")
	}
	if has(write(t, index(t, slices.Delete(slices.Clone(docs), 7, 8)), shards.Options{})) {
		t.Error("the document left traces")
	}
}

func TestStableNamesAreNumbers(t *testing.T) {
	docs := portal(100, 10)
	before := write(t, index(t, docs), shards.Options{Stable: true})
	docs[50].Body += " Feuerwehr"
	after := write(t, index(t, docs), shards.Options{Stable: true})
	if a, b := slices.Sorted(maps.Keys(before)), slices.Sorted(maps.Keys(after)); !slices.Equal(a, b) {
		t.Errorf("names %q became %q", a, b)
	}
	for _, name := range []string{"index.js", "d/t1.js", "d/d2.js", "d/b1.js", "d/w1.js", "d/l1.js", "d/f1.js"} {
		if after[name] == nil {
			t.Errorf("no %s", name)
		}
	}
	after.terms(t)
}

func TestWhatIsKeptIsNotMadeAgain(t *testing.T) {
	docs := portal(200, 11)
	before := write(t, index(t, docs), shards.Options{})
	docs[50].Body += " Feuerwehr"
	ix := index(t, docs)
	clean := write(t, ix, shards.Options{})
	again := write(t, ix, shards.Options{Kept: func(name string) bool { return before[name] != nil }})
	for name, body := range clean {
		switch {
		case name != "index.js" && before[name] != nil && again[name] != nil:
			t.Errorf("%s is made again", name)
		case again[name] == nil && !bytes.Equal(before[name], body), again[name] != nil && !bytes.Equal(again[name], body):
			t.Errorf("%s is not that of a clean run", name)
		}
	}
}

func TestAnEmptySiteHasARoot(t *testing.T) {
	out := write(t, index(t, nil), shards.Options{})
	r := out.root(t)
	if r.N != 0 || len(r.Terms.Refs)+len(r.Docs.Refs)+len(r.Texts.Refs)+len(r.Words.Refs)+len(r.Facets) != 0 {
		t.Errorf("root %+v", r)
	}
}

func TestTheFirstErrorEndsWriting(t *testing.T) {
	ix := index(t, portal(200, 12))
	full := errors.New("the disk is full")
	puts := 0
	err := shards.Write(context.Background(), ix, shards.Options{}, func(string, []byte) error {
		puts++
		return full
	})
	if !errors.Is(err, full) || puts != 1 {
		t.Errorf("error %v after %d files", err, puts)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := shards.Write(ctx, ix, shards.Options{}, func(string, []byte) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v of a cancelled run", err)
	}
}
