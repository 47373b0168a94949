// Package lint checks built HTML pages.
//
// It sees what a reader's browser sees, so it also finds what a layout, a
// foreign overlay or the Markdown renderer got wrong. Scan reads one page and
// holds it against the rules that need nothing else; Links then follows every
// relative reference from page to page.
//
// Scan reports
//
//   - what breaks the promise that no request leaves the site: scripts, style
//     sheets, images, frames, media and form targets from elsewhere;
//   - what the Content-Security-Policy would block: inline scripts and styles,
//     event handlers, javascript: addresses, <base>;
//   - what keeps people out (WCAG 2.2, EN 301 549): missing language, title,
//     main landmark or h1, skipped or empty headings, links, buttons, images
//     and form controls without a name, data tables without header cells,
//     blocked zoom, new windows, timed refresh;
//   - what is simply broken: ids used twice, references to ids that are not
//     there, links within links, a document that ends inside a tag.
//
// A page with an immediate <meta http-equiv=refresh> to another page is a
// redirect: nobody reads it, so it needs no main, h1 or heading order.
//
// The scanner follows the tokenizer of the HTML standard (comments, raw text,
// CDATA in SVG and MathML, unquoted attributes, character references, upper
// case). It builds no tree: it remembers only the open elements whose content
// matters to a rule. Problems carry the path of the output file and the line
// in it.
package lint

// Page is what the check of the whole site needs to know of one page. It
// keeps nothing of the HTML alive and may be cached with the page's bytes.
type Page struct {
	// IDs holds the FNV-1a 64 bit hash of every id, sorted.
	IDs []uint64
	// Refs are the references that leave the page, in document order.
	Refs []Ref
}

// Ref is one reference from a page to another file of the site.
type Ref struct {
	// URL is the address as a browser reads it: character references
	// decoded, surrounding space removed, still relative.
	URL string
	// Attr names the attribute it stands in: "href", "src", "srcset",
	// "action", "poster", "data"; "content" for <meta http-equiv=refresh>.
	Attr string
	// Line is the line in the HTML, counted from 1.
	Line int
}
