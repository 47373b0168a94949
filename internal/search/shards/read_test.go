package shards_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/search/searchtest"
	"github.com/kaaw/nachbar/internal/search/shards"
)

func (f files) open(name string) ([]byte, error) {
	body, ok := f[name]
	if !ok {
		return nil, fmt.Errorf("open %s: %w", name, fs.ErrNotExist)
	}
	return body, nil
}

func TestAnEngineOfShardsAnswersAsOneOfTheIndex(t *testing.T) {
	for _, n := range []int{1, 90} {
		for _, stable := range []bool{n == 1, false} {
			ix := index(t, portal(n, 7))
			read, err := shards.Read(t.Context(), write(t, ix, shards.Options{Stable: stable}).open)
			if err != nil {
				t.Fatal(err)
			}
			whole := search.NewEngine(ix)
			found := 0
			for _, query := range asked() {
				req := search.Request{Query: search.Parse(query), Limit: 3, Explain: true}
				got, err := read.Search(t.Context(), req)
				if err != nil {
					t.Fatalf("%q: %v", query, err)
				}
				want, err := whole.Search(t.Context(), req)
				if err != nil {
					t.Fatal(err)
				}
				found += want.Total
				if !reflect.DeepEqual(got, want) {
					t.Fatalf("%d documents, %.200q:\n%+v\nwant\n%+v", n, query, got, want)
				}
			}
			if found == 0 {
				t.Error("no query finds anything")
			}
		}
	}
}

// asked are queries of all kinds.
func asked() []string {
	list := append([]string{}, searchtest.Hostile()...)
	for i, word := range vocabulary {
		next := vocabulary[(i+5)%len(vocabulary)]
		kinds := []string{
			word, word + " " + next, word + " -" + next, `"` + word + " " + next + `"`, word[:len(word)/2], word + "x", next[1:],
			strings.ToLower(word) + "s" + strings.ToLower(next), word + " typ:leitfaden", word + " stufe:aufbau -schlagwort:BIA",
		}
		list = append(list, kinds[i%5], kinds[5+i%5])
	}
	return append(list, "typ:guide", "schlagwort:Übung bereich:wissen", "Business-Impact-Analyse", "Amt der Bürger")
}

func TestShardsThatDoNotHoldTogetherAreAnError(t *testing.T) {
	good := write(t, index(t, portal(60, 7)), shards.Options{})
	for name := range good {
		for what, body := range map[string][]byte{
			"missing": nil, "empty": {}, "cut": good[name][:len(good[name])/2], "another": good["index.js"],
		} {
			if name == "index.js" && what == "another" {
				continue
			}
			spoilt := files{}
			for other := range good {
				spoilt[other] = good[other]
			}
			if spoilt[name] = body; body == nil {
				delete(spoilt, name)
			}
			e, err := shards.Read(t.Context(), spoilt.open)
			if err == nil {
				t.Errorf("%s %s is taken: %v", what, name, e.Len())
			}
		}
	}
}

// FuzzRead holds that no shard, whatever is in it, makes the reader or an engine
// of what it read fail in another way than with an error.
func FuzzRead(f *testing.F) {
	good := write(f, index(f, portal(20, 7)), shards.Options{Stable: true})
	for name := range good {
		f.Add(name, unpacked(f, good[name]))
	}
	f.Fuzz(func(t *testing.T, name string, body []byte) {
		spoilt := files{}
		for other := range good {
			spoilt[other] = good[other]
		}
		ref := strings.TrimSuffix(strings.TrimPrefix(name, "d/"), ".js")
		spoilt[name] = packed(t, ref, body)
		e, err := shards.Read(t.Context(), spoilt.open)
		if err != nil {
			return
		}
		for _, query := range []string{"Notfall", "Hochspannung*", `"Plan der"`, "typ:page -Übung"} {
			_, _ = e.Search(t.Context(), search.Request{Query: search.Parse(query)})
		}
	})
}

func unpacked(f *testing.F, file []byte) []byte {
	parts := call.FindSubmatch(file)
	if parts == nil {
		f.Fatal("no shard")
	}
	body, err := inflate(parts[2])
	if err != nil {
		f.Fatal(err)
	}
	return bytes.Clone(body)
}
