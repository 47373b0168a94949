package markdown

import (
	"github.com/yuin/goldmark/ast"
)

// writeImage writes a picture of the site. Pictures from elsewhere are refused:
// no request leaves the portal.
func (p *page) writeImage(n *ast.Image) {
	alt := p.plainOf(n)
	dest := string(appendPlain(p.scratch[:0], n.Destination))
	image, ok := p.picture(dest, n)
	if alt == "" {
		p.fault("md-image-alt", n.Pos(), "dest", dest)
	}
	if !ok {
		p.out = appendEscaped(p.out, alt)
		return
	}
	p.html("<img")
	p.attribute("src", relative(image.Src))
	p.attribute("alt", alt)
	if len(n.Title) > 0 && !isFigure(n.Parent()) {
		p.html(` title="`)
		p.out = appendText(p.out, n.Title)
		p.html(`"`)
	}
	if image.Width > 0 && image.Height > 0 {
		p.attribute("width", decimal(image.Width))
		p.attribute("height", decimal(image.Height))
	}
	p.html(` loading="lazy" decoding="async">`)
}

func (p *page) picture(dest string, n *ast.Image) (Image, bool) {
	if !p.affordable(n.Reference, n.Destination, n.Title, n.Pos()) {
		return Image{}, false
	}
	scheme, problem := classify(dest)
	switch {
	case problem != "" || scheme != "" || dest == "":
		p.report("markdown-image-external", n.Pos(), "dest", dest)
		return Image{}, false
	case p.res == nil:
		return Image{Src: dest}, true
	}
	image, err := p.res.Image(dest)
	if err != nil {
		p.unresolved(err, "markdown-image", dest, n.Pos())
		return Image{}, false
	}
	return image, true
}

// isFigure reports whether a paragraph is one picture with a title, which then
// is its caption.
func isFigure(n ast.Node) bool {
	if _, ok := n.(*ast.Paragraph); !ok || n.FirstChild() != n.LastChild() {
		return false
	}
	image, ok := n.FirstChild().(*ast.Image)
	return ok && len(image.Title) > 0
}

// writeFigure writes a paragraph that is a figure.
func (p *page) writeFigure(n *ast.Paragraph) bool {
	if !isFigure(n) {
		return false
	}
	image := n.FirstChild().(*ast.Image)
	p.openTag("figure", n)
	p.html("\n")
	p.writeImage(image)
	p.html("\n<figcaption>")
	p.out = appendText(p.out, image.Title)
	p.html("</figcaption>\n")
	p.closeTag("figure")
	return true
}
