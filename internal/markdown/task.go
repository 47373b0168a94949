package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// task is the box of an item "- [ ] text" or "- [x] text".
type task struct {
	inline
	done bool
}

var kindTask = ast.NewNodeKind("Task")

// taskParser finds boxes at the start of list items.
type taskParser struct{}

// Trigger implements parser.InlineParser.
func (taskParser) Trigger() []byte { return []byte{'['} }

// Parse implements parser.InlineParser.
func (taskParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	item, ok := parent.Parent().(*ast.ListItem)
	if !ok || item.FirstChild() != parent || parent.HasChildren() {
		return nil
	}
	line, _ := block.PeekLine()
	if len(line) < 4 || line[2] != ']' || line[3] != ' ' && line[3] != '\t' {
		return nil
	}
	box := &task{inline: inline{kind: kindTask}}
	switch line[1] {
	case 'x', 'X':
		box.done = true
	case ' ':
	default:
		return nil
	}
	block.Advance(4)
	return box
}

// isTask reports whether an item starts with a box.
func isTask(item ast.Node) bool {
	first := item.FirstChild()
	if first == nil {
		return false
	}
	_, ok := first.FirstChild().(*task)
	return ok
}

// writeTask writes a box that nobody can tick, but a screen reader can read.
func (p *page) writeTask(n *task) {
	if n.done {
		p.html(`<input type="checkbox" disabled checked`)
		p.attribute("aria-label", p.r.labels["task.done"])
	} else {
		p.html(`<input type="checkbox" disabled`)
		p.attribute("aria-label", p.r.labels["task.open"])
	}
	p.html("> ")
}
