package printer

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const contents = `<html><head><script src="a.js"></script></head><body>
<time datetime="2026-11-20">20. November 2026</time>
<a href="#k2">Zwei</a> <span data-sheet="k2"></span><span data-sheet="none">7</span>
<a class="x" href="../bia/">BIA</a> <a href="https://example.org/">weit</a> <a href="mailto:x@example.org">Post</a>
<script>weg()</script></body></html>`

func TestOfAPageOnlyWhatAFileCanKeepIsPrinted(t *testing.T) {
	got := string(bare([]byte(contents)))
	for _, kept := range []string{`<a href="#k2">`, `<a class="x">BIA</a>`, `href="https://example.org/"`, "mailto:", "</head><body>"} {
		if !strings.Contains(got, kept) {
			t.Errorf("%q is missing in %s", kept, got)
		}
	}
	for _, gone := range []string{"script", "weg()", "../bia/"} {
		if strings.Contains(got, gone) {
			t.Errorf("%q is left in %s", gone, got)
		}
	}
}

func TestNumbersOfSheetsAreWrittenIntoTheContents(t *testing.T) {
	first := number([]byte(contents), map[string]int{"k2": 3})
	if !bytes.Contains(first, []byte(`data-sheet="k2">3<`)) || !bytes.Contains(first, []byte(`data-sheet="none"><`)) {
		t.Error(string(first))
	}
	if again := number(first, map[string]int{"k2": 3}); !bytes.Equal(again, first) {
		t.Errorf("written twice they differ:\n%s", again)
	}
}

func TestPlacesOfAFileHaveThePagesTheyStandOn(t *testing.T) {
	src, err := os.ReadFile("testdata/zwei.pdf")
	if err != nil {
		t.Fatal(err)
	}
	got, sheets, err := destinations(src)
	if err != nil || sheets != 3 || len(got) != 1 || got["k2"] != 3 {
		t.Errorf("%v on %d sheets, %v", got, sheets, err)
	}
	if _, _, err := destinations([]byte("%PDF-1.4\n")); err == nil {
		t.Error("half a file was read")
	}
}

func TestFilesDependOnNoClockAndNoEarlierNumbers(t *testing.T) {
	a := []byte("/ModDate (D:20261123173320+00'00') /ID (node00000007) [(node00000003) (node00000007)]")
	b := []byte("/ModDate (D:20270101000000+00'00') /ID (node00000107) [(node00000100) (node00000107)]")
	want := "/ModDate (D:20261120000000+00'00') /ID (node00000002) [(node00000001) (node00000002)]"
	for _, src := range [][]byte{a, b} {
		if got := string(renumbered(dated(src, "20261120"))); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// fakeBrowser is a program that always prints the same file.
func fakeBrowser(t *testing.T, script string) string {
	t.Helper()
	file, err := filepath.Abs("testdata/zwei.pdf")
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "browser")
	text := "#!/bin/sh\nfor a in \"$@\"; do case \"$a\" in --print-to-pdf=*) out=\"${a#--print-to-pdf=}\";; esac; done\nfile='" + file + "'\n" + script + "\n"
	if err := os.WriteFile(name, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	return name
}

func job(browser string) Job {
	return Job{Browser: browser, Page: "x/index.html", File: func(_ context.Context, name string) ([]byte, error) {
		if name == "x/index.html" {
			return []byte(contents), nil
		}
		return nil, fs.ErrNotExist
	}}
}

func TestAPageIsPrintedAgainWithItsNumbers(t *testing.T) {
	got, err := Print(t.Context(), job(fakeBrowser(t, `cp "$file" "$out"`)))
	if err != nil || got.Passes != 2 || got.Sheets != 3 {
		t.Fatalf("%d passes, %d sheets, %v", got.Passes, got.Sheets, err)
	}
	if !bytes.Contains(got.PDF, []byte("/CreationDate (D:20261120000000+00'00')")) {
		t.Error("the file carries the time of its making")
	}
}

func TestABrowserThatFailsIsToldWithItsLastWords(t *testing.T) {
	for script, want := range map[string]string{
		"echo viel >&2; echo 'kein Platz' >&2; exit 7": "kein Platz",
		"exit 0":              "wrote no file",
		`echo hallo > "$out"`: "read the file",
	} {
		if _, err := Print(t.Context(), job(fakeBrowser(t, script))); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", script, err)
		}
	}
}

func TestWithoutABrowserNothingIsFound(t *testing.T) {
	nowhere := func(name string) (string, bool) { return "/nirgends/chromium", name == "CHROMIUM" }
	if found, err := Find(nowhere); !errors.Is(err, ErrNoBrowser) {
		t.Errorf("%q, %v", found, err)
	}
	own := fakeBrowser(t, "")
	if found, err := Find(func(string) (string, bool) { return own, true }); err != nil || found != own {
		t.Errorf("%q, %v", found, err)
	}
}
