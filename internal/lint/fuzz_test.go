package lint

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// FuzzScanSurvivesAnything holds the ids that Scan sees in arbitrary bytes
// against the tokenizer of x/net/html. SVG and MathML are left to the other
// fuzz test, because that tokenizer alone does not know what it is in, and so
// is noscript, whose content it takes for text as if scripts ran.
func FuzzScanSurvivesAnything(f *testing.F) {
	for _, seed := range []string{
		`<p id=a>x</p>`, `<P ID='b' id="c">`, `<p id="&auml;&amp;&copy=1&copy">`, `<!-- <p id=x> --><p id=y>`,
		`<!--><p id=x>-->`, `<!---><p id=x>`, `<!----!><p id=x>`, `<!--- --!><p id=y>`, `<? <p id=x>`, `</ <p id=x>`,
		`<script><!--<script></script><p id=x></script><p id=y>`, `<script><!--><p id=z></script><p id=y>`,
		`<style><p id=x></style ><p id=y>`, `<textarea><p id=x></textarea/><p id=y>`, `<title><b id=x></TITLE><p id=y>`,
		`<xmp><p id=x></xmp><p id=y>`, `<plaintext><p id=x>`, `<p id = x/y><p id/ =z><p =id=3>`, `<p a="<p id=x>" id=y>`,
		`<a href="x?a&copy=1&#x41;"id=q>`, `<p id="x`, `<`, `</`, `<!`, `<p`, "<p\rid=\"a\r\nb\">", `<![CDATA[<p id=x>]]>`,
		`<iframe><p id=x></iframe><noscript><p id=y></noscript>`, `<p id="&notit;&notin;&#38;&#x110000;&unknown;&">`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		page, problems := Scan("x/index.html", doc)
		for _, p := range problems {
			if p.Line < 0 || p.Line > bytes.Count(doc, []byte("\n"))+1 || p.Path != "x/index.html" {
				t.Fatalf("problem has a bad place: %+v", p)
			}
		}
		if unlike.Match(doc) {
			return
		}
		if want := tokenizerIDs(doc); !slices.Equal(page.IDs, want) {
			t.Fatalf("ids %x, the tokenizer of x/net/html sees %x", page.IDs, want)
		}
	})
}

// unlike matches what the tokenizer alone reads in another way.
var unlike = regexp.MustCompile(`(?i)<(svg|math|noscript)|\x00`)

