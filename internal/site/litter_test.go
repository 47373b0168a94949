package site_test

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// What programs leave beside the files of an editor is neither published nor
// worth a message.
func TestLitterIsNotPublished(t *testing.T) {
	m := soundSite()
	for _, name := range []string{
		".DS_Store", "~$plan.docx", "Thumbs.db", "desktop.ini", "a.md~", "#a.md#", ".a.md.swp", ".git/config", ".obsidian/app.json",
	} {
		m["content/seiten/"+name] = &fstest.MapFile{Data: []byte("Muell")}
		m["static/bilder/"+name] = &fstest.MapFile{Data: []byte("Muell")}
	}
	m["static/.well-known/security.txt"] = &fstest.MapFile{Data: []byte("Contact: mailto:portal@example.org\n")}
	out := filepath.Join(t.TempDir(), "public")
	if result, _ := build(t, m, out); len(result.Problems) > 0 {
		t.Errorf("problems are %q", places(result.Problems))
	}
	found := tree(t, out)
	for name, body := range found {
		if strings.Contains(body, "Muell") {
			t.Errorf("%s is published", name)
		}
	}
	if found[".well-known/security.txt"] == "" {
		t.Error("/.well-known/security.txt is missing")
	}
}
