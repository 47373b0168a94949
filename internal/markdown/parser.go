package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// newParser puts goldmark together: its own CommonMark parsers without raw
// HTML, containers held to the budget, and the constructs of this package.
// Lower numbers come first; goldmark's own numbers are kept.
func newParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(headingAttributes{parser.NewSetextHeadingParser()}, 100),
			util.Prioritized(container{extension.NewDefinitionListParser()}, 101),
			util.Prioritized(counted{extension.NewDefinitionDescriptionParser()}, 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(container{parser.NewListParser()}, 300),
			util.Prioritized(counted{parser.NewListItemParser()}, 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(headingAttributes{parser.NewATXHeadingParser()}, 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(container{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(commentBlockParser{}, 900),
			util.Prioritized(container{footnoteBlockParser{}}, 999),
			util.Prioritized(paragraphParser{parser.NewParagraphParser()}, 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(taskParser{}, 0),
			util.Prioritized(budgetParser{}, 50),
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(footnoteParser{}, 101),
			util.Prioritized(fieldParser{}, 150),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(tagParser{}, 400),
			util.Prioritized(parser.NewEmphasisParser(), 500),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(referenceTransformer{parser.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(blockIDTransformer{}, 150),
			util.Prioritized(tableTransformer{}, 200),
			util.Prioritized(calloutTransformer{}, 250),
			util.Prioritized(plainTransformer{}, 900),
		),
	)
}

// block is the base of this package's own block nodes.
type block struct {
	ast.BaseBlock
	kind ast.NodeKind
}

// Kind implements ast.Node.
func (b *block) Kind() ast.NodeKind { return b.kind }

// Dump implements ast.Node.
func (b *block) Dump([]byte, int) {}

// inline is the base of this package's own inline nodes.
type inline struct {
	ast.BaseInline
	kind ast.NodeKind
}

// Kind implements ast.Node.
func (n *inline) Kind() ast.NodeKind { return n.kind }

// Dump implements ast.Node.
func (n *inline) Dump([]byte, int) {}
