package site

import (
	"fmt"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/lint"
	"github.com/kaaw/nachbar/internal/markdown"
	"github.com/kaaw/nachbar/internal/view"
)

// Record is what a run keeps of an artefact for the next one. It depends on
// the answers to the questions in Shared and Own and on the outputs that exist.
// There is one for every file of a site, so it has to be small.
type Record struct {
	// Shared and Own are the questions the artefact asked, as
	// view.SplitKeys cuts them; Digest is that of the answers.
	Shared, Own string
	Digest      view.Digest
	// Sum and Size are those of the output.
	Sum  [32]byte
	Size int64
	// Stamp is how the Sink recognises its file.
	Stamp Stamp
	// Page is what the check of all links needs; its Refs are those that
	// settleLinks left.
	Page lint.Page
	// Targets are the numbers of the outputs that the page links to.
	Targets string
	// Links are the Markdown links with a line, to name the place of a broken
	// anchor in the file that an editor knows.
	Links []markdown.Link
	// Problems are those of the artefact itself.
	Problems diag.List
}

// Stamp recognises a file that nobody touched since it was written.
type Stamp struct {
	Size    int64
	ModTime int64 // nanoseconds since 1970
}

// key names everything but files that the outputs depend on.
func (o Options) key() string {
	return fmt.Sprintf("%s|%s|%t|%t", o.Version, o.Audience, o.Portable, o.Drafts)
}
