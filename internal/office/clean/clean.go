// Package clean makes files from strangers harmless: office files, PDF,
// pictures, plain text and archives of these. What a file is, its content
// decides; what is no known kind is refused, so that nothing leaves unchecked.
//
// Office files (DOCX, XLSX, ODT, ODS) are read within budgets, part by part, and
// written anew with the parts, relations and elements that this package knows,
// in a fixed order and without times. Everything else is left out and listed as
// a Finding:
//
//   - active: relations and links to files, scripts and other hosts, attached
//     templates, macros, ActiveX, OLE, DDE, fields that fetch something,
//     connections, formulas that fetch or call something, embedded pages;
//   - hidden: comments, deleted passages (insertions are accepted), hidden text,
//     hidden sheets, older versions, embedded data, signatures;
//   - personal: authors, companies, paths, printers, EXIF of pictures;
//   - technical: revision counts, dates, fonts, previews, settings, markup that
//     this package does not know. It says nothing about persons and does
//     nothing.
//
// Hidden rows and columns become visible. What nachbar itself writes keeps its
// stamp: custom properties "nachbar.…", the store of the fields of a DOCX file,
// and in workbooks with that stamp the sheet of choices and hidden key columns.
//
// Refused are files with a password, formats of before 2007, files that are
// damaged, contradictory or two things at once, and bombs; see package parts for
// the budgets, package picture and package pdf for theirs.
//
// A file that File has written is written the same way again, byte for byte.
package clean

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/office/parts"
	"github.com/kaaw/nachbar/internal/pdf"
	"github.com/kaaw/nachbar/internal/picture"
)

// Class tells why something was left out.
type Class string

// The classes, worst first.
const (
	Active    Class = "active"    // does or fetches something
	Hidden    Class = "hidden"    // readers do not see it, but it is there
	Personal  Class = "personal"  // says who made a file, where and with what
	Technical Class = "technical" // harmless, but of no use
)

// Finding is something that was left out.
type Finding struct {
	// ID names the words for it: clean.<ID> in the catalogue.
	ID    string `json:"id"`
	Class Class  `json:"class"`
	// Part is the part of an office file or the entry of an archive, or "".
	Part string `json:"part,omitempty"`
	// Detail quotes what was there, such as an address; it is often empty.
	Detail string `json:"detail,omitempty"`
	Count  int    `json:"count"`
}

// Result is a file that was made harmless.
type Result struct {
	Data []byte
	// Ext is the suffix that fits the content, with a dot: ".docx" for what was
	// a ".docm".
	Ext string
	// Findings are sorted by class, part and ID.
	Findings []Finding
}

// Troubling are the findings that are more than technical.
func (r Result) Troubling() []Finding {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f Finding) bool { return f.Class == Technical })
}

// File makes one file harmless; name is its file name or path. The error is a
// *parts.Error if the file is refused, and otherwise that of the context.
func File(ctx context.Context, name string, src []byte) (Result, error) {
	return run(ctx, name, src, false)
}

// Inspect returns the findings of File, and its error, without writing pictures
// anew: it takes much less time for them.
func Inspect(ctx context.Context, name string, src []byte) ([]Finding, error) {
	res, err := run(ctx, name, src, true)
	return res.Findings, err
}

func run(ctx context.Context, name string, src []byte, only bool) (res Result, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			res, err = Result{}, parts.Damaged(name, fmt.Errorf("reader gave up: %v", cause))
		}
	}()
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	c := &cleaner{ctx: ctx, only: only, found: map[Finding]int{}}
	data, ext, err := c.file(name, src, false)
	if err != nil {
		return Result{}, err
	}
	return Result{Data: data, Ext: ext, Findings: c.findings()}, nil
}

// cleaner cleans one file. part is the part that is worked on.
type cleaner struct {
	ctx    context.Context
	only   bool // inspect, do not write pictures
	pixels int  // of all pictures so far
	part   string
	within string // the entry of an archive
	found  map[Finding]int
}

// note adds a finding to the list.
func (c *cleaner) note(id, detail string) {
	part := c.part
	if c.within != "" {
		part = strings.TrimSuffix(c.within+"!"+c.part, "!")
	}
	const most = 500 // kinds of findings that are told apart
	if len(c.found) > most {
		detail = ""
	}
	c.found[Finding{ID: id, Class: classes[id], Part: part, Detail: shorten(detail)}]++
}

