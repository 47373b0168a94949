// Package site builds a portal from a folder: load → render → index → check →
// write. It is the only package that knows all stages.
//
// # One way through the house
//
// Loading (load.go) reads nachbar.yaml, the words, the data, the layouts and
// the tree of pages, and lists what the build consists of: its artefacts
// (routes.go), one for every output file. Nothing is rendered yet.
//
// Rendering (render.go) makes one artefact. A page's body goes through package
// markdown, the result through its layout; the finished HTML is checked by
// package lint. What the page asked of the site on its way is in its trace.
//
// A Record (record.go) keeps what the next run has to know of an artefact:
// the questions of its trace, a digest of the answers, the hash of the output
// and what the check found. An artefact is up to date exactly if the same
// questions have the same answers and its output still is what was written.
//
// Build (build.go) renders what is not up to date, in parallel and in bounded
// memory, follows all links, and hands the outputs to a Sink, which shows them
// to nobody before Commit. With an error anywhere nothing is committed.
//
// A Session (session.go) is the same for the preview server: it renders what
// is asked for when it is asked for, keeps it while its record holds, and
// checks the rest of the site behind the scenes.
//
// The output depends on the files of the site, on their history and on the
// options, on no clock, folder, locale or number of processors.
package site

import (
	"context"
	"io/fs"
	"time"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/history"
	"github.com/kaaw/nachbar/internal/office/text"
)

// Options say what to build.
type Options struct {
	// FS is the site's folder with the built-in defaults below it.
	FS fs.FS
	// Defaults holds the built-in words; those of the site lie over them key
	// by key. Nil means that the site brings all words itself.
	Defaults fs.FS
	// Audience is the name of an audience of nachbar.yaml; "" is the first.
	Audience string
	// Portable makes links that open from a folder without a server.
	Portable bool
	// Drafts includes pages marked draft.
	Drafts bool
	// Today is the day on which reviews are found overdue. It has no
	// influence on the output. The zero time finds none.
	Today time.Time
	// Version identifies the program: outputs of another version are made anew.
	Version string
	// Store holds files decoded by earlier runs; nil is empty.
	Store *content.Store
	// Progress is told how far a stage is; nil tells nobody. It is called by
	// one goroutine at a time.
	Progress func(stage string, done, total int)
	// Index takes the document of every page of a build, whether the page is
	// rendered or kept; nil indexes nothing.
	Index Index
	// History tells the versions of a file of the site, the newest first; nil
	// knows none. It is package history for a folder on the disk.
	History func(ctx context.Context, file string) ([]history.Version, error)
	// Log reads the history of the site; nil knows none. It is called each time
	// the site is loaded: see history.Memory.
	Log func(ctx context.Context) (*history.Log, error)
	// Members are names of municipalities that no text may tell (package
	// privacy), from a list that is no part of the site.
	Members []string
	// Documents reads the texts of attachments, so that they are found; nil
	// makes a reader for every file.
	Documents *text.Reader
}

// Stage names for Progress.
const (
	StageLoad   = "load"
	StageRender = "render"
	StageCheck  = "check"
	StageIndex  = "index"
	StageWrite  = "write"
)

// UnknownAudienceError is returned when nachbar.yaml has no such audience.
type UnknownAudienceError struct {
	Name  string
	Known []string
}

func (e *UnknownAudienceError) Error() string { return "no audience " + e.Name + " in nachbar.yaml" }

// Stats tell what a build did.
type Stats struct {
	Pages     int   `json:"pages"`    // pages of the tree
	Outputs   int   `json:"outputs"`  // files of the build
	Rendered  int   `json:"rendered"` // files that were made anew
	Kept      int   `json:"kept"`     // files that were up to date
	Written   int   `json:"written"`  // files whose bytes changed
	Removed   int   `json:"removed"`  // files that are no longer part of the build
	Bytes     int64 `json:"bytes"`    // size of the build
	Errors    int   `json:"errors"`   // problems that stop a build
	Warnings  int   `json:"warnings"` // problems that do not
	LoadMS    int64 `json:"loadMs"`   // wall time of the stages, in milliseconds
	RenderMS  int64 `json:"renderMs"`
	CheckMS   int64 `json:"checkMs"`
	IndexMS   int64 `json:"indexMs"`
	WriteMS   int64 `json:"writeMs"`
	CacheUsed bool  `json:"cacheUsed"` // whether records of an earlier build were at hand
}

// Result is what Build and Check return.
type Result struct {
	Stats    Stats
	Problems diag.List
	// AsOf is the newest date of the content; zero if it has none.
	AsOf time.Time
}
