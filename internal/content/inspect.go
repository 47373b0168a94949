package content

import (
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/privacy"
	"github.com/kaaw/nachbar/internal/strict"
)

// inspect looks through the whole text of a page's file, front matter and body,
// for what must not be shared. What the page allows stands in its front matter,
// which is not looked at there. front is that front matter, nil if there is none.
func (f *file) inspect(src []byte, front *yaml.Node, doc strict.Document, rules *privacy.Rules, lenient bool) {
	if rules == nil {
		return
	}
	text := string(src)
	from, to := allowLines(front, doc)
	found := privacy.Text(text, privacy.Context{Rules: rules})
	kept := found[:0]
	for _, one := range found {
		if one.Line < from || one.Line > to {
			kept = append(kept, one)
		}
	}
	problems, unused := privacy.Judge(f.source, text, kept, f.front.Allow)
	for _, n := range unused {
		p := diag.New("privacy-unused", f.source, from, "kind", string(f.front.Allow[n].Kind), "number", strconv.Itoa(n+1))
		problems.Add(p.AsWarning())
	}
	for _, p := range problems {
		if lenient {
			p = p.AsWarning()
		}
		f.problems.Add(p)
	}
}

// allowLines are the first and the last line of the key "allow" in the file; 0
// and -1 if it has none.
func allowLines(front *yaml.Node, doc strict.Document) (from, to int) {
	if front == nil {
		return 0, -1
	}
	for i := 0; i+1 < len(front.Content); i += 2 {
		if !strings.EqualFold(front.Content[i].Value, "allow") {
			continue
		}
		from, to = doc.FrontLine+front.Content[i].Line-1, doc.BodyLine-2
		if i+2 < len(front.Content) {
			to = doc.FrontLine + front.Content[i+2].Line - 2
		}
		return from, to
	}
	return 0, -1
}
