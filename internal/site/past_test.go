package site_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/history"
	"github.com/kaaw/nachbar/internal/site"
)

const biaFile = "content/leitfaden/bia.md"

func bia(keys ...string) portal { return portal{biaFile: md("BIA", append(keys, "Text.\n")...)} }

func TestGitFillsInWhatFrontMatterLeavesOpen(t *testing.T) {
	c := chronicleOf(
		deed{day: "2026-02-01", role: "Redaktion", edits: bia()},
		deed{day: "2026-02-03", edits: portal{"content/leitfaden/initiierung.md": md("Initiierung", "date: 2025-05-05", "lastmod: 2025-06-06", "x\n"), "nachbar.yaml": strings.Replace(chronicleOf().portal()["nachbar.yaml"], "pagination", "history: {role: KAAW}\npagination", 1)}},
	)
	files := c.public(t)
	for path, parts := range map[string][]string{
		"leitfaden/bia/index.html": {"Stand 2026-02-01", "[KAAW][Redaktion]"},
		"sitemap.xml":              {"leitfaden/bia/</loc>\n  <lastmod>2026-02-01", "leitfaden/initiierung/</loc>\n  <lastmod>2025-06-06"},
		"neu/index.html":           {`2026-02-01 anders <a href="../leitfaden/bia/">BIA</a> Leitfaden  Redaktion`, `2026-01-01 neu <a href="../leitfaden/bia/">BIA`, "2025-05-05 neu", "2025-06-06 anders"},
		"neu/feed.xml":             {"<title>Anders: BIA</title>", "<updated>2026-02-01T00:00:00Z</updated>"},
		"neu/leitfaden/index.html": {"BIA"},
	} {
		for _, part := range parts {
			if !strings.Contains(string(files[path]), part) {
				t.Errorf("%s has no %q:\n%s", path, part, files[path])
			}
		}
	}
	if strings.Contains(string(files["404.html"]), "2026-02-03") {
		t.Error("a generated page has a date")
	}
}

func TestNamesAreShownOnlyWhereAPageAsks(t *testing.T) {
	c := chronicleOf(
		deed{day: "2026-02-01", role: "Redaktion", who: "Erika Muster", edits: bia("contributors: names")},
		deed{day: "2026-02-02", role: "Redaktion", who: "Max Muster", edits: portal{"content/leitfaden/initiierung.md": md("Initiierung", "x\n")}},
	)
	shown := 0
	for path, body := range c.public(t) {
		if strings.Contains(string(body), "Max Muster") {
			t.Error("a name is in", path)
		}
		if strings.Contains(string(body), "Erika Muster") {
			shown++
			if path != "leitfaden/bia/index.html" {
				t.Error("a name is in", path)
			}
		}
	}
	if shown != 1 {
		t.Error("the page that asks for names shows none")
	}
}

