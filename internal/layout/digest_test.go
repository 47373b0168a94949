package layout

import (
	"slices"
	"sync"
	"testing"
)

func TestADigestChangesOnlyForLayoutsThatUseTheFile(t *testing.T) {
	before := []string{
		"base.html", base, "partials/x.html", "x", "_default/single.html", "s", "_default/list.html", "l", "guide/single.html", "s",
	}
	all := []string{"_default/list.html", "_default/single.html", "guide/single.html"}
	for _, tt := range []struct {
		name  string
		after []string
		want  []string
	}{
		{"nothing", nil, nil},
		{"one layout", []string{"_default/single.html", "changed"}, []string{"_default/single.html"}},
		{"a partial", []string{"partials/x.html", "changed"}, all},
		{"a new partial", []string{"partials/y.html", "y"}, all},
		{"the skeleton", []string{"base.html", base + " "}, all},
		{"a new layout", []string{"news/single.html", "n"}, nil},
	} {
		a, _, errA := Load(site(before...), "layouts")
		b, _, errB := Load(site(append(slices.Clone(before), tt.after...)...), "layouts")
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		var changed []string
		for _, file := range all {
			if a.Digest(file) != b.Digest(file) {
				changed = append(changed, file)
			}
		}
		if !slices.Equal(changed, tt.want) {
			t.Errorf("%s changes %q, want %q", tt.name, changed, tt.want)
		}
		if a.Digest("_default/single.html") == a.Digest("guide/single.html") {
			t.Error("two files have one digest")
		}
	}
}

func TestASetServesManyPagesAtOnce(t *testing.T) {
	s := load(t,
		"_default/single.html", `{{define "main"}}{{t "key"}} {{.}}{{template "partials/x.html" .}}{{end}}`,
		"_default/list.html", `{{define "main"}}{{t "list"}} {{.}}{{end}}`, "partials/x.html", ` {{rel .}}`)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for range 50 {
				name := string(rune('a' + i))
				for file, want := range map[string]string{
					"_default/single.html": "<main>" + name + ":key map[] " + name + " ../" + name + "</main>",
					"_default/list.html":   "<main>" + name + ":list map[] " + name + "</main>",
				} {
					var b writer
					if problems := s.Execute(&b, file, host{name}, name, ""); len(problems) > 0 || string(b) != want {
						t.Errorf("%s gives %s, %v, want %s", file, b, problems, want)
						return
					}
				}
			}
		})
	}
	wg.Wait()
}

type writer []byte

func (w *writer) Write(p []byte) (int, error) { *w = append(*w, p...); return len(p), nil }