// tokenizerIDs returns the sorted hashes of the ids that start tags carry.
func tokenizerIDs(doc []byte) []uint64 {
	ids := []uint64{}
	z := html.NewTokenizer(bytes.NewReader(doc))
	for z.Next() != html.ErrorToken {
		token := z.Token()
		if token.Type != html.StartTagToken && token.Type != html.SelfClosingTagToken {
			continue
		}
		for _, a := range token.Attr {
			if a.Key == "id" {
				ids = append(ids, hashString(a.Val))
				break
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// FuzzWellFormedDocumentsHaveTheIDsOfTheirTree grows a valid document from
// the bytes and compares with the tree that x/net/html builds.
func FuzzWellFormedDocumentsHaveTheIDsOfTheirTree(f *testing.F) {
	f.Add([]byte("a well formed document grows from these bytes"))
	f.Add([]byte{0, 9, 17, 33, 200, 201, 202, 77, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
	f.Fuzz(func(t *testing.T, seed []byte) {
		g := grower{seed: seed}
		g.out.WriteString("<!doctype html><html lang=de><head><meta charset=utf-8><title>T</title></head><body><main>\n")
		g.flow(0)
		g.out.WriteString("</main></body></html>")
		doc := g.out.String()
		root, err := html.ParseWithOptions(strings.NewReader(doc), html.ParseOptionEnableScripting(false))
		if err != nil {
			t.Fatal(err)
		}
		want := treeIDs(root, []uint64{})
		slices.Sort(want)
		page, problems := Scan("index.html", []byte(doc))
		if !slices.Equal(page.IDs, slices.Compact(want)) {
			t.Fatalf("ids %x, the tree has %x\n%s", page.IDs, want, doc)
		}
		for _, p := range problems {
			if p.ID == "html-unclosed" || p.ID == "html-stray-end" || p.ID == "html-unfinished" {
				t.Fatalf("%v in a well-formed document\n%s", p, doc)
			}
		}
	})
}

func treeIDs(n *html.Node, ids []uint64) []uint64 {
	for _, a := range n.Attr {
		if a.Key == "id" && n.Type == html.ElementNode {
			ids = append(ids, hashString(a.Val))
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		ids = treeIDs(c, ids)
	}
	return ids
}

// grower turns bytes into nested elements.
type grower struct {
	seed []byte
	out  bytes.Buffer
	n    int
}

func (g *grower) next() int {
	if len(g.seed) == 0 {
		return 0
	}
	b := g.seed[0]
	g.seed = g.seed[1:]
	return int(b)
}

// id writes an id attribute in one of the ways HTML allows.
func (g *grower) id() string {
	g.n++
	forms := []string{` id="i%d"`, ` id='i%d'`, ` id=i%d`, ` ID="i%d"`, ` id = "i&#45;%d"`, ` class=x id="&uuml;%d" title=">"`,
		` data-x="<p id=no>" id=i%d`, ` id="i%d" id="twice"`}
	return fmt.Sprintf(forms[g.next()%len(forms)], g.n)
}

func (g *grower) flow(depth int) {
	for i := g.next() % 5; i > 0 && depth < 12; i-- {
		g.element(depth)
	}
}

func (g *grower) element(depth int) {
	pair := func(name string) {
		g.out.WriteString("<" + name + g.id() + ">")
		g.flow(depth + 1)
		g.out.WriteString("</" + name + ">\n")
	}
	switch pick := g.next() % 18; pick {
	case 0:
		g.out.WriteString("<p" + g.id() + ">Text &amp; mehr < 3</p>")
	case 1, 2, 3:
		pair([]string{"div", "SECTION", "ul"}[pick-1])
	case 4:
		g.out.WriteString("<h2" + g.id() + ">Kopf</H2>")
	case 5:
		g.out.WriteString("<table" + g.id() + "><tr><th scope=col" + g.id() + ">a</th></tr></table>")
	case 6:
		g.out.WriteString("<!-- <p id=no> --><!doctype x><?x <p>")
	case 7:
		g.out.WriteString("<script src=x.js" + g.id() + "> '<p id=no>' </script>")
	case 8:
		g.out.WriteString("<textarea" + g.id() + "><p id=no></textarea>")
	case 9:
		g.out.WriteString("<svg" + g.id() + "><title" + g.id() + "><b>t</b></title><![CDATA[<p id=no>]]><path" + g.id() + "/></svg>")
	case 10:
		g.out.WriteString("<svg><style><g id=inside" + fmt.Sprint(g.n) + "></g></style><foreignObject>")
		pair("div")
		g.out.WriteString("</foreignObject></svg>")
	case 11:
		g.out.WriteString("<math" + g.id() + "><mi" + g.id() + "><![CDATA[no]]></mi><mo>&lt;</mo></math>")
	case 12:
		g.out.WriteString("<br" + g.id() + "/><img" + g.id() + " alt=''>")
	case 13:
		g.out.WriteString("<noscript><p" + g.id() + ">x</p></noscript><iframe" + g.id() + "><p id=no></iframe>")
	case 14:
		g.out.WriteString("<style" + g.id() + "><p id=no></style>")
	case 15:
		g.out.WriteString("<svg><foreignObject><p" + g.id() + "><b>x</b></p><![CDATA[> <p id=no>]]></foreignObject><desc>")
		g.flow(depth + 1)
		g.out.WriteString("</desc></svg>")
	case 16:
		g.out.WriteString("<math><semantics><annotation-xml encoding='text/html'>")
		g.flow(depth + 1)
		g.out.WriteString("</annotation-xml></semantics><mtext><b" + g.id() + "><![CDATA[><i" + g.id() + "></i></b><![CDATA[<b id=no>]]></mtext></math>")
	case 17:
		g.out.WriteString("<label" + g.id() + ">L<input" + g.id() + "></label>")
	}
}