// TestNotesReachOnlyWhoMayReadAllThatTheyAreAbout is the rule of notes: what
// each commit does, and where its note shows in the public edition.
func TestNotesReachOnlyWhoMayReadAllThatTheyAreAbout(t *testing.T) {
	secret := portal{"content/intern.md": md("Intern", "tlp: AMBER", "Neu.\n")}
	with := func(edits ...portal) portal {
		out := portal{}
		for _, e := range edits {
			for name, text := range e {
				out[name] = text
			}
		}
		return out
	}
	tests := []struct {
		name  string
		deeds []deed
		shown bool
	}{
		{"a public page", []deed{{notes: note("", "NOTIZ"), edits: bia()}}, true},
		{"a public page with its layout", []deed{{notes: note("", "NOTIZ"), edits: with(bia(), portal{"layouts/x.html": "x"})}}, true},
		{"a public page by its address", []deed{{notes: note("leitfaden/bia", "NOTIZ"), edits: portal{"data/x.yaml": "a: b"}}}, true},
		{"a withheld page", []deed{{notes: note("", "NOTIZ"), edits: secret}}, false},
		{"a withheld page by its address", []deed{{notes: note("intern", "NOTIZ"), edits: with(secret, bia())}}, false},
		{"both", []deed{{notes: note("", "NOTIZ"), edits: with(secret, bia())}}, false},
		{"both, with the address of the public one", []deed{{notes: note("leitfaden/bia", "NOTIZ"), edits: with(secret, bia())}}, true},
		{"data, without an address", []deed{{notes: note("", "NOTIZ"), edits: with(bia(), portal{"data/x.yaml": "a: b"})}}, false},
		{"a page and one that is removed", []deed{{notes: note("", "NOTIZ"), edits: with(bia(), portal{"content/leitfaden/tief/x.md": ""})}}, false},
		{"a page that was withheld then", []deed{{notes: note("", "NOTIZ"), edits: bia("tlp: AMBER")}, {edits: bia()}}, false},
		{"a page that was withheld then, by its address", []deed{{notes: note("leitfaden/bia", "NOTIZ"), edits: bia("tlp: AMBER")}, {edits: bia()}}, false},
		{"a page before it was withheld for a while", []deed{{notes: note("", "NOTIZ"), edits: bia()}, {edits: bia("tlp: AMBER")}, {edits: bia()}}, false},
		{"a page that is opened", []deed{{edits: bia("tlp: AMBER")}, {notes: note("", "NOTIZ"), edits: bia()}}, true},
		{"a draft", []deed{{notes: note("", "NOTIZ"), edits: bia("draft: true")}, {edits: bia()}}, false},
		{"a page in a section that was withheld", []deed{
			{edits: portal{"content/leitfaden/_index.md": md("Leitfaden", "cascade: {tlp: AMBER}")}}, {notes: note("", "NOTIZ"), edits: bia()},
			{edits: portal{"content/leitfaden/_index.md": md("Leitfaden")}}}, false},
		{"a page by its address while its section was withheld", []deed{
			{edits: portal{"content/leitfaden/_index.md": md("Leitfaden", "cascade: {tlp: AMBER}")}}, {notes: note("leitfaden/bia", "NOTIZ"), edits: portal{"data/x.yaml": "a: b"}},
			{edits: portal{"content/leitfaden/_index.md": md("Leitfaden")}}}, false},
		{"a page whose label was broken", []deed{{notes: note("", "NOTIZ"), edits: bia("tlp: СLEAR")}, {edits: bia()}}, false},
		{"a page that moved here from a withheld section", []deed{
			{edits: portal{"content/geheim/_index.md": md("Geheim", "cascade: {tlp: RED}"), "content/geheim/p.md": md("P", "x\n")}, notes: note("geheim/p", "NOTIZ")},
			{edits: portal{"content/leitfaden/p.md": md("P", "x\n"), "content/geheim/_index.md": ""}, moves: map[string]string{"content/leitfaden/p.md": "content/geheim/p.md"}}}, false},
		{"a page that moved, by its former address", []deed{
			{edits: portal{"content/alt/p.md": md("P", "x\n")}, notes: note("alt/p", "NOTIZ")},
			{edits: portal{"content/leitfaden/p.md": md("P", "x\n")}, moves: map[string]string{"content/leitfaden/p.md": "content/alt/p.md"}}}, true},
		{"the address that another page has today", []deed{
			{edits: portal{"content/alt/p.md": md("P", "x\n")}}, {edits: bia(), notes: note("leitfaden/p", "NOTIZ")},
			{edits: portal{"content/leitfaden/p.md": md("P", "x\n")}, moves: map[string]string{"content/leitfaden/p.md": "content/alt/p.md"}}}, false},
	}
	for _, test := range tests {
		for i := range test.deeds {
			test.deeds[i].day = fmt.Sprintf("2026-03-%02d", i+1)
		}
		files := chronicleOf(test.deeds...).public(t)
		shown := 0
		for _, body := range files {
			shown += strings.Count(string(body), "NOTIZ")
		}
		if (shown > 0) != test.shown {
			t.Errorf("%s: the note shows %d times", test.name, shown)
		}
		if test.shown && !strings.Contains(string(files["neu/index.html"])+string(files["neu/feed.json"]), "NOTIZ") {
			t.Errorf("%s: the note is missing from the list", test.name)
		}
	}
}

