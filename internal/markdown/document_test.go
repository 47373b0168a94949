package markdown

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kaaw/nachbar/internal/document"
)

// outline writes a body as the tests compare it: one line an element.
func outline(body document.Body) string {
	var b strings.Builder
	for _, block := range body.Blocks {
		fmt.Fprintf(&b, "#%s %d\n", block.ID, block.Line)
		outlineOf(&b, " ", block.Elements)
	}
	return b.String()
}

func outlineOf(b *strings.Builder, indent string, elements []document.Element) {
	for _, element := range elements {
		switch e := element.(type) {
		case *document.Heading:
			fmt.Fprintf(b, "%sh%d %s%s\n", indent, e.Level, spell(e.Text), map[bool]string{true: " (bare)"}[e.Bare])
		case *document.Paragraph:
			fmt.Fprintf(b, "%sp %s\n", indent, spell(e.Text))
		case *document.List:
			fmt.Fprintf(b, "%slist %t %d\n", indent, e.Ordered, e.Start)
			for _, item := range e.Items {
				fmt.Fprintf(b, "%s- %t %t\n", indent, item.Task, item.Done)
				outlineOf(b, indent+"  ", item.Elements)
			}
		case *document.Table:
			fmt.Fprintf(b, "%stable %v %t\n", indent, e.Columns, e.RowNames)
			for _, row := range append([][]document.Cell{e.Head}, e.Rows...) {
				b.WriteString(indent)
				for _, c := range row {
					b.WriteString("|" + spell(c.Text))
				}
				b.WriteString("|\n")
			}
		case *document.Callout:
			fmt.Fprintf(b, "%s!%s %s\n", indent, e.Type, spell(e.Title))
			outlineOf(b, indent+"  ", e.Elements)
		case *document.Quote:
			fmt.Fprintf(b, "%squote\n", indent)
			outlineOf(b, indent+"  ", e.Elements)
		case *document.Code:
			fmt.Fprintf(b, "%scode %q\n", indent, e.Text)
		case *document.Figure:
			fmt.Fprintf(b, "%sfigure %s %s %s\n", indent, e.Image.Source, e.Image.Alt, e.Caption)
		case *document.Definitions:
			for _, entry := range e.Entries {
				for _, term := range entry.Terms {
					fmt.Fprintf(b, "%sterm %s\n", indent, spell(term))
				}
				outlineOf(b, indent+"  ", entry.Elements)
			}
		case *document.PageBreak:
			fmt.Fprintf(b, "%sbreak\n", indent)
		}
	}
}

// spell writes runs on one line, with their marks.
func spell(runs []document.Run) string {
	var b strings.Builder
	for _, r := range runs {
		for i, mark := range []string{"*", "/", "-", "`"} {
			if r.Marks&(1<<i) != 0 {
				b.WriteString(mark)
			}
		}
		switch {
		case r.Field != "":
			b.WriteString("{" + r.Field + "}")
		case r.Break:
			b.WriteString("⏎")
		case r.Note != nil:
			fmt.Fprintf(&b, "[%d:", r.Note.Number)
			outlineOf(&b, "", r.Note.Elements)
			b.WriteString("]")
		case r.Image != nil:
			b.WriteString("<" + r.Image.Source + ">")
		default:
			b.WriteString(r.Text)
		}
		if r.Link != "" {
			b.WriteString("(" + r.Link + ")")
		}
	}
	return b.String()
}

