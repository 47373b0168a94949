package leak_test

import (
	"context"
	"encoding/hex"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kaaw/nachbar/internal/audience"
	"github.com/kaaw/nachbar/internal/leak"
)

// Invented texts. The page is withheld, with two files beside it.
const (
	secretLine  = "Der Generator im Keller der Feuerwache springt erst nach neunzig Sekunden an."
	secretTitle = "Übung Feuervogel"
	secretPage  = "---\ntitle: " + secretTitle + "\ndescription: Ablauf der verdeckten Alarmierung\ntags: [Silberdistel]\ntlp: AMBER\n---\n\n# Ablauf\n\nDie Leitstelle **wartet** auf [das Stichwort](wort.md).\n" + secretLine + "\n\n| Ort | Wert |\n|---|---|\n| Depot Nordhang | 4711-KX12 |\n"
	publicPage  = "---\ntitle: Leitfaden\ntlp: CLEAR\n---\n\nDie Leitstelle nimmt den Notruf an. Der Stab tritt zusammen, sobald die Lage es verlangt.\n"
	secretFile  = "\x00\x01\x02 lageplan der nebenstelle, nur für den internen gebrauch \xff\xfe"
)

func site() fstest.MapFS {
	return fstest.MapFS{
		"nachbar.yaml":                        {Data: []byte("title: Portal\n")},
		"content/_index.md":                   {Data: []byte(publicPage)},
		"content/intern/feuervogel/index.md":  {Data: []byte(secretPage)},
		"content/intern/feuervogel/plan7.bin": {Data: []byte(secretFile)},
		"layouts/base.html":                   {Data: []byte(`<p class="lead">{{.Title}}</p>`)},
	}
}

// secrets are those of site, all of content/intern withheld.
func secrets(t testing.TB, fsys fstest.MapFS) *leak.Secrets {
	t.Helper()
	visible := audience.Only(fsys, "content", func(name string) bool { return !strings.HasPrefix(name, "content/intern") })
	s, err := leak.Collect(context.Background(), leak.Options{
		Full: fsys, Visible: visible, Folders: []string{"content", "data"}, Inputs: []string{"nachbar.yaml", "content", "layouts"},
		Texts: map[string][]string{"git": {"Passt den Treffpunkt am Steinbruch an"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func scan(t testing.TB, s *leak.Secrets, files fstest.MapFS) []string {
	t.Helper()
	list, err := s.Scan(context.Background(), files)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range list {
		out = append(out, p.ID+" "+p.Path+" "+p.Args["source"]+" ("+p.Args["place"]+") "+p.Args["words"])
	}
	return out
}

// TestEverySinkIsFound opens a sink a row: each row is a file of a public tree
// through which something of the withheld page gets out.
func TestEverySinkIsFound(t *testing.T) {
	s := secrets(t, site())
	for _, sink := range sinks(t) {
		files := fstest.MapFS{"index.html": {Data: []byte("<!doctype html><title>Leitfaden</title><p>Die Leitstelle nimmt den Notruf an.")}}
		files[sink.path] = &fstest.MapFile{Data: sink.body}
		found := scan(t, s, files)
		if len(found) == 0 {
			t.Errorf("%s: nothing was found in %s", sink.name, sink.path)
			continue
		}
		if !strings.Contains(found[0], "leak-found "+sink.path) {
			t.Errorf("%s: found %s", sink.name, found)
		}
	}
}

func TestWhatIsPublicIsNoSecret(t *testing.T) {
	s := secrets(t, site())
	for name, body := range map[string]string{
		"index.html":    "<p>Die Leitstelle nimmt den Notruf an. Der Stab tritt zusammen, sobald die Lage es verlangt.",
		"a/index.html":  "<p>Die <em>Leitstelle</em> wartet. Ort, Wert; Keller.",
		"x.js":          `var a="Der Stab tritt zusammen";`,
		"content.md":    publicPage,
		"zahlen.json":   `{"a":4711,"b":[1,2,3,4,5,6]}`,
		"pruefsummen":   hex.EncodeToString(make([]byte, 32)),
		"leer.txt":      "",
		"bild.png":      "\x89PNG\r\n\x1a\n\x00\x00\x00\x00IEND",
		"mitglieder.ok": "TLP:AMBER",
	} {
		if found := scan(t, s, fstest.MapFS{name: {Data: []byte(body)}}); len(found) > 0 {
			t.Errorf("%s: %s", name, found)
		}
	}
}

func TestTextsThatPublicFilesHaveTooAreNoSecrets(t *testing.T) {
	fsys := site()
	fsys["content/auch.md"] = &fstest.MapFile{Data: []byte("---\ntitle: x\n---\n" + secretLine + "\n")}
	fsys["content/plan7.bin"] = fsys["content/intern/feuervogel/plan7.bin"]
	s := secrets(t, fsys)
	if found := scan(t, s, fstest.MapFS{"index.html": {Data: []byte("<p>" + secretLine)}, "plan.bin": {Data: []byte(secretFile)}}); len(found) > 0 {
		t.Errorf("found %s", found)
	}
	if found := scan(t, s, fstest.MapFS{"index.html": {Data: []byte("<p>" + secretTitle)}}); len(found) != 1 {
		t.Errorf("found %s of a title that nobody else has", found)
	}
}

func TestASiteThatWithholdsNothingHasNoSecrets(t *testing.T) {
	s, err := leak.Collect(context.Background(), leak.Options{Full: site(), Visible: site(), Folders: []string{"content", "data"}, Inputs: []string{"content"}})
	if err != nil || !s.Empty() {
		t.Errorf("%d secrets, %v", s.Len(), err)
	}
}

func TestWhatCannotBeOpenedIsAProblem(t *testing.T) {
	s := secrets(t, site())
	for name, body := range map[string]string{
		"a.zip": "PK\x03\x04 and then nothing", "b.gz": "\x1f\x8b\x08\x00broken", "c.br": "\xff\xff\xff",
	} {
		if found := scan(t, s, fstest.MapFS{name: {Data: []byte(body)}}); len(found) != 1 || !strings.HasPrefix(found[0], "leak-unreadable "+name) {
			t.Errorf("%s: %s", name, found)
		}
	}
}

func TestFindingsShowLittleOfWhatTheyFound(t *testing.T) {
	s := secrets(t, site())
	found := scan(t, s, fstest.MapFS{"index.html": {Data: []byte(strings.Repeat("<p>"+secretLine+"\n", 50))}})
	if len(found) != 1 || strings.Contains(found[0], "neunzig") {
		t.Errorf("found %s", found)
	}
}

func FuzzFile(f *testing.F) {
	s := secrets(f, site())
	for _, sink := range sinks(f) {
		f.Add(sink.path, sink.body)
	}
	f.Fuzz(func(t *testing.T, name string, body []byte) {
		if !fs.ValidPath(name) {
			return
		}
		for _, p := range s.File(name, body) {
			if p.Path != name {
				t.Errorf("a problem of %q names %q", name, p.Path)
			}
		}
	})
}