func TestAPageAppearsOnTheDayItIsOpened(t *testing.T) {
	files := chronicleOf(
		deed{day: "2026-03-01", edits: portal{"content/leitfaden/neu.md": md("Frisch", "tlp: AMBER", "x\n")}},
		deed{day: "2026-04-01", edits: portal{"content/leitfaden/neu.md": md("Frisch", "x\n")}},
	).public(t)
	if list := string(files["neu/index.html"]); !strings.Contains(list, `2026-04-01 neu <a href="../leitfaden/neu/">Frisch`) || strings.Contains(list, "2026-03-01") {
		t.Error(list)
	}
}

// TestCommitsOfMembersLeaveNoTrace changes, by chance, what members' commits did
// and said: the public edition stays the same, byte for byte. NACHBAR_SOAK=1
// tries 200 times.
func TestCommitsOfMembersLeaveNoTrace(t *testing.T) {
	tries := 20
	if os.Getenv("NACHBAR_SOAK") != "" {
		tries = 200
	}
	want := membersChronicle(rand.New(rand.NewPCG(0, 0)), 0).public(t)
	if !strings.Contains(string(want["neu/index.html"]), "OFFEN") {
		t.Fatal("nothing public to compare")
	}
	for seed := range uint64(tries) {
		c := membersChronicle(rand.New(rand.NewPCG(seed, 3)), 1+int(seed%4))
		got := c.public(t)
		if d := difference(got, want); d != "" {
			t.Fatalf("seed %d: %s", seed, d)
		}
		for path, body := range got {
			if strings.Contains(string(body), "GEHEIM") {
				t.Fatalf("seed %d: %s tells a secret", seed, path)
			}
		}
	}
}

// membersChronicle is a chronicle with the same public deeds each time, between
// which members did things by chance; one deed is always of both.
func membersChronicle(r *rand.Rand, members int) chronicle {
	c := chronicleOf()
	n := 0
	secret := func() portal {
		n++
		files := portal{"content/intern.md": md("GEHEIM "+fmt.Sprint(r.IntN(1000)), "tlp: AMBER", "tags: [geheim]", fmt.Sprintf("lastmod: 2026-0%d-01", 1+r.IntN(9)), "GEHEIM\n")}
		if r.IntN(2) == 0 {
			files[fmt.Sprintf("content/intern%d/x.md", r.IntN(3))] = md("GEHEIM", "tlp: GREEN", fmt.Sprint(r.IntN(99), "\n"))
		}
		if r.IntN(3) == 0 {
			files[fmt.Sprintf("content/intern%d/_index.md", r.IntN(3))] = md("GEHEIM", "cascade: {tlp: AMBER}", "tlp: AMBER")
		}
		return files
	}
	between := func() {
		for range r.IntN(members + 1) {
			d := deed{day: fmt.Sprintf("2026-%02d-%02d", 1+r.IntN(12), 1+r.IntN(28)), role: "GEHEIM", who: "GEHEIM", edits: secret()}
			d.notes = note([]string{"", "intern", "leitfaden/keine"}[r.IntN(3)], "GEHEIM")
			c = append(c, d)
		}
	}
	for i := range 4 {
		between()
		day := fmt.Sprintf("2026-0%d-10", 3+i)
		switch i {
		case 0:
			c = append(c, deed{day: day, role: "Redaktion", notes: note("", "OFFEN 1"), edits: bia()})
		case 1: // of both: what is said without an address is kept back
			both := secret()
			both[biaFile] = md("BIA", "tags: [neu]", "Mehr.\n")
			c = append(c, deed{day: day, notes: append(note("leitfaden/bia", "OFFEN 2"), history.Note{Text: "GEHEIM"}, history.Note{Page: "intern", Text: "GEHEIM"}), edits: both})
		case 2:
			c = append(c, deed{day: day, edits: portal{"content/leitfaden/p.md": md("P", "tags: [neu]", "x\n")}})
		case 3:
			c = append(c, deed{day: day, edits: portal{"content/leitfaden/q.md": md("P", "tags: [neu]", "x\n")}, moves: map[string]string{"content/leitfaden/q.md": "content/leitfaden/p.md"}})
		}
	}
	between()
	return c
}

