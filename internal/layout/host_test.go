package layout

import (
	"errors"
	"fmt"
	"html/template"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kaaw/nachbar/internal/diag"
)

// host answers what a page would: it writes down what it was asked.
type host struct{ name string }

func (h host) T(key string, args map[string]string) string {
	return fmt.Sprintf("%s:%s %v", h.name, key, args)
}
func (h host) N(key string, count int) string         { return fmt.Sprint(key, "×", count) }
func (h host) Date(t time.Time, layout string) string { return t.Format("02.01.2006") + " " + layout }
func (h host) Number(n int) string                    { return fmt.Sprint("#", n) }
func (h host) Size(n int64) string                    { return fmt.Sprint(n, " B") }
func (h host) Rel(path string) string                 { return "../" + path }
func (h host) Markdown(text string) template.HTML     { return template.HTML("<p>" + text + "</p>") }

func (h host) Asset(name string) (string, error) {
	if name == "none.css" {
		return "", errors.New("asset: static/assets/none.css: no such file")
	}
	return "assets/" + name, nil
}

func (h host) Data(name string) (any, error) {
	if name != "rollen" {
		return nil, errors.New("data: no such file")
	}
	return []any{map[string]any{"id": "bcm"}}, nil
}

// site makes a file system of layouts: pairs of a path below layouts/ and its source.
func site(pairs ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		m["layouts/"+pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

const base = `<main>{{block "main" .}}skeleton{{end}}</main>`

// load reads layouts over the skeleton above, without problems.
func load(t *testing.T, pairs ...string) *Set {
	t.Helper()
	s, problems, err := Load(site(append([]string{"base.html", base}, pairs...)...), "layouts")
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	return s
}

// render executes one file, which has to work.
func render(t *testing.T, s *Set, file string, dot any) string {
	t.Helper()
	out, problems := try(s, file, dot)
	if len(problems) > 0 {
		t.Fatalf("%s: %v", file, problems)
	}
	return out
}

func try(s *Set, file string, dot any) (string, diag.List) {
	var b strings.Builder
	problems := s.Execute(&b, file, host{"h"}, dot, "content/a.md")
	return b.String(), problems
}
