package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/diag"
)

func TestOnlyPagesThatChangedReload(t *testing.T) {
	f := newFake()
	s, base := running(t, f)
	bia := open(t, base, "/leitfaden/bia/", stateOf(t, base, "/leitfaden/bia/"))
	start := open(t, base, "/", stateOf(t, base, "/"))
	bia.next("problems")
	start.next("problems")

	var told []string
	f.mu.Lock()
	f.change = func(paths []string) error {
		told = paths
		f.files["leitfaden/bia/index.html"] = page("BIA, neu")
		return nil
	}
	f.mu.Unlock()
	if err := s.Change(t.Context(), []string{"content/leitfaden/bia.md"}); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(told, []string{"content/leitfaden/bia.md"}) {
		t.Errorf("site was told %q", told)
	}
	bia.next("reload")
	f.set(func(f *fakeSite) { f.files["index.html"] = page("Start, neu") })
	if err := s.Change(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	start.next("reload") // its first: the change of bia was none of it
	select {
	case e := <-bia.events:
		t.Errorf("unchanged page got %+v", e)
	case <-time.After(20 * time.Millisecond):
	}
}

func TestPageThatMissedAChangeReloadsWhenItComesBack(t *testing.T) {
	f := newFake()
	s, base := running(t, f)
	state := stateOf(t, base, "/")
	f.set(func(f *fakeSite) { f.files["index.html"] = page("Neu") })
	if err := s.Change(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	open(t, base, "/", state).next("reload")
	open(t, base, "/", stateOf(t, base, "/")).next("problems") // the new one need not
}

func TestPageReloadsWhenItAppearsVanishesBreaksOrIsRepaired(t *testing.T) {
	const path, file = "/neu/", "neu/index.html"
	steps := []struct {
		name string
		edit func(f *fakeSite)
	}{
		{"appears", func(f *fakeSite) { f.files[file] = page("Neu") }},
		{"breaks", func(f *fakeSite) { f.broken[file] = problemError{diag.List{diag.New("a", "x.md", 1)}} }},
		{"breaks otherwise", func(f *fakeSite) { f.broken[file] = problemError{diag.List{diag.New("b", "x.md", 1)}} }},
		{"is repaired", func(f *fakeSite) { delete(f.broken, file) }},
		{"vanishes", func(f *fakeSite) { delete(f.files, file) }},
	}
	f := newFake()
	s, base := running(t, f)
	for _, step := range steps {
		tab := open(t, base, path, stateOf(t, base, path))
		tab.next("problems")
		f.set(step.edit)
		if err := s.Change(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if state := tab.next("reload"); state != stateOf(t, base, path) {
			t.Errorf("%s: reload to %q, but the page is %q", step.name, state, stateOf(t, base, path))
		}
		tab.close()
	}
}

func TestProblemsReachEveryPageOnceTheyChange(t *testing.T) {
	f := newFake()
	warning := diag.New("alt-missing", "content/a.md", 0).AsWarning()
	f.problems = diag.List{warning}
	s, base := running(t, f)
	tabs := []*tab{open(t, base, "/", stateOf(t, base, "/")), open(t, base, "/leitfaden/", stateOf(t, base, "/leitfaden/"))}
	for _, tab := range tabs {
		tab.next("problems")
	}
	f.set(func(f *fakeSite) {})
	if err := s.Change(t.Context(), nil); err != nil { // tells nobody anything
		t.Fatal(err)
	}
	f.set(func(f *fakeSite) {
		p := diag.New("link-broken", "content/b.md", 12, "link", "</script>\u202e")
		p.Col = 3
		f.problems = diag.List{warning, p}
	})
	if err := s.Change(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	for _, tab := range tabs {
		var got report
		if err := json.Unmarshal([]byte(tab.next("problems")), &got); err != nil {
			t.Fatal(err)
		}
		want := report{
			Errors: 1, Warnings: 1, Lang: "⟨server.lang⟩", Dismiss: "⟨server.overlay.dismiss⟩",
			Title: "⟨server.overlay.title map[errors:1 warnings:1]⟩",
			Problems: []line{
				{"error", "⟨server.severity.error⟩", "content/b.md:12:3", "link-broken",
					"⟨diag.link-broken map[link:</script>\\u202e]⟩", "⟨diag.link-broken.hint map[link:</script>\\u202e]⟩"},
				{"warning", "⟨server.severity.warning⟩", "content/a.md", "alt-missing",
					"⟨diag.alt-missing⟩", "⟨diag.alt-missing.hint⟩"},
			},
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("report\n%+v\nwant\n%+v", got, want)
		}
	}
}

func TestFailedChangeIsReturnedAndShownUntilOneSucceeds(t *testing.T) {
	f := newFake()
	s, base := running(t, f)
	tab := open(t, base, "/", stateOf(t, base, "/"))
	tab.next("problems")
	f.mu.Lock()
	f.change = func([]string) error { return errDisk }
	f.mu.Unlock()
	if err := s.Change(t.Context(), nil); err != errDisk {
		t.Errorf("err = %v", err)
	}
	if got := tab.next("problems"); !strings.Contains(got, `"errors":1`) || !strings.Contains(got, "⟨server.change-failed map[error:disk full]⟩") {
		t.Errorf("report %s", got)
	}
	f.set(func(*fakeSite) {})
	if err := s.Change(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if got := tab.next("problems"); !strings.Contains(got, `"errors":0`) || !strings.Contains(got, `"problems":[]`) {
		t.Errorf("report %s", got)
	}
}

func TestLongListsAreCutWithErrorsFirst(t *testing.T) {
	f := newFake()
	for i := range 60 {
		f.problems.Add(diag.New("w", "a.md", i+1).AsWarning())
	}
	f.problems.Add(diag.New("e", "z.md", 1))
	rep := New(f, Options{Translate: words{}}).report(nil)
	if len(rep.Problems) != maxShown || rep.Problems[0].ID != "e" || rep.More != "⟨server.overlay.more map[count:11]⟩" {
		t.Errorf("%d problems, first %q, more %q", len(rep.Problems), rep.Problems[0].ID, rep.More)
	}
}

func TestOtherSitesGetNoStream(t *testing.T) {
	s := New(newFake(), Options{LiveReload: true})
	for _, site := range []string{"cross-site", "same-site", "none"} {
		if resp := get(t, s, "/_nachbar/events?path=/", "Sec-Fetch-Site", site); resp.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %s, want 403", site, resp.Status)
		}
	}
}

func TestScriptIsAddedToPagesOnly(t *testing.T) {
	f := newFake()
	f.files["seltsam/index.html"] = "<p></body> mitten <body></body>" + "Rest"
	f.files["ohne/index.html"] = "<p>ohne Ende"
	live, plain := New(f, Options{LiveReload: true}), New(f, Options{})
	for path, want := range map[string]string{
		"/":                        `</h1><script src="/_nachbar/live.js" defer data-path="/" data-state="200-` + hash([]byte(f.files["index.html"])) + "\"></script>\n</body>",
		"/seltsam/":                `<p></body> mitten <body><script src="/_nachbar/live.js"`,
		"/ohne/":                   `<p>ohne Ende<script src="/_nachbar/live.js"`,
		`/%22%3E%3Cx%20y=/`:        `data-path="/&#34;&gt;&lt;x y=/" data-state="404-`,
		"/assets/n.1a2b3c4d5e.css": "body{}",
	} {
		if got := body(t, get(t, live, path)); !strings.Contains(got, want) {
			t.Errorf("%s lacks %q:\n%s", path, want, got)
		}
		if got := body(t, get(t, plain, path)); strings.Contains(got, "live.js") {
			t.Errorf("%s has a script without live reload", path)
		}
	}
	if resp := get(t, plain, "/_nachbar/events?path=/"); resp.StatusCode != http.StatusNotFound {
		t.Errorf("stream without live reload: %s", resp.Status)
	}
}

func TestClientWritesTextNodesOnly(t *testing.T) {
	s := New(newFake(), Options{})
	for path, typ := range map[string]string{"/_nachbar/live.js": "text/javascript; charset=utf-8", "/_nachbar/live.css": "text/css; charset=utf-8"} {
		resp := get(t, s, path)
		if resp.StatusCode != http.StatusOK || resp.Header.Get("Content-Type") != typ {
			t.Errorf("%s: %s %s", path, resp.Status, resp.Header.Get("Content-Type"))
		}
		text := body(t, resp)
		for _, forbidden := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
			"Function(", ".style", "import ", "http:", "https:", "//cdn"} {
			if strings.Contains(text, forbidden) {
				t.Errorf("%s has %q", path, forbidden)
			}
		}
	}
}

func TestRequestsAreLoggedAtDebugLevelOnly(t *testing.T) {
	for level, want := range map[slog.Level]bool{slog.LevelDebug: true, slog.LevelInfo: false} {
		var out bytes.Buffer
		s := New(newFake(), Options{Log: slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: level}))})
		get(t, s, "/fehlt/")
		if logged := strings.Contains(out.String(), "path=/fehlt/ status=404"); logged != want {
			t.Errorf("at %v logged %q", level, out.String())
		}
	}
}

func TestReloadFollowsAChangeAtOnce(t *testing.T) {
	f := newFake()
	s, base := running(t, f)
	tab := open(t, base, "/", stateOf(t, base, "/"))
	tab.next("problems")
	var took []time.Duration
	for i := range 31 {
		f.set(func(f *fakeSite) { f.files["index.html"] = page(fmt.Sprint("Fassung ", i)) })
		start := time.Now()
		if err := s.Change(context.Background(), nil); err != nil {
			t.Fatal(err)
		}
		tab.next("reload")
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	if median := took[len(took)/2]; median > 20*time.Millisecond {
		t.Errorf("a reload takes %v (median), want at most 20 ms", median)
	}
}
