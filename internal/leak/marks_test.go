package leak

import (
	"strings"
	"testing"
	"testing/fstest"
)

// collected are the secrets of a site with public and withheld texts.
func collected(t *testing.T, public, withheld string) *Secrets {
	t.Helper()
	visible := fstest.MapFS{"content/a.md": {Data: []byte(public)}}
	full := fstest.MapFS{"content/a.md": visible["content/a.md"], "content/b.md": {Data: []byte(withheld)}}
	s, err := Collect(t.Context(), Options{Full: full, Visible: visible, Folders: []string{"content"}, Inputs: []string{"content"}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestMarksTellWhetherSomethingBecameASecret(t *testing.T) {
	const secret = "Die Rufnummer des Krisenstabs liegt im Tresor der Leitstelle"
	before := collected(t, "Wir treffen uns am Bauhof zur Übung", secret)
	marks := before.Marks()
	if len(marks) < 100 || strings.Contains(string(marks), "Tresor") {
		t.Errorf("%d bytes of marks", len(marks))
	}
	for what, c := range map[string]struct {
		public, withheld string
		within           bool
	}{
		"the same":                    {"Wir treffen uns am Bauhof zur Übung", secret, true},
		"another file":                {"Wir treffen uns am Bauhof zur Übung", "Die Rufnummer des Krisenstabs liegt im Tresor", false},
		"more is withheld":            {"Wir treffen uns am Bauhof zur Übung", secret + " hinter dem Aktenschrank", false},
		"the public reads a word":     {"Wir treffen uns am Bauhof zur Übung im Tresor", secret, true},
		"nothing is withheld":         {"Wir treffen uns am Bauhof zur Übung", "", true},
		"the public reads other text": {"Wir treffen uns", secret, true},
	} {
		if got := collected(t, c.public, c.withheld).Within(marks); got != c.within {
			t.Errorf("%s: %v", what, got)
		}
	}
	// What the public does not read any more is a secret if members still do.
	const shared = "Die Rufnummer des Krisenstabs"
	if collected(t, "Wir treffen uns", secret).Within(collected(t, shared, secret).Marks()) {
		t.Error("a word that became a secret was overlooked")
	}
	for _, damaged := range [][]byte{nil, marks[:len(marks)-1], marks[:20], append([]byte{'x'}, marks...), append(marks[:len(marks):len(marks)], 0)} {
		if before.Within(damaged) {
			t.Error("damaged marks were believed")
		}
	}
}
