package content

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func TestProblemsHaveTheirPlaceInTheFile(t *testing.T) {
	_, problems := loadAll(t, site(
		"a.md", "\n---\ntitle: a\ntitel: b\ndate: gestern\n---\n",
		"b.md", "\ufeff---\r\ntitle: b\r\nweight: x\r\n---\r\n",
		"c.md", "---\ntitle: c\n",
		"d.md", "no front matter\n",
		"e.md", "---\n---\n",
		"f.md", "---\ntitle: \"f\n---\n",
		"g.md", "line\n\xff\n",
		"h.md", "---\nkeys: of\n---\n",
		"termine/i.md", front("i"),
		"aktuelles/j.md", front("j"),
		"k.md", front("k", "review: {every: 5x, last: 2026-01-01}"),
	), public)
	want := `content/a.md:4:1 yaml-unknown-key
content/a.md:5:7 yaml-bad-date
content/aktuelles/j.md:2:1 news-without-date
content/b.md:3:9 yaml-wrong-type
content/c.md:1:0 front-matter-unclosed
content/d.md:1:0 front-matter-missing
content/e.md:1:0 front-matter-missing
content/f.md:2:8 yaml-quote-unclosed
content/g.md:2:1 text-invalid-utf8
content/h.md:2:1 yaml-missing-key
content/h.md:2:1 yaml-unknown-key
content/k.md:3:17 yaml-bad-period
content/termine/i.md:2:1 yaml-missing-key`
	if got := places(problems); got != want {
		t.Errorf("problems are\n%s\nwant\n%s", got, want)
	}
}

func TestLinksAndSpecialFilesAreNamedAndNeverOpened(t *testing.T) {
	fsys := site("a.md", front("a"))
	fsys["content/link.md"] = &fstest.MapFile{Data: []byte("a.md"), Mode: fs.ModeSymlink}
	fsys["content/pipe.md"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
	tree, problems := loadAll(t, fsys, public)
	if got, want := places(problems), "content/link.md:0:0 content-symlink\ncontent/pipe.md:0:0 content-special-file"; got != want || paths(tree.Pages) != "/ /a" {
		t.Errorf("pages are %s, problems\n%s", paths(tree.Pages), got)
	}
}

func TestFilesAndFoldersHaveLimits(t *testing.T) {
	deep := strings.Repeat("a/", maxFolderDepth+1)
	tree, problems := loadAll(t, site(
		"gross.md", strings.Repeat("x", MaxPageBytes+1), "gross.bin", strings.Repeat("x", MaxPageBytes+1), deep+"tief.md", front("t"),
	), public)
	want := "content/" + deep[:len(deep)-1] + ":0:0 content-too-deep\ncontent/gross.md:0:0 content-too-large"
	if got := places(problems); got != want || tree.Page("gross") != nil || len(tree.Home.Attachments) != 1 {
		t.Errorf("pages are %s, problems\n%s\nwant\n%s", paths(tree.Pages), got, want)
	}
	for _, p := range problems {
		if p.ID == "content-too-large" && (p.Args["size"] != "9 MiB" || p.Args["limit"] != "8 MiB") {
			t.Errorf("says %v", p.Args)
		}
	}
}

func TestAMissingContentFolderIsAProblem(t *testing.T) {
	tree, problems := loadAll(t, fstest.MapFS{"nachbar.yaml": file1("")}, public)
	if got := places(problems); !strings.HasPrefix(got, "content:0:0 content-missing") || tree.Home == nil {
		t.Errorf("problems are %s", got)
	}
}

// failing is a disk that breaks at one name.
type failing struct {
	fs.FS
	name string
	err  error
}

func (f failing) Open(name string) (fs.File, error) {
	if name == f.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: f.err}
	}
	return f.FS.Open(name)
}

func TestAnUnreadableDiskIsAnErrorAndNoProblem(t *testing.T) {
	for _, name := range []string{"content/a.md", "content/s", "content/_index.md"} {
		_, _, err := NewLoader(failing{site("a.md", front("a"), "s/b.md", front("b")), name, fs.ErrPermission}, public).Load(context.Background())
		if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error is %v", name, err)
		}
	}
}

func TestAFileThatIsGoneBeforeItIsReadIsAnEmptyPage(t *testing.T) {
	tree, problems, err := NewLoader(failing{site("a.md", front("a")), "content/a.md", fs.ErrNotExist}, public).Load(context.Background())
	if err != nil || tree.Page("a") == nil || !problems.HasErrors() {
		t.Errorf("%v, %v", problems, err)
	}
}

func TestLoadingStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := NewLoader(site("a.md", front("a")), public).Load(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
}

func TestABodyIsReadFromItsPlace(t *testing.T) {
	for src, want := range map[string]string{
		"---\ntitle: a\n---\nbody\n":                      "body\n",
		"\ufeff---\r\ntitle: a\r\n---\r\nbody\r\n":        "body\r\n",
		"---\ntitle: a\n---\n":                            "",
		"---\ntitle: a\n---\n" + strings.Repeat("ä", 9e4): strings.Repeat("ä", 9e4),
	} {
		fsys := site("a.md", src)
		p := page(t, load(t, fsys, public), "a")
		body, hash, err := p.Read(fsys)
		if err != nil || string(body) != want || hash != p.Hash || hash != sha256.Sum256([]byte(src)) || p.Size != int64(len(src)) || p.BodyEmpty != (want == "") {
			t.Errorf("%.30q: body is %.30q, %v", src, body, err)
		}
		if p.Digest() != fmt.Sprintf("%x", hash) {
			t.Errorf("the digest is %s", p.Digest())
		}
	}
	fsys := site("a.md", front("a"))
	p := page(t, load(t, fsys, public), "a")
	fsys["content/a.md"] = file1(front("changed"))
	if _, hash, err := p.Read(fsys); err != nil || hash == p.Hash {
		t.Errorf("a change is not noticed: %v", err)
	}
	section := page(t, load(t, site("s/a.md", front("a")), public), "s")
	if body, _, err := section.Read(fsys); err != nil || len(body) > 0 {
		t.Errorf("a section without a file has a body: %q, %v", body, err)
	}
}
