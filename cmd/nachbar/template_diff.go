package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/versions"
)

// diffJSON is a difference for programs.
type diffJSON struct {
	Old    string                 `json:"old"`
	New    string                 `json:"new"`
	Title  []versions.Span        `json:"title"`
	Blocks []versions.BlockChange `json:"blocks"`
}

// diffTemplates prints what changed between two versions.
func (a *app) diffTemplates(ctx context.Context, from, to string, asJSON bool) error {
	_, list, err := a.templates(ctx)
	if err != nil {
		return err
	}
	before, err := a.version(list, from)
	if err != nil {
		return err
	}
	after, err := a.version(list, to)
	if err != nil {
		return err
	}
	d := versions.Compare(before, after)
	if asJSON {
		return a.printJSON(diffJSON{from, to, d.Title, d.Blocks})
	}
	_, err = fmt.Fprint(a.out, a.diffText(d, from, to))
	return err
}

// diffText is a difference for people: [-gone-] and {+new+}, as wdiff writes it.
func (a *app) diffText(d *versions.Difference, from, to string) string {
	var b strings.Builder
	show := a.changes()
	fmt.Fprintf(&b, "%s → %s\n", from, to)
	if len(d.Title) > 1 {
		fmt.Fprintf(&b, "%s\n", show(d.Title))
	}
	same := 0
	for _, block := range d.Blocks {
		if block.Op == versions.Same && !block.Moved {
			same++
			continue
		}
		state := a.t("ui.block." + block.Op.String())
		if block.Moved {
			state += ", " + a.t("ui.block.moved")
		}
		fmt.Fprintf(&b, "\n## %s (%s): %s\n", diag.Clean(block.Title), block.ID, state)
		diffLines(&b, block.Lines, show)
	}
	fmt.Fprintf(&b, "\n%s\n", a.text.N("ui.block.unchanged", same, nil))
	return b.String()
}

func diffLines(b *strings.Builder, lines []versions.LineChange, show func([]versions.Span) string) {
	skipped := false
	for _, l := range lines {
		if l.Op == versions.Same {
			skipped = true
			continue
		}
		if empty(l) {
			continue
		}
		if skipped {
			fmt.Fprintln(b, "    …")
		}
		skipped = false
		var parts []string
		for _, part := range l.Parts {
			parts = append(parts, show(part))
		}
		fmt.Fprintf(b, "  %s %s\n", opSigns[l.Op], strings.TrimRight(lineSigns[l.Kind]+strings.Join(parts, " | "), " "))
		if len(l.Links) > 0 {
			fmt.Fprintf(b, "      %s\n", show(l.Links))
		}
	}
	if skipped {
		fmt.Fprintln(b, "    …")
	}
}

// empty reports whether there is nothing to read in a line, such as a row for
// people to fill in.
func empty(l versions.LineChange) bool {
	for _, part := range l.Parts {
		if len(part) > 0 {
			return false
		}
	}
	return l.Kind == versions.Row
}

// visible is a text of any length for a terminal: line breaks become spaces,
// controls are spelt out.
func visible(text string) string {
	var b strings.Builder
	const piece = 100 // of what diag.Clean takes at a time
	for part := range slices.Chunk([]rune(strings.ReplaceAll(text, "\n", " ")), piece) {
		b.WriteString(diag.Clean(string(part)))
	}
	return b.String()
}

var opSigns = map[versions.Op]string{versions.Added: "+", versions.Removed: "-", versions.Changed: "~"}

var lineSigns = map[versions.Kind]string{
	versions.Heading: "# ", versions.Item: "• ", versions.Step: "1. ", versions.Task: "☐ ", versions.Callout: "! ", versions.Quote: "> ", versions.Break: "---",
}

// changes returns a function that writes spans, in colour on a terminal.
func (a *app) changes() func([]versions.Span) string {
	file, ok := a.out.(*os.File)
	_, plain := a.env("NO_COLOR")
	color := ok && !plain && term.IsTerminal(int(file.Fd()))
	wrap := func(sgr, open, text, end string) string {
		if color {
			return "\x1b[" + sgr + "m" + open + text + end + "\x1b[0m"
		}
		return open + text + end
	}
	return func(spans []versions.Span) string {
		var b strings.Builder
		for _, s := range spans {
			text := visible(s.Text)
			switch s.Op {
			case versions.Added:
				text = wrap("32", "{+", text, "+}")
			case versions.Removed:
				text = wrap("31", "[-", text, "-]")
			}
			b.WriteString(text)
		}
		return b.String()
	}
}
