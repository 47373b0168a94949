package content

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/privacy"
	"github.com/kaaw/nachbar/internal/strict"
	"github.com/kaaw/nachbar/internal/tlp"
)

// file is one decoded Markdown file. It depends on the file's bytes, on the
// kind its folder gives it, on the reading mode and on what must not stand in it,
// on nothing else.
type file struct {
	keys
	source     string
	fallback   Kind // the kind its folder gave it
	frontHash  [16]byte
	hash       [32]byte
	size       int64
	bodyOffset int
	bodyLine   int
	bodyEmpty  bool
	// mislabelled says that there is a label that cannot be understood: what
	// the file may show to whom is then unknown.
	mislabelled bool
	titleKey    string // TitleKey of the title
	problems    diag.List
}

func decodeFile(source string, src []byte, fallback Kind, rules *privacy.Rules, lenient bool) *file {
	f := &file{source: source, fallback: fallback, bodyLine: 1}
	f.keys = split(fallback.Front())
	f.front.Kind = fallback
	if !utf8.Valid(src) {
		f.problems.Add(invalidUTF8(source, src)...)
		f.bodyOffset = len(src)
		return f
	}
	doc, problems := strict.Split(src, source)
	f.problems.Add(problems...)
	f.bodyOffset, f.bodyLine = len(src)-len(doc.Body), doc.BodyLine
	f.bodyEmpty = len(bytes.TrimSpace(doc.Body)) == 0
	var front *yaml.Node
	defer func() { f.inspect(src, front, doc, rules, lenient) }()
	if len(bytes.TrimSpace(doc.Front)) == 0 {
		if len(problems) == 0 {
			f.problems.Add(withoutFront(source, lenient))
		}
		return f
	}
	sum := sha256.Sum256(doc.Front)
	f.frontHash = [16]byte(sum[:16])
	at := strict.Source{Path: source, FirstLine: doc.FrontLine}
	node, problems := strict.Parse(doc.Front, at)
	f.problems.Add(problems...)
	if node == nil {
		return f
	}
	front = node
	kind := ownKind(node, fallback)
	into := kind.Front()
	f.problems.Add(labelsFirm(strict.Decode(node, at, into, strict.Options{Lenient: lenient}))...)
	f.keys = split(into)
	f.front.Kind = kind
	f.mislabelled = slices.ContainsFunc(f.problems, mislabels)
	if f.template != nil && !lenient {
		f.problems.Add(templateProblems(f.template, kind, node, at)...)
	}
	if kind == News && !strict.Has(node, "date") && !lenient {
		f.problems.Add(at.Problem("news-without-date", node))
	}
	return f
}

// withoutFront is the problem of a page without front matter: it has no title.
func withoutFront(source string, lenient bool) diag.Problem {
	p := diag.New("front-matter-missing", source, 1)
	if lenient {
		return p.AsWarning()
	}
	return p
}

// mislabels reports problems of a label, or of what may hold one.
func mislabels(p diag.Problem) bool {
	key := p.Args["key"]
	return strings.HasPrefix(p.ID, "tlp-") || p.ID == "yaml-unknown-key" && misspelt(key) ||
		p.ID == "yaml-wrong-type" && (key == "tlp" || key == "cascade" || key == "cascade.tlp")
}

// misspelt reports whether a key that nobody knows is most likely "tlp": the
// same letters in another order, or with something around them.
func misspelt(key string) bool {
	key = strings.ToLower(strings.TrimPrefix(key, "cascade."))
	letters := []byte(key)
	slices.Sort(letters)
	return string(letters) == "lpt" || len(key) <= 2*len("tlp") && strings.Contains(key, "tlp")
}

// labelsFirm makes errors of labels that nobody can understand, also where
// content is read leniently, and of labels that somebody only began to write:
// without a word behind "tlp:" nobody knows whom the page is for.
func labelsFirm(problems diag.List) diag.List {
	for i, p := range problems {
		if mislabels(p) {
			problems[i].Severity = diag.Error
		}
		if key := p.Args["key"]; p.ID == "yaml-empty-value" && (key == "tlp" || key == "cascade.tlp") {
			_, err := tlp.Parse("")
			var empty *tlp.Error
			if errors.As(err, &empty) {
				p.ID, p.Args = empty.Explain()
				p.Args["key"], p.Severity = key, diag.Error
				problems[i] = p
			}
		}
	}
	return problems
}

// ownKind is the kind that the front matter names, or the folder's. A kind
// that does not exist is reported when the keys are decoded.
func ownKind(node *yaml.Node, fallback Kind) Kind {
	for i := 0; i+1 < len(node.Content); i += 2 {
		if node.Content[i].Value != "kind" {
			continue
		}
		if kind := Kind(node.Content[i+1].Value); slices.Contains(Kinds(), kind) {
			return kind
		}
	}
	return fallback
}

// invalidUTF8 names the places of bytes that are no text.
func invalidUTF8(source string, src []byte) diag.List {
	found := strict.CheckText(src, strict.Source{Path: source})
	return slices.DeleteFunc(found, func(p diag.Problem) bool { return p.ID != "text-invalid-utf8" })
}