// shorten cuts a quotation.
func shorten(s string) string {
	const most = 80
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

func (c *cleaner) findings() []Finding {
	list := make([]Finding, 0, len(c.found))
	for f, n := range c.found {
		f.Count = n
		list = append(list, f)
	}
	order := []Class{Active, Hidden, Personal, Technical}
	slices.SortFunc(list, func(a, b Finding) int {
		return cmp.Or(slices.Index(order, a.Class)-slices.Index(order, b.Class), strings.Compare(a.Part, b.Part),
			strings.Compare(a.ID, b.ID), strings.Compare(a.Detail, b.Detail))
	})
	return list
}

// file tells kinds apart. inside an archive there are no further archives.
func (c *cleaner) file(name string, src []byte, inside bool) (data []byte, ext string, err error) {
	if len(src) > parts.MaxFile {
		return nil, "", parts.Exceeded("office-size", "max", parts.Mebibytes(parts.MaxFile))
	}
	if format := picture.Recognise(src); format != "" {
		return c.picture(src)
	}
	switch kind := parts.Recognise(src); kind {
	case parts.Zipped:
		return c.archive(name, src, inside)
	case parts.Portable:
		return c.pdf(src)
	case parts.Unknown:
	default:
		return nil, "", kind.Refusal()
	}
	ext = strings.ToLower(path.Ext(name))
	switch {
	case ext == ".svg":
		return c.svg(src)
	case slices.Contains(plainTypes, ext):
		return c.plain(src, ext)
	}
	return nil, "", &parts.Error{Reason: parts.Unsupported, ID: "clean-unknown"}
}

// archive tells office files from other archives.
func (c *cleaner) archive(name string, src []byte, inside bool) ([]byte, string, error) {
	a, err := parts.Open(c.ctx, src, maxXML)
	if err != nil {
		return nil, "", err
	}
	if err := a.OnlyArchive(src); err != nil {
		return nil, "", err
	}
	if bytes.Contains(src[:min(len(src), 1024)], []byte("%PDF-")) {
		return nil, "", &parts.Error{Reason: parts.Unreadable, ID: "clean-polyglot", Args: map[string]string{"place": "PDF"}}
	}
	switch {
	case a.Has("_rels/.rels"), a.Has("[Content_Types].xml"):
		return c.openXML(a)
	case a.Has("META-INF/manifest.xml"), a.Has("mimetype"):
		return c.openDocument(a)
	case inside:
		return nil, "", &parts.Error{Reason: parts.Unsupported, ID: "clean-nested"}
	}
	return c.bundle(a)
}

func (c *cleaner) pdf(src []byte) ([]byte, string, error) {
	res, err := pdf.Clean(c.ctx, src)
	for _, trait := range res.Traits {
		c.note("pdf-"+string(trait), "")
	}
	return res.Data, ".pdf", err
}

func (c *cleaner) picture(src []byte) ([]byte, string, error) {
	if c.only {
		traits, err := picture.Inspect(src)
		c.pictureTraits(traits)
		return nil, "." + string(picture.Recognise(src)), err
	}
	if err := c.ration(src); err != nil {
		return nil, "", err
	}
	res, err := picture.Clean(src)
	c.pictureTraits(res.Traits)
	return res.Data, "." + string(res.Format), err
}

// Budgets of all pictures of a file. A picture that takes more than emptyRatio
// times its packed size is almost empty: those are what bombs are made of.
const (
	maxPixels  = 400_000_000
	emptyRatio = 200 // pixels for each byte
	emptyCosts = 5   // times what others do
)

// ration counts the pixels of a picture before it is decoded.
func (c *cleaner) ration(src []byte) error {
	n, err := picture.Pixels(src)
	if err != nil {
		return err
	}
	if n > emptyRatio*len(src) {
		n *= emptyCosts
	}
	if c.pixels += n; c.pixels > maxPixels {
		return parts.Exceeded("picture-pixels", "max", "400")
	}
	return nil
}

func (c *cleaner) pictureTraits(traits []picture.Trait) {
	for _, trait := range traits {
		c.note("picture-"+string(trait), "")
	}
}

// refused makes the error id for something wrong with a part.
func refused(id, part string, err error) error {
	return &parts.Error{Reason: parts.Unreadable, ID: id, Args: map[string]string{"part": part}, Err: err}
}

// isRefusal reports whether an error is about the file.
func isRefusal(err error) bool {
	var known *parts.Error
	return errors.As(err, &known)
}
