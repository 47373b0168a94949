package publish

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kaaw/nachbar/internal/conf"
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
	verify := (&round{builds: []*edition{e}}).verifier(t.Context())
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
