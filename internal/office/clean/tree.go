package clean

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// Budgets of the trees. A tree of maxNodes takes about 100 MB.
const (
	maxXML        = 32 << 20 // bytes of all parts of a file, some of which are read twice
	maxNodes      = 500_000  // of one part
	maxDepth      = 64
	maxAttributes = 256
)

// tree is one XML part.
type tree struct {
	root    *node
	spaces  map[string]string // prefix → namespace
	unknown map[string]int    // namespaces that were left out
}

// loader builds a tree. Elements and attributes in namespaces that nobody here
// knows are left out, and so are comments and processing instructions.
type loader struct {
	part  string
	dec   *xml.Decoder
	tree  *tree
	scope []map[string]string // prefixes, for each open element
	nodes int
}

// load reads a part.
func (c *cleaner) load(a *parts.Archive, part string) (*tree, error) {
	src, err := a.Raw(part)
	if err != nil {
		return nil, err
	}
	if src == nil {
		return nil, parts.Damaged(part, errors.New("part is missing"))
	}
	defer src.Close()
	return c.parse(src, part)
}

func (c *cleaner) parse(src io.Reader, part string) (*tree, error) {
	l := &loader{part: part, dec: xml.NewDecoder(src), tree: &tree{spaces: map[string]string{}, unknown: map[string]int{}}}
	if err := l.run(); err != nil {
		return nil, err
	}
	for space := range l.tree.unknown {
		c.note("markup", space)
	}
	return l.tree, nil
}

func (l *loader) run() error {
	var stack []*node // nil inside what is left out
	var names []xml.Name
	for {
		token, err := l.dec.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return l.fault(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			n, err := l.start(t, stack)
			if err != nil {
				return err
			}
			stack, names = append(stack, n), append(names, t.Name)
		case xml.EndElement:
			if len(names) == 0 || names[len(names)-1] != t.Name {
				return l.fault(errors.New("element closed that is not open"))
			}
			stack, names, l.scope = stack[:len(stack)-1], names[:len(names)-1], l.scope[:len(l.scope)-1]
		case xml.CharData:
			if err := l.chars(t, stack); err != nil {
				return err
			}
		case xml.Directive:
			return &parts.Error{Reason: parts.Unreadable, ID: "office-doctype", Args: map[string]string{"part": l.part}}
		}
	}
	if len(names) > 0 || l.tree.root == nil {
		return l.fault(io.ErrUnexpectedEOF)
	}
	return nil
}

// start adds an element to the innermost open one.
func (l *loader) start(t xml.StartElement, stack []*node) (*node, error) {
	if len(stack) >= maxDepth {
		return nil, parts.Exceeded("office-depth", "part", l.part, "max", fmt.Sprint(maxDepth))
	}
	if len(t.Attr) > maxAttributes {
		return nil, parts.Exceeded("office-attributes", "part", l.part, "max", fmt.Sprint(maxAttributes))
	}
	if err := l.open(t); err != nil {
		return nil, err
	}
	var above *node
	if len(stack) > 0 {
		if above = stack[len(stack)-1]; above == nil {
			return nil, nil
		}
	} else if l.tree.root != nil {
		return nil, l.fault(errors.New("two roots"))
	}
	if err := l.count(); err != nil {
		return nil, err
	}
	name, known := l.name(t.Name, false)
	if !known {
		return nil, nil
	}
	n := &node{name: name, attrs: l.attributes(t)}
	if name == "mc:Choice" && !l.allKnown(n.attr("Requires")) {
		return nil, nil
	}
	if above == nil {
		l.tree.root = n
	} else {
		above.kids = append(above.kids, n)
	}
	return n, nil
}

func (l *loader) chars(t xml.CharData, stack []*node) error {
	if len(stack) == 0 || stack[len(stack)-1] == nil {
		return nil
	}
	above := stack[len(stack)-1]
	if last := len(above.kids) - 1; last >= 0 && above.kids[last].name == "" {
		above.kids[last].text += string(t)
		return nil
	}
	above.kids = append(above.kids, &node{text: string(t)})
	return l.count()
}

func (l *loader) count() error {
	if l.nodes++; l.nodes > maxNodes {
		return parts.Exceeded("clean-elements", "part", l.part, "max", fmt.Sprint(maxNodes))
	}
	return nil
}

func (l *loader) fault(err error) error {
	var known *parts.Error
	if errors.As(err, &known) {
		return err
	}
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) || !isContext(err) {
		return parts.Damaged(l.part, err)
	}
	return err
}

// open notes the prefixes that an element declares.
func (l *loader) open(t xml.StartElement) error {
	var scope map[string]string
	if n := len(l.scope); n > 0 {
		scope = l.scope[n-1]
	}
	own := false
	for _, a := range t.Attr {
		prefix, declares := "", a.Name.Space == "xmlns"
		if declares {
			prefix = a.Name.Local
		} else if a.Name.Space == "" && a.Name.Local == "xmlns" {
			declares = true
		}
		if !declares {
			continue
		}
		if !own {
			copied := make(map[string]string, len(scope)+1)
			for k, v := range scope {
				copied[k] = v
			}
			scope, own = copied, true
		}
		scope[prefix] = a.Value
		if len(scope) > maxAttributes {
			return parts.Exceeded("office-attributes", "part", l.part, "max", fmt.Sprint(maxAttributes))
		}
		if known, ok := prefixes[a.Value]; ok && l.tree.spaces[known] == "" {
			l.tree.spaces[known] = a.Value
		}
	}
	l.scope = append(l.scope, scope)
	return nil
}

// name is the canonical name of an element or attribute.
func (l *loader) name(n xml.Name, attribute bool) (string, bool) {
	if n.Space == "xml" || attribute && n.Space == "" {
		return join(n.Space, n.Local), true
	}
	space := l.scope[len(l.scope)-1][n.Space]
	prefix, ok := prefixes[space]
	if !ok {
		if len(l.tree.unknown) < 100 {
			l.tree.unknown[space]++
		}
		return "", false
	}
	return join(prefix, n.Local), true
}

func join(prefix, local string) string {
	if prefix == "" {
		return local
	}
	return prefix + ":" + local
}

func (l *loader) attributes(t xml.StartElement) []attr {
	var list []attr
	for _, a := range t.Attr {
		if a.Name.Space == "xmlns" || a.Name.Space == "" && a.Name.Local == "xmlns" {
			continue
		}
		name, known := l.name(a.Name, true)
		if !known || slices.ContainsFunc(list, func(b attr) bool { return b.name == name }) {
			continue
		}
		switch name {
		case "mc:Ignorable", "Requires":
			a.Value = l.tokens(a.Value, name == "Requires")
		case "mc:ProcessContent", "mc:MustUnderstand", "mc:PreserveElements", "mc:PreserveAttributes":
			continue
		}
		list = append(list, attr{name, a.Value})
	}
	return list
}

// tokens writes a list of prefixes with the canonical ones; unknown ones are
// left out of lists of what may be ignored and stay in lists of what has to be
// known.
func (l *loader) tokens(list string, needed bool) string {
	var out []string
	for _, prefix := range strings.Fields(list) {
		known, ok := prefixes[l.scope[len(l.scope)-1][prefix]]
		if !ok && needed {
			known = unknownPrefix
		}
		if (ok || needed) && !slices.Contains(out, known) {
			out = append(out, known)
		}
	}
	return strings.Join(out, " ")
}

// unknownPrefix stands for a namespace that nobody here knows.
const unknownPrefix = "?"

func (l *loader) allKnown(requires string) bool {
	return requires != "" && !strings.Contains(requires, unknownPrefix)
}
