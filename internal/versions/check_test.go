package versions

import (
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/content"
)

// released is a page whose history names versions.
func pageWith(t *testing.T, numbers ...string) *content.Page {
	t.Helper()
	keys := &content.TemplateKeys{ID: "karte"}
	for _, s := range numbers {
		n, err := content.ParseVersion(s)
		if err != nil {
			t.Fatal(err)
		}
		keys.Changes = append(keys.Changes, content.Change{Version: n, Why: "Darum."})
	}
	return &content.Page{Source: "content/vorlagen/karte/index.md", Template: keys}
}

func TestAReleaseIsHeldToTheOnesBefore(t *testing.T) {
	old := []*Version{version("1.0.0", "a: Eins", "b: Zwei"), version("1.1.0", "a: Eins", "b: Zwei, drei")}
	for name, c := range map[string]struct {
		now     *Version
		history string
		fresh   bool
		want    string
	}{
		"the first one is free":      {version("1.2.0", "a: Eins", "b: Vier"), "1.2.0", true, ""},
		"nothing new":                {version("1.1.0", "a: Eins", "b: Zwei, drei"), "1.1.0", false, ""},
		"an older one, word by word": {version("1.0.0", "a: Eins", "b: Zwei"), "1.0.0", false, ""},
		"the number is the same":     {version("1.1.0", "a: Eins", "b: Vier"), "1.1.0", false, "version-same"},
		"the number is taken":        {version("1.0.0", "a: Eins", "b: Vier"), "1.0.0", false, "version-frozen"},
		"the number is older":        {version("1.0.5", "a: Eins", "b: Vier"), "1.0.5", true, "version-older"},
		"no reason":                  {version("1.2.0", "a: Eins", "b: Vier"), "1.1.0", true, "version-without-reason"},
		"a block is gone":            {version("1.2.0", "a: Eins"), "1.2.0", true, "version-block-gone"},
	} {
		fresh, problems := Check(pageWith(t, strings.Fields(c.history)...), c.now, old, map[string]int{"b": 30})
		got := ""
		for _, p := range problems {
			got += p.ID
			if p.Line == 0 || p.Path == "" {
				t.Errorf("%s: %s has no place", name, p.ID)
			}
		}
		if fresh != c.fresh || got != c.want {
			t.Errorf("%s: fresh is %t, problems are %q, want %t, %q", name, fresh, got, c.fresh, c.want)
		}
	}
}

func TestABlockMayGoIfItIsNamed(t *testing.T) {
	now := version("1.2.0", "a: Eins")
	now.Without = []string{"b"}
	if fresh, problems := Check(pageWith(t, "1.2.0"), now, []*Version{version("1.1.0", "a: Eins", "b: Zwei")}, nil); !fresh || len(problems) > 0 {
		t.Errorf("fresh is %t, problems are %v", fresh, problems)
	}
	if fresh, problems := Check(pageWith(t, "1.0.0"), now, nil, nil); !fresh || len(problems) > 0 {
		t.Errorf("of the first release: fresh is %t, problems are %v", fresh, problems)
	}
}