func TestWithoutAWholeHistoryDatesAreLeftOut(t *testing.T) {
	for err, id := range map[error]string{history.ErrNone: "", history.ErrShallow: "history-shallow", history.ErrTooLong: "history-too-long"} {
		opt := site.Options{FS: newPortal().fs(), Log: func(context.Context) (*history.Log, error) { return nil, fmt.Errorf("x: %w", err) }}
		files, result := construct(t, opt)
		ids := ""
		for _, p := range result.Problems {
			ids += p.ID
		}
		if result.Problems.HasErrors() || ids != id {
			t.Errorf("%v: %s", err, listing(result.Problems))
		}
		if d := difference(files.files, outputs(t, site.Options{FS: newPortal().fs()})); d != "" {
			t.Errorf("%v: %s", err, d)
		}
	}
}

func TestNotesInVainAreNamedAsLongAsTheyCanBeMended(t *testing.T) {
	c := chronicleOf(deed{day: "2026-02-01", edits: bia(), notes: note("leitfaden/gibtsnicht", "x")})
	vain := func(c chronicle) string {
		opt := c.options()
		opt.Log = func(ctx context.Context) (*history.Log, error) {
			log, err := c.log(ctx)
			log.Refused = []history.Refusal{{Line: 3, Reason: history.Mail}}
			return log, err
		}
		_, result := construct(t, opt)
		return listing(result.Problems)
	}
	if got := vain(c); !strings.Contains(got, "warning history-note-page map[page:leitfaden/gibtsnicht]") || !strings.Contains(got, "warning history-note-mail map[line:3]") {
		t.Error(got)
	}
	c = append(c, deed{day: "2026-02-02", edits: bia()}, deed{day: "2026-02-03", edits: portal{"content/intern.md": md("I", "tlp: AMBER")}, notes: note("intern", "x")})
	if got := vain(c); strings.Contains(got, "history-note-page") {
		t.Error(got)
	}
}

// TestAFileBesideAPageIsPartOfItsPast exchanges files: day and note are the
// page's, unless the file or the page was not for these readers then.
func TestAFileBesideAPageIsPartOfItsPast(t *testing.T) {
	const page, file = "content/leitfaden/plan/index.md", "content/leitfaden/plan/plan.txt"
	open, withheld := md("Plan", "Text.\n"), md("Plan", "tlp: AMBER", "Text.\n")
	tests := []struct {
		name   string
		deeds  []deed
		has    []string
		hasNot string
	}{
		{"a new version of the file is a change of the page", []deed{
			{day: "2026-02-01", edits: portal{page: open, file: "1"}},
			{day: "2026-03-01", role: "Redaktion", notes: note("", "Neuer Plan"), edits: portal{file: "2"}},
		}, []string{"Stand 2026-03-01", "[Redaktion]", "<li>2026-03-01 Neuer Plan Redaktion"}, ""},
		{"not what was done while the page was withheld", []deed{
			{day: "2026-02-01", edits: portal{page: withheld, file: "1"}},
			{day: "2026-03-01", notes: note("", "GEHEIM"), edits: portal{file: "2"}},
			{day: "2026-04-01", edits: portal{page: open}},
		}, []string{"Stand 2026-04-01"}, "2026-03-01"},
		{"not where the file lay before", []deed{
			{day: "2026-02-01", edits: portal{page: open}},
			{day: "2026-03-01", edits: portal{"content/intern/index.md": withheld, "content/intern/plan.txt": "1"}},
			{day: "2026-04-01", notes: note("", "GEHEIM"), edits: portal{"content/intern/plan.txt": "2"}},
			{day: "2026-05-01", edits: portal{file: "2"}, moves: map[string]string{file: "content/intern/plan.txt"}},
		}, []string{"Stand 2026-05-01"}, "2026-04-01"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := chronicleOf(test.deeds...).public(t)
			got := string(files["leitfaden/plan/index.html"])
			for _, part := range test.has {
				if !strings.Contains(got, part) {
					t.Errorf("no %q in %s", part, got)
				}
			}
			for path, body := range files {
				if test.hasNot != "" && (strings.Contains(string(body), test.hasNot) || strings.Contains(string(body), "GEHEIM")) {
					t.Errorf("%s tells what was withheld:\n%s", path, body)
				}
			}
		})
	}
}
