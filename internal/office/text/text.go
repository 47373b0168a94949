// Package text gives the plain text of attachments, so that a search finds
// what stands in them.
//
// It reads Word and LibreOffice documents (DOCX, ODT), spreadsheets (XLSX, ODS)
// and PDF. What a file is, its content decides; the name only tells whether a
// document was promised. The text is what a reader of the document sees:
//
//   - DOCX and ODT: headings open sections; paragraphs, lists, tables (a line
//     a row, a tab between cells), text boxes, formulas; notes behind their
//     paragraph; headers and footers in a last section. Not: comments, deleted
//     passages of tracked changes, codes of fields, hidden text, generated
//     tables of contents and indexes, alternative texts.
//   - XLSX and ODS: a section a sheet; a line a row, a tab between cells that
//     hold something; values as they are shown, not formulas. Not: hidden
//     sheets, rows and columns, comments, drawings.
//   - PDF: the text of the pages in the order of the file, sections as in its
//     outline, words joined that were divided at the end of a line.
//
// All text is valid UTF-8 in Unicode normalisation form C, without soft
// hyphens, invisible and bidirectional controls; runs of space are one space,
// paragraphs are lines. The same file always gives the same Text.
//
// Attachments come from strangers, so budgets stand before the parsers:
//
//   - ZIP (archive.go): 64 MiB in all, 500 parts, ratio 100 above 1 MB, no
//     overlaps, no name twice, no encryption.
//   - XML (scan.go): 16 MiB of what is read, depth 64, 256 attributes, no
//     DOCTYPE. Tokens are streamed, nothing builds a tree.
//   - PDF (engine.go): PDFium as WebAssembly, in a sandbox without files,
//     network or clock, with 128 MiB of memory and a limit of processor time,
//     in a fresh instance for every file.
//   - Text: 8 MiB.
//
// A file that cannot be read is an *Error, which explains itself as a
// diag.Problem; see Reason.
package text

import (
	"context"
	"fmt"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// Text is what can be read in a document.
type Text struct {
	// Title is the one on the first page or, without it, of the metadata; it
	// is often empty.
	Title string
	// Language is a BCP 47 tag such as "de-DE", or empty.
	Language string
	// Sections are in the order of the document. One without a title holds
	// what stands before the first heading, or the headers and footers.
	Sections []Section
}

// Section is a heading, or a sheet, and the text up to the next one.
type Section struct {
	Title string
	// Level counts from 1 for the highest heading; 0 is no heading.
	Level int
	// Text has a line a paragraph or row.
	Text string
}

// Extract reads one document. It is Reader.Extract for a single file: for
// many, a Reader spares the start of the PDF engine.
func Extract(name string, src []byte) (Text, error) {
	r := NewReader("")
	defer r.Close()
	return r.Extract(context.Background(), name, src)
}

// Extract reads the document src; name is its file name or path. The error is
// an *Error if the document is at fault, ErrNoDocument if src is something
// else and its name promises nothing, and otherwise one of the environment: a
// cancelled context, a PDF engine that does not start. It never panics.
func (r *Reader) Extract(ctx context.Context, name string, src []byte) (txt Text, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			txt, err = Text{}, parts.Damaged(name, fmt.Errorf("reader gave up: %v", cause))
		}
	}()
	if err := ctx.Err(); err != nil {
		return Text{}, err
	}
	if len(src) > parts.MaxFile {
		if promises(name) == "" && parts.Recognise(src) == parts.Unknown {
			return Text{}, ErrNoDocument
		}
		return Text{}, parts.Exceeded("office-size", "max", parts.Mebibytes(parts.MaxFile))
	}
	switch kind := parts.Recognise(src); kind {
	case parts.Unknown:
		return Text{}, noDocument(name)
	case parts.Portable:
		return r.extractPDF(ctx, src)
	case parts.Zipped:
		return extractArchive(ctx, name, src)
	default:
		return Text{}, kind.Refusal()
	}
}

// maxXML is how many bytes of all parts of a document are read.
const maxXML = 16 << 20

// extractArchive tells by its parts what an archive is.
func extractArchive(ctx context.Context, name string, src []byte) (Text, error) {
	a, err := parts.Open(ctx, src, maxXML)
	if err != nil {
		return Text{}, err
	}
	switch {
	case a.Has("_rels/.rels"):
		return extractOpenXML(a)
	case a.Has("META-INF/manifest.xml") && (a.Has("content.xml") || a.Has("encrypted-package")):
		return extractOpenDocument(a)
	}
	return Text{}, noDocument(name)
}
