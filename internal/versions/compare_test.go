package versions

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/content"
)

// version makes one of blocks written as "id: line / line"; a line with "|" is a
// row.
func version(number string, blocks ...string) *Version {
	n, err := content.ParseVersion(number)
	if err != nil {
		panic(err)
	}
	v := &Version{ID: "karte", Number: n, Date: "2026-11-01", Title: "Karte"}
	for _, text := range blocks {
		id, body, _ := strings.Cut(text, ": ")
		b := Block{ID: id, Lines: []Line{{Kind: Heading, Level: 1, Text: strings.ToUpper(id)}}}
		for line := range strings.SplitSeq(body, " / ") {
			if strings.Contains(line, "|") {
				b.Lines = append(b.Lines, Line{Kind: Row, Cells: strings.Split(line, "|")})
			} else {
				b.Lines = append(b.Lines, Line{Kind: Text, Text: line})
			}
		}
		v.Blocks = append(v.Blocks, b)
	}
	return v
}

// show writes what is not the same.
func show(d *Difference) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		if block.Op == Same && !block.Moved {
			continue
		}
		fmt.Fprintf(&b, "%s %s", block.Op, block.ID)
		if block.Moved {
			b.WriteString(" moved")
		}
		b.WriteByte('\n')
		for _, l := range block.Lines {
			if l.Op == Same || l.Kind == Heading {
				continue
			}
			var parts []string
			for _, p := range l.Parts {
				parts = append(parts, marks(p))
			}
			fmt.Fprintf(&b, "  %s\n", strings.Join(parts, "|"))
		}
	}
	return b.String()
}

func TestWhatChangedIsToldBlockByBlock(t *testing.T) {
	a := version("1.0.0", "gefahr: Zuerst 112. / Danach melden.", "alt: Faxen.", "melden: Dienstzeit|4711 / Nachts|4712")
	b := version("1.1.0", "gefahr: Zuerst 112. / Andere warnen. / Danach im Haus melden.", "melden: Dienstzeit|4711 / Nachts und feiertags|4712", "neu: Bleiben Sie da.")
	want := `changed gefahr
  {+Andere warnen.+}
  Danach {+im Haus +}melden.
removed alt
  [-Faxen.-]
changed melden
  Nachts{+ und feiertags+}|4712
added neu
  {+Bleiben Sie da.+}
`
	if got := show(Compare(a, b)); got != want {
		t.Errorf("the difference is\n%swant\n%s", got, want)
	}
	if got := show(Compare(a, a)); got != "" {
		t.Errorf("a version differs from itself:\n%s", got)
	}
}

func TestAColumnMoreIsNoNewTable(t *testing.T) {
	got := show(Compare(version("1.0.0", "a: IT|Zwei Geräte"), version("1.1.0", "a: IT|Zwei Geräte|RPO|")))
	if want := "changed a\n  IT|Zwei Geräte|{+RPO+}|\n"; got != want {
		t.Errorf("the difference is %q, want %q", got, want)
	}
}

func TestABlockThatMovesIsNamedOnce(t *testing.T) {
	a := version("1.0.0", "a: A", "b: B", "c: C")
	b := version("1.1.0", "c: C", "a: A", "b: B")
	if got := show(Compare(a, b)); got != "same c moved\n" {
		t.Errorf("the difference is %q", got)
	}
}

func TestAnAddressThatChangesIsAChange(t *testing.T) {
	line := func(link string) *Version {
		v := version("1.0.0", "a: Siehe BSI")
		v.Blocks[0].Lines[1].Links = []string{link}
		return v
	}
	d := Compare(line("https://a.example"), line("https://b.example"))
	if got := marks(d.Blocks[0].Lines[1].Links); d.Blocks[0].Op != Changed || got != "[-https://a.example-]{+https://b.example+}" {
		t.Errorf("the links are %s, the block is %s", got, d.Blocks[0].Op)
	}
}
