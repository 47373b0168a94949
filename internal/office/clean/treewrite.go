package clean

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

func isContext(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// bytes writes a tree. All namespaces are declared at the root; that of
// spreadsheets is the one without a prefix, as all programs write it.
func (t *tree) bytes() []byte {
	var b bytes.Buffer
	b.WriteString(xmlHead)
	w := &treeWriter{out: &b}
	if strings.HasPrefix(t.root.name, "x:") {
		w.bare = "x:"
	}
	declared := make([]attr, 0, len(t.spaces))
	for _, prefix := range slices.Sorted(maps.Keys(t.spaces)) {
		name := "xmlns:" + prefix
		if prefix+":" == w.bare {
			name = "xmlns"
		}
		declared = append(declared, attr{name, t.spaces[prefix]})
	}
	root := *t.root
	root.attrs = append(declared, root.attrs...)
	w.node(&root)
	return b.Bytes()
}

type treeWriter struct {
	out  *bytes.Buffer
	bare string // the prefix that is not written
}

func (w *treeWriter) node(n *node) {
	if n.name == "" {
		textEscaper.WriteString(w.out, n.text)
		return
	}
	name := n.name
	if w.bare != "" {
		name = strings.TrimPrefix(name, w.bare)
	}
	w.out.WriteByte('<')
	w.out.WriteString(name)
	for _, a := range n.attrs {
		w.out.WriteByte(' ')
		w.out.WriteString(a.name)
		w.out.WriteString(`="`)
		attrEscaper.WriteString(w.out, a.value)
		w.out.WriteByte('"')
	}
	if len(n.kids) == 0 {
		w.out.WriteString("/>")
		return
	}
	w.out.WriteByte('>')
	for _, k := range n.kids {
		w.node(k)
	}
	w.out.WriteString("</")
	w.out.WriteString(name)
	w.out.WriteByte('>')
}

// The escapes of characters that a reader would change or end a text at.
var (
	textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#xD;")
	attrEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\t", "&#x9;", "\n", "&#xA;", "\r", "&#xD;")
)
