package publish

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/site"
)

// TestADraftThatHoldsASecretIsNotShown gives the verifier a public tree with a
// sentence of members in it.
func TestADraftThatHoldsASecretIsNotShown(t *testing.T) {
	const sentence = "Die Notrufnummer des Krisenstabs liegt im Tresor"
	r, store := newRepository(t), newStore(t)
	r.commit("main", portal().with("content/intern.md", "---\ntitle: Intern\ntlp: AMBER\n---\n"+sentence+".\n"))
	result := r.published(store, "main")

	fsys := fstest.MapFS{}
	for name, text := range portal().with("content/intern.md", "---\ntitle: Intern\ntlp: AMBER\n---\n"+sentence+".\n") {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	secrets, err := site.Secrets(t.Context(), site.Options{FS: fsys, Defaults: defaults(), Audience: "oeffentlich"}, nil)
	if err != nil || secrets.Empty() {
		t.Fatal(err)
	}
	e := &edition{audience: conf.Audience{Name: "oeffentlich"}, secrets: secrets}
	verify := (&round{opt: &Options{Store: store}, builds: []*edition{e}}).verifier(t.Context(), release.Release{})
	if err := verify("oeffentlich", result.Release.FS("oeffentlich")); err != nil || len(e.leaks) > 0 {
		t.Errorf("the release itself: %v %v", err, e.leaks)
	}
	if err := verify("oeffentlich", result.Release.FS("mitglieder")); !errors.Is(err, errLeak) || !strings.Contains(told(e.leaks), "intern") {
		t.Errorf("the tree of members: %v\n%s", err, told(e.leaks))
	}
	if !(&round{builds: []*edition{e}}).problems().HasErrors() {
		t.Error("a leak would not refuse the commit")
	}
}

// TestFilesThatWereLookedAtAreLookedAtAgainOnlyForNewSecrets publishes a public
// sentence, withholds it, and finds it in the files that are still there.
func TestFilesThatWereLookedAtAreLookedAtAgainOnlyForNewSecrets(t *testing.T) {
	const sentence = "Die Notrufnummer des Krisenstabs liegt im Tresor"
	r, store := newRepository(t), newStore(t)
	r.commit("main", portal())
	shown := r.published(store, "main").Release
	secrets := func(f files) *edition {
		fsys := fstest.MapFS{}
		for name, text := range f {
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
		s, err := site.Secrets(t.Context(), site.Options{FS: fsys, Defaults: defaults(), Audience: "oeffentlich"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return &edition{audience: conf.Audience{Name: "oeffentlich"}, secrets: s}
	}
	opt := r.options(store, "main")
	same, other := secrets(portal()), secrets(portal().with("content/intern.md", "---\ntitle: Intern\ntlp: AMBER\n---\n"+sentence+".\n"))
	round := &round{opt: &opt, builds: []*edition{same}}
	if marks := round.cleared("oeffentlich", shown); !same.secrets.Within(marks) || other.secrets.Within(marks) {
		t.Error("the marks of the release tell nothing")
	}
	if round.cleared("oeffentlich", release.Release{Manifest: release.Manifest{ID: "000009-x"}}) != nil {
		t.Error("marks of another release were taken")
	}
	entries, err := newFiles{shown.FS("oeffentlich"), shown.FS("oeffentlich")}.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !e.IsDir() {
			t.Errorf("%s is called new", e.Name())
		}
	}
	if entries, err := (newFiles{shown.FS("oeffentlich"), shown.FS("mitglieder")}).ReadDir("."); err != nil || len(entries) < 5 {
		t.Errorf("files of others are called the same: %v %v", entries, err)
	}
}
