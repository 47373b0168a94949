package host

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/release"
)

func TestANewReleaseIsShownWhenTheLinkChanges(t *testing.T) {
	s := newStore(t)
	first := publish(t, s, portal("eins"))
	h, base := running(t, s, func(o *Options) { o.Poll = time.Hour }) // the system tells
	shows(t, base, "eins")
	publish(t, s, portal("zwei"))
	shows(t, base, "zwei")
	rollback(t, s, first.ID)
	shows(t, base, "eins")
	if got := h.health(); !got.OK || got.Release != first.ID || got.Refused != "" {
		t.Errorf("health %+v", got)
	}
}

func shows(t *testing.T, base, text string) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if body := fetch(t, base+"/"); strings.Contains(body, "<h1>"+text) {
			return
		}
	}
	t.Fatalf("%q is never shown", text)
}

func fetch(t *testing.T, url string) string {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	return text(t, resp)
}

func TestAReleaseThatIsNotWhatWasPublishedIsNotShown(t *testing.T) {
	for what, spoil := range map[string]func(r release.Release) error{
		"changed":  func(r release.Release) error { return replace(r, "leitfaden/index.html", "anders") },
		"cut":      func(r release.Release) error { return replace(r, "bild.png", "\x89PNG") },
		"missing":  func(r release.Release) error { return os.Remove(filepath.Join(r.Dir, "oeffentlich/leer.txt")) },
		"the list": func(r release.Release) error { return replace(r, sumsFile, "") },
		"a link": func(r release.Release) error {
			name := filepath.Join(r.Dir, "oeffentlich/leer.txt")
			if err := os.Remove(name); err != nil {
				return err
			}
			return os.Symlink("/etc/hostname", name)
		},
		"the manifest": func(r release.Release) error {
			return os.WriteFile(filepath.Join(r.Dir, "release.json"), []byte("{"), 0o600)
		},
	} {
		t.Run(what, func(t *testing.T) {
			s := newStore(t)
			publish(t, s, portal("eins"))
			var log bytes.Buffer
			h := loaded(t, s, func(o *Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
			second := publish(t, s, portal("zwei"))
			if err := spoil(second); err != nil {
				t.Fatal(err)
			}
			if err := h.Load(t.Context()); err == nil {
				t.Fatal("no error")
			}
			if got := get(h, "/"); !strings.Contains(text(t, got), "eins") {
				t.Error("the release before is gone")
			}
			if got := h.health(); !got.OK || got.Refused == "" || !strings.Contains(log.String(), "not loaded") {
				t.Errorf("nobody says so: %+v, %s", got, log.String())
			}
			publish(t, s, portal("drei"))
			if err := h.Load(t.Context()); err != nil || !strings.Contains(text(t, get(h, "/")), "drei") || h.health().Refused != "" {
				t.Errorf("the next good release is not shown: %v", err)
			}
		})
	}
}

func replace(r release.Release, name, body string) error {
	full := filepath.Join(r.Dir, "oeffentlich", name)
	if err := os.Remove(full); err != nil {
		return err
	}
	return os.WriteFile(full, []byte(body), 0o600)
}

func TestHashedFilesLingerAndPagesDoNot(t *testing.T) {
	s := newStore(t)
	const shard = "suche/d/abcdefgh.js"
	publish(t, s, portal("eins").with(files{shard: "alt", "zurueckgezogen/index.html": page("geheim"), "aktuelles.txt": "alt"}))
	h := loaded(t, s, nil)
	second := portal("zwei")
	delete(second, hashedAsset)
	for i := range 2 {
		publish(t, s, second.with(files{"n.txt": strings.Repeat("n", i)}))
		if err := h.Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		for path, want := range map[string]int{"/" + hashedAsset: 200, "/" + shard: 200, "/zurueckgezogen/": 404, "/aktuelles.txt": 404} {
			if got := get(h, path); got.StatusCode != want {
				t.Errorf("%d releases later %s is %d, want %d", i+1, path, got.StatusCode, want)
			}
		}
	}
	publish(t, s, second)
	if err := h.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := get(h, "/"+shard); got.StatusCode != 404 {
		t.Errorf("three releases later: %d", got.StatusCode)
	}
	if n := len(h.library.load.pool.all); n != len(second)+3 { // with two n.txt and the list; contents may be equal
		t.Logf("%d contents are kept", n)
	}
	short := loaded(t, s, func(o *Options) { o.Linger = time.Nanosecond })
	publish(t, s, portal("drei").with(files{shard: "neu"}))
	_ = short.Load(t.Context())
	publish(t, s, portal("vier"))
	_ = short.Load(t.Context())
	if got := get(short, "/"+shard); got.StatusCode != 404 {
		t.Errorf("after its time: %d", got.StatusCode)
	}
}

func TestEqualContentsAreKeptOnce(t *testing.T) {
	s := newStore(t)
	publish(t, s, portal("eins"))
	h := loaded(t, s, nil)
	packNow(h)
	before := h.library.shelf.Load().current.trees["oeffentlich"].paths["/bild.png"].content
	page := h.library.shelf.Load().current.trees["oeffentlich"].paths["/leitfaden/"].content
	publish(t, s, portal("eins").with(files{"index.html": "neu"}))
	if err := h.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	now := h.library.shelf.Load().current.trees["oeffentlich"]
	if now.paths["/bild.png"].content != before || now.paths["/leitfaden/"].content != page || page.packed.Load() == nil {
		t.Error("contents of the release before are read and packed again")
	}
}

func TestNobodyPublishesMoreByForgettingAnAudience(t *testing.T) {
	amber := func(text string) files {
		return portal(text).with(files{"manifest.json": `{"audience":"TLP:AMBER","language":"de"}`})
	}
	s := newStore(t)
	publish(t, s, portal("frei"), amber("intern"))
	if got := text(t, get(loaded(t, s, nil), "/")); !strings.Contains(got, "frei") {
		t.Error("the public audience is not the one that is shown")
	}
	if got := text(t, get(loaded(t, s, func(o *Options) { o.Audience = "mitglieder" }), "/")); !strings.Contains(got, "intern") {
		t.Error("the audience that was asked for is not shown")
	}
	publish(t, s, amber("eins"), amber("zwei"))
	for _, audience := range []string{"", "fehlt"} {
		if err := New(Options{Dir: s.Dir(), Audience: audience}).Load(t.Context()); err == nil {
			t.Errorf("audience %q is shown", audience)
		}
	}
}

func TestMembersReadTheirAudienceAndNoCacheKeepsIt(t *testing.T) {
	s := newStore(t)
	publish(t, s, searchable(t, portal("frei")), searchable(t, portal("intern").with(files{"nur/index.html": page("Mitglieder")})))
	h := loaded(t, s, func(o *Options) {
		o.Audience = "oeffentlich"
		o.Members = func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("X-Test-Member") != "" {
					r = WithAudience(r, "mitglieder")
				}
				next.ServeHTTP(w, r)
			})
		}
	})
	packNow(h)
	for path, want := range map[string]int{"/nur/": 404, "/nur": 404, "/api/suche?q=Mitglieder": 200, "/": 200} {
		got := get(h, path)
		if body := text(t, got); got.StatusCode != want || strings.Contains(body, "Mitglieder<") || strings.Contains(body, "intern") || strings.Contains(body, "nur/") {
			t.Errorf("%s: %d, %s", path, got.StatusCode, body)
		}
	}
	for _, path := range []string{"/nur/", "/", "/" + hashedAsset, "/fehlt", "/api/suche?q=Mitglieder", "/suche/?q=Mitglieder", "/leitfaden"} {
		got := get(h, path, "X-Test-Member", "1", "Accept-Encoding", "br")
		control := got.Header.Get("Cache-Control")
		if !strings.Contains(control, "private") && control != "no-store" || !strings.Contains(got.Header.Get("Vary"), "Cookie") {
			t.Errorf("%s: %q, %q", path, control, got.Header.Get("Vary"))
		}
	}
	if got := text(t, get(h, "/api/suche?q=Mitglieder", "X-Test-Member", "1")); !strings.Contains(got, "nur/") {
		t.Errorf("members find %s", got)
	}
}

func TestWithoutAReleaseTheHostSaysSoAndWaits(t *testing.T) {
	s := newStore(t)
	h, base := running(t, s, nil)
	resp, err := http.Get(base + "/")
	if err != nil {
		t.Fatal(err)
	}
	if body := text(t, resp); resp.StatusCode != 503 || resp.Header.Get("Retry-After") == "" || !strings.Contains(body, "host.no-release") {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	if got := get(h, healthPath); got.StatusCode != 503 || !strings.Contains(text(t, got), `"ok":false`) {
		t.Errorf("health: %d", got.StatusCode)
	}
	publish(t, s, portal("eins"))
	shows(t, base, "eins")
	var state struct {
		OK      bool
		Release string
		Since   time.Time
	}
	if err := json.Unmarshal([]byte(fetch(t, base+healthPath)), &state); err != nil || !state.OK || state.Release == "" || time.Since(state.Since) > time.Minute {
		t.Errorf("health %+v, %v", state, err)
	}
}
