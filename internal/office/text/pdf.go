package text

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// Budgets of PDF.
const (
	maxPDF   = 48 << 20 // bytes of a file: PDFium has it in its memory
	maxPages = 3000
)

// extractPDF reads a PDF with an engine. One that was stopped is not used
// again; what harms an instance does not outlive it.
func (r *Reader) extractPDF(ctx context.Context, src []byte) (Text, error) {
	if len(src) > maxPDF {
		return Text{}, parts.Exceeded("office-size", "max", parts.Mebibytes(maxPDF))
	}
	e, err := r.take()
	if err != nil {
		return Text{}, err
	}
	defer func() {
		if e.stopped() {
			e.close()
		} else {
			r.give(e)
		}
	}()
	return e.read(ctx, src)
}

// read reads src within the limits and tells what went wrong.
func (e *engine) read(ctx context.Context, src []byte) (txt Text, err error) {
	limit := timeFor(len(src))
	over := within(ctx, limit, e.stop, func() { txt, err = e.readDocument(src) })
	var known *Error
	switch {
	case ctx.Err() != nil:
		return Text{}, ctx.Err()
	case over:
		return Text{}, parts.Exceeded("office-time", "max", limit.Round(time.Second).String())
	case err == nil, errors.As(err, &known):
		return txt, err
	case e.memory.denied:
		return Text{}, parts.Exceeded("office-memory", "max", parts.Mebibytes(maxMemory))
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return Text{}, parts.EncryptedFile()
	}
	cause, _, _ := strings.Cut(err.Error(), "\n") // without the stack of PDFium
	return Text{}, parts.Damaged("PDF", errors.New(cause))
}

// readDocument reads src in an instance of its own. A file that opens without
// a password is read even if it is encrypted: any reader shows its text.
func (e *engine) readDocument(src []byte) (Text, error) {
	pdf, err := e.pool.GetInstance(time.Minute)
	if err != nil {
		return Text{}, fmt.Errorf("starting an instance: %w", err)
	}
	defer pdf.Close()
	opened, err := pdf.OpenDocument(&requests.OpenDocument{File: &src})
	if err != nil {
		return Text{}, err
	}
	d := document{pdf, opened.Document}
	pages, err := d.pages()
	if err != nil {
		return Text{}, err
	}
	entries, err := d.outline()
	if err != nil {
		return Text{}, err
	}
	sections, err := divide(pages, entries)
	return Text{Title: d.title(), Language: d.language(), Sections: sections}, err
}

// document is an open PDF.
type document struct {
	pdf pdfium.Pdfium
	ref references.FPDF_DOCUMENT
}

// pages returns the lines of every page. A page that cannot be read is empty.
func (d document) pages() ([][]string, error) {
	count, err := d.pdf.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
	if err != nil {
		return nil, err
	}
	if count.PageCount > maxPages {
		return nil, parts.Exceeded("office-pages", "max", fmt.Sprint(maxPages))
	}
	pages := make([][]string, count.PageCount)
	for i, size := 0, 0; i < len(pages); i++ {
		text, err := d.page(i)
		if err != nil && !errors.Is(err, pdfiumerrors.ErrPage) {
			return nil, err
		}
		if size += len(text); size > maxText {
			return nil, parts.Exceeded("office-text", "max", parts.Mebibytes(maxText))
		}
		pages[i] = strings.Split(clean(joinWords(text)), "\n")
	}
	return pages, nil
}

// page returns the text of a page as PDFium gives it.
func (d document) page(index int) (string, error) {
	page, err := d.pdf.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: d.ref, Index: index})
	if err != nil {
		return "", err
	}
	defer d.pdf.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: page.Page})
	text, err := d.pdf.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &page.Page}})
	if err != nil {
		return "", err
	}
	defer d.pdf.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	length, err := d.pdf.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil || length.Count <= 0 {
		return "", err
	}
	all, err := d.pdf.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: text.TextPage, Count: length.Count})
	if err != nil {
		return "", err
	}
	return all.Text, nil
}

// title returns the title in the metadata; that a file has none is no error.
func (d document) title() string {
	meta, err := d.pdf.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: d.ref, Tag: "Title"})
	if err != nil {
		return ""
	}
	if title := documentTitle(meta.Value); !placeholder(title) {
		return title
	}
	return ""
}

// language returns the language of the catalogue, "" if there is none.
func (d document) language() string {
	answer, err := d.pdf.FPDFCatalog_GetLanguage(&requests.FPDFCatalog_GetLanguage{Document: d.ref})
	if err != nil {
		return ""
	}
	return language(strings.TrimRight(answer.Language, "\x00"))
}
