package site

import (
	"context"
	"testing"
	"testing/fstest"
)

// A site changes single words; all others stay those that nachbar brings.
func TestWordsOfTheSiteLieOverTheBuiltInOnes(t *testing.T) {
	fsys := fstest.MapFS{
		"nachbar.yaml":      {Data: []byte("title: Portal\naudiences: [{name: oeffentlich, tlp: CLEAR}]\ntlp: CLEAR\n")},
		"i18n/de.yaml":      {Data: []byte("ui.skip: \"Direkt zum Text\"\n")},
		"layouts/base.html": {Data: []byte("")},
		"content/_index.md": {Data: []byte("---\ntitle: Start\n---\n")},
	}
	defaults := fstest.MapFS{"i18n/de.yaml": {Data: []byte("ui.skip: \"Zum Inhalt\"\nui.menu: \"Menü\"\n")}}
	s, err := (&loader{opt: Options{FS: fsys, Defaults: defaults}, outputs: newOutputs(nil)}).load(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"ui.skip": "Direkt zum Text", "ui.menu": "Menü"} {
		if got := s.model.Text.T(key, nil); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
}
