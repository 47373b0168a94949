package derived

import (
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"
)

func site() *FS {
	real := fstest.MapFS{
		"content/prozesse/_index.md": {Data: []byte("index")},
		"content/prozesse/b.md":      {Data: []byte("written by hand")},
	}
	return Over(real, []Page{
		{Name: "content/prozesse/a.md", Source: []byte("aaa"), Origin: "data/p.yaml", Line: 3},
		{Name: "content/prozesse/b.md", Source: []byte("derived")},
		{Name: "content/neu/tief/c.md", Source: []byte("c")},
	})
}

func TestItIsAFileSystemLikeAnyOther(t *testing.T) {
	if err := fstest.TestFS(site(), "content/prozesse/a.md", "content/prozesse/b.md", "content/neu/tief/c.md", "content/prozesse/_index.md"); err != nil {
		t.Fatal(err)
	}
}

func TestAFileThatIsThereStandsInThePlaceOfADerivedPage(t *testing.T) {
	f := site()
	for name, want := range map[string]string{"content/prozesse/a.md": "aaa", "content/prozesse/b.md": "written by hand"} {
		if got, err := fs.ReadFile(f, name); err != nil || string(got) != want {
			t.Errorf("%s: %q %v, want %q", name, got, err, want)
		}
	}
	if f.Page("content/prozesse/b.md") != nil || f.Page("content/prozesse/a.md").Line != 3 {
		t.Error("Page tells derived pages apart from files")
	}
}

func TestTheTimeOfAPageMovesWithItsTextOnly(t *testing.T) {
	at := func(text string) int64 {
		info, err := fs.Stat(Over(fstest.MapFS{}, []Page{{Name: "a.md", Source: []byte(text)}}), "a.md")
		if err != nil {
			t.Fatal(err)
		}
		return info.ModTime().UnixNano()
	}
	if first, again := at("x"), at("x"); first != again || first == at("y") {
		t.Error("same text, same time")
	}
}

func TestSetNamesWhatChanged(t *testing.T) {
	f := site()
	changed := f.Set([]Page{
		{Name: "content/prozesse/a.md", Source: []byte("aaa"), Line: 7},
		{Name: "content/prozesse/b.md", Source: []byte("other")},
		{Name: "content/prozesse/d.md", Source: []byte("d")},
	})
	if want := []string{"content/neu/tief/c.md", "content/prozesse/b.md", "content/prozesse/d.md"}; !slices.Equal(changed, want) {
		t.Errorf("changed are %q, want %q", changed, want)
	}
	if f.Page("content/prozesse/a.md").Line != 7 {
		t.Error("the place of a page whose text is the same is still the old one")
	}
	if _, err := fs.Stat(f, "content/neu/tief/c.md"); err == nil {
		t.Error("a page that went is still there")
	}
	f.Set(nil)
	if err := fstest.TestFS(f, "content/prozesse/b.md", "content/prozesse/_index.md"); err != nil {
		t.Error(err)
	}
}
