// Package publish brings one commit of a repository in front of readers, or
// leaves everything as it is.
//
// # The way of a commit
//
// Run fetches the repository into a bare mirror and takes the newest commit of
// a branch (package git). Its files are looked at before anything is built
// (input.go), then all audiences of nachbar.yaml are built at once, each from
// the files of the commit, into a draft (build.go). With an error in any of
// them nothing happens: the problems of all are returned, and readers go on
// seeing the release they saw. The draft is read again as it stands on the disk
// and held to its checksums, and what is withheld from an audience is searched
// for in its tree (verify.go). Only then package release switches.
//
// # One at a time, the newest wins
//
// Of all that publish into one store one works (release.Lock). Whoever comes
// meanwhile leaves a wish and waits, or goes: the one that works looks for
// wishes when it is done, after it gave the lock back, so that none is lost
// (run.go). It always takes the newest commit there is by then. Fifty pushes
// may end in two publishes; the last commit is published in any case.
//
// # What is kept
//
// The state folder of the store holds the mirror and, for each audience, the
// decoded files and the records of the last release, so that a change of one
// page renders one page. All of it can be removed: it costs time only.
package publish

import (
	"errors"
	"path/filepath"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/release/objectstore"
	"github.com/kaaw/nachbar/internal/site"
)

// Options say what to publish, and where.
type Options struct {
	// Source is the repository, as git.Source returns it.
	Source string
	// Ref is a branch, a tag or the full name of a commit; "" is "main".
	Ref string
	// Store takes the release.
	Store *release.Store
	// Objects gets a copy of the release; nil for none.
	Objects *Objects
	// Site are the options that all builds share: Defaults, Version, Today and
	// Documents. Files, audience, caches and history are filled in.
	Site site.Options
	// Keep is how many releases the store keeps; 0 keeps all.
	Keep int
	// Force publishes a commit again that was published already, or that
	// somebody rolled back from.
	Force bool
	// Leave returns at once while somebody else publishes: the wish stays, and
	// the other takes it up. Else Run waits.
	Leave bool
	// Waiting is called once before Run waits; nil tells nobody.
	Waiting func()
	// Progress is told how far a stage is, over all audiences; nil tells nobody.
	// It is called by one goroutine at a time.
	Progress func(stage string, done, total int)
}

// Outcome says how a run ended.
type Outcome string

// The ways a run ends without an error of the environment.
const (
	// Published: readers see the commit.
	Published Outcome = "published"
	// Unchanged: they saw it before.
	Unchanged Outcome = "unchanged"
	// RolledBack: the newest commit was published, and somebody went back to an
	// earlier release on purpose.
	RolledBack Outcome = "rolled-back"
	// Refused: something is wrong with the commit; Problems say what.
	Refused Outcome = "refused"
	// HandedOver: somebody else publishes and takes the wish up.
	HandedOver Outcome = "handed-over"
)

// Result is what a run did.
type Result struct {
	Outcome Outcome
	// Commit is the newest commit of the branch, "" if there is none.
	Commit string
	// Release is what readers see now; of the zero value nothing yet.
	Release release.Release
	// Problems are those of all audiences, sorted.
	Problems diag.List
	// Editions tell about the builds, in the order of nachbar.yaml.
	Editions []Edition
	// Uploaded tells about the copy in the object store; nil if none was made.
	Uploaded *objectstore.Uploaded
}

// Edition is the build of one audience.
type Edition struct {
	Audience string
	Stats    site.Stats
}

// mirrorDir is the mirror below the state folder.
const mirrorDir = "mirror.git"

func (o *Options) state(parts ...string) string {
	return filepath.Join(append([]string{o.Store.StateDir()}, parts...)...)
}

func (o *Options) ref() string {
	if o.Ref == "" {
		return "main"
	}
	return o.Ref
}

// current is the release that readers see; ok is false if there is none that
// can be read.
func current(store *release.Store) (r release.Release, ok bool, err error) {
	r, err = store.Current()
	if errors.Is(err, release.ErrNone) {
		return release.Release{}, false, nil
	}
	return r, err == nil, err
}
