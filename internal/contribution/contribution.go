// Package contribution takes in what a neighbour sends: a document, a table, a
// page of Markdown, or a ZIP file of these, and makes drafts of pages of it.
//
// Take goes through a file in this order:
//
//   - Look (look.go) reads everything in the file as it came, metadata, comments
//     and deleted passages included, for package privacy: the editor learns what
//     was about to be shared, and so may the neighbour.
//   - Package clean makes it harmless, or refuses it.
//   - A copy of a template of the portal is known by its stamp (word.go, odf.go).
//     It becomes Markdown again, block by block (restore.go): what was not
//     touched is the template's own text, letter by letter; fields stand where
//     the neighbour's data stood. Copies of tables become rows (table.go).
//   - Other text documents become Markdown through pandoc, where there is one
//     (pandoc.go); everything else is an attachment to a page that waits for its
//     text.
//   - Front matter is proposed (front.go): a draft, under the label of members,
//     with origin and licence, and a remark wherever the editor has to decide.
//
// The text that is left is searched once more: what of it is of a hard kind
// stays a problem. Nothing here writes to a disk: a Page is what the command
// puts into a folder of its own.
package contribution

import (
	"context"
	"errors"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/office/clean"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/parts"
	"github.com/kaaw/nachbar/internal/privacy"
	"github.com/kaaw/nachbar/internal/versions"
)

// Template is what is known of a template of the portal.
type Template struct {
	ID, Version, Section string
	// Source is its file, Now the text as it stands, Lines the lines of the file
	// on which blocks start.
	Source   []byte
	Now      *versions.Version
	Lines    map[string]int
	Released []*versions.Version
	// Form makes its file in a format, "odt".
	Form func(format string) (*form.Form, error)
}

// Options say where contributions go and what is claimed of them.
type Options struct {
	// Section is the section for what is no copy of a template; copies go to
	// that of their template.
	Section string
	// Origin says in words where it comes from; "" asks the editor.
	Origin string
	// License is one of Licenses, "" asks the editor.
	License string
	// Label is the TLP label of the drafts.
	Label string
	// Day is that of taking over, 2026-11-23.
	Day   string
	Rules *privacy.Rules
	// Template returns the template of an id, nil if there is none.
	Template func(id string) (*Template, error)
	// Callouts are the types of boxes by the words that copies show.
	Callouts map[string]string
	// Text gives the words of a key.
	Text func(key string, args map[string]string) string
	// Pandoc is the path of the program, "" without it.
	Pandoc string
	// PDF reads a title and the text of a PDF; nil leaves that out.
	PDF func(ctx context.Context, name string, src []byte) (title, text string)
}

// Licenses are those under which contributions are published.
func Licenses() []string { return []string{"CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0"} }

// File is a file of a page, below the page's folder.
type File struct {
	Name string
	Data []byte
}

// Page is a draft: a folder with index.md and what belongs to it.
type Page struct {
	// Section and Name are the folder: content/<Section>/<Name>.
	Section, Name string
	Files         []File
}

// Change is a block of a copy that is not as in the template.
type Change struct {
	Block string   `json:"block"`
	Op    string   `json:"op"` // added, removed, changed
	Lines []string `json:"lines,omitempty"`
}

// Result is what became of one file.
type Result struct {
	// Name is that of the file, of an entry "archive.zip/entry".
	Name string
	// Page is nil if nothing was made of it.
	Page    *Page
	Removed []clean.Finding
	// Seen was found in the file as it came, and is gone if it is not among
	// Problems as well.
	Seen []privacy.Finding
	// Copied is the template and version of a copy: "notfallkarte@1.2.0".
	Copied   string
	Changes  []Change
	Problems diag.List
	// Notes are remarks for the editor, as keys of messages.
	Notes []Note
}

// Note is a remark: import.note.<Key>.
type Note struct {
	Key  string
	Args map[string]string
}

func (r *Result) note(key string, pairs ...string) {
	n := Note{Key: key, Args: map[string]string{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		n.Args[pairs[i]] = pairs[i+1]
	}
	r.Notes = append(r.Notes, n)
}

// Take takes in one file, or the entries of an archive. The error is one of
// the environment; what is wrong with files stands in the results.
func Take(ctx context.Context, name string, src []byte, opt Options) ([]Result, error) {
	if kindOf(src) == kindArchive {
		return takeArchive(ctx, name, src, opt)
	}
	r, err := takeFile(ctx, name, src, opt)
	return []Result{r}, err
}

func takeFile(ctx context.Context, name string, src []byte, opt Options) (Result, error) {
	r := Result{Name: name}
	kind := kindOf(src)
	if kind == kindUnknown && isMarkdown(name) && utf8.Valid(src) {
		return r, takeMarkdown(&r, src, opt)
	}
	r.Seen = look(ctx, kind, src, opt)
	cleaned, err := clean.File(ctx, path.Base(name), src)
	var refusal *parts.Error
	if errors.As(err, &refusal) {
		r.Problems.Add(clean.Refusal(name, refusal))
		return r, nil
	}
	if err != nil {
		return r, err
	}
	r.Removed = cleaned.Findings
	switch cleaned.Ext {
	case ".docx", ".odt":
		err = takeDocument(ctx, &r, cleaned, opt)
	case ".xlsx", ".ods":
		err = takeWorkbook(ctx, &r, cleaned, opt)
	default:
		title := ""
		if cleaned.Ext == ".pdf" && opt.PDF != nil {
			var text string
			title, text = opt.PDF(ctx, name, cleaned.Data)
			judge(&r, text, opt)
		}
		attach(&r, cleaned, title, opt)
	}
	return r, err
}

func takeDocument(ctx context.Context, r *Result, c clean.Result, opt Options) error {
	read, err := readCopy(ctx, c.Ext, c.Data, opt.Callouts)
	if err != nil {
		return err
	}
	if read.id != "" {
		return restore(ctx, r, read, c.Ext, opt)
	}
	if opt.Pandoc == "" {
		r.note("no-pandoc")
		judge(r, read.text(), opt)
		attach(r, c, read.firstHeading(), opt)
		return nil
	}
	text, err := throughPandoc(ctx, opt.Pandoc, strings.TrimPrefix(c.Ext, "."), c.Data)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		r.note("pandoc-failed")
		judge(r, read.text(), opt)
		attach(r, c, read.firstHeading(), opt)
		return nil
	}
	foreign(r, text, opt)
	return nil
}

// judge adds what is of a hard kind in the text that stays, and warnings.
func judge(r *Result, text string, opt Options) {
	for _, f := range privacy.Text(text, privacy.Context{Rules: opt.Rules}) {
		r.Problems.Add(f.Problem(r.Name))
	}
}