func TestMarkdownBecomesTheElementsOfADocument(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"blocks start at headings and at ids", "Vorweg.\n\n## Ziel {#ziel}\n\nText.\n\n- a\n- b\n\n{#liste}\n\nDanach.\n\n### Öffnen\n\nEnde.\n",
			"#anfang 1\n p Vorweg.\n#ziel 3\n h1 Ziel\n p Text.\n#liste 7\n list false 0\n - false false\n   p a\n - false false\n   p b\n p Danach.\n#oeffnen 14\n h2 Öffnen\n p Ende.\n"},
		{"the title is not part of it", "# Titel\n\n## A {.ohne-nummer}\n", "#a 3\n h1 A (bare)\n"},
		{"marks, entities and breaks", "Ein **fettes *und* ~~altes~~** `<b>` &amp; \\*Wort\\*  \nneu\nweich &lt;\n",
			"#anfang 1\n p Ein *fettes */und* *-altes `<b> & *Wort*⏎neu weich <\n"},
		{"fields in text, heading and table", "## Plan der {{kommune}}\n\n**{{kommune}}**, {{amt}}\n\n| A | B |\n|---|--:|\n| {{amt}} | x |\n",
			"#plan-der-name-der-kommune 1\n h1 Plan der {kommune}\n p *{kommune}, {amt}\n table [{0 5000} {2 5000}] false\n |A|B|\n |{amt}|x|\n"},
		{"dashes are widths", "| A | B | C |\n|---|------|---|\n| a | b | c |\n", "#anfang 1\n table [{0 2500} {0 5000} {0 2500}] false\n |A|B|C|\n |a|b|c|\n"},
		{"links", "[a](bia.md#x) [b](https://example.org) <mail@example.org> [c](#ziel) [d](javascript:x) [e](fehlt.md)\n",
			"#anfang 1\n p a(../bia/#x) b(https://example.org) mail@example.org(mailto:mail@example.org) c(#ziel) d e\n"},
		{"footnotes", "Text[^a] und[^b], wieder[^a].\n\n[^a]: Note **eins**.\n[^b]: Note zwei.\n",
			"#anfang 1\n p Text[1:p Note *eins.\n] und[2:p Note zwei.\n], wieder[1:p Note *eins.\n].\n"},
		{"tasks", "- [ ] offen\n- [x] fertig {{amt}}\n", "#anfang 1\n list false 0\n - true false\n   p offen\n - true true\n   p fertig {amt}\n"},
		{"callouts and law", "> [!HINWEIS] So geht es\n> Text.\n\n> [!NW]\n> Nur hier.\n\n> Zitat\n",
			"#anfang 1\n !hint So geht es\n   p Text.\n !nw \n   p Nur hier.\n quote\n   p Zitat\n"},
		{"breaks, code, pictures, terms", "A\n\n---\n\n```\na\n  b\n```\n\n![Ein Plan](plan.png \"Lage\")\n\nWort\n: Sinn\n",
			"#anfang 1\n p A\n break\n code \"a\\n  b\"\n figure ../plan.png Ein Plan Lage\n term Wort\n   p Sinn\n"},
	} {
		body, _ := New(testOptions(), nil).Document([]byte(c.src), "a.md", 1, pages{})
		if got := outline(body); got != c.want {
			t.Errorf("%s: %s", c.name, cmp.Diff(c.want, got))
		}
	}
}

func TestADocumentHasTheIDsAndFieldsOfThePage(t *testing.T) {
	const src = "## Ziel\n\n## Ziel\n\nText {{amt}} {{kommune}} {{amt}} {{fehlt}}\n\n{#ziel-3}\n\n## Ziel\n"
	r := New(testOptions(), nil)
	doc, want := r.Render([]byte(src), "a.md", 1, nil)
	body, got := r.Document([]byte(src), "a.md", 1, nil)
	var ids []string
	for _, block := range body.Blocks {
		ids = append(ids, block.ID)
	}
	if diff := cmp.Diff(doc.Anchors, ids); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(doc.Fields, body.Fields); diff != "" || describe(got) != describe(want) {
		t.Error(diff, describe(got), describe(want))
	}
}

// named is a resolver that knows the fields of one page.
type named struct{ pages }

func (named) Field(id string) (string, bool) { return "Der Ort", id == "ort" }

func TestAResolverKnowsTheFieldsOfThePage(t *testing.T) {
	doc, problems := New(testOptions(), nil).Render([]byte("{{ort}} {{kommune}}"), "a.md", 1, named{})
	if !strings.Contains(string(doc.HTML), ">Der Ort<") || describe(problems) != "1:9 error markdown-field map[field:kommune]\n" {
		t.Errorf("%s %s", doc.HTML, describe(problems))
	}
}
