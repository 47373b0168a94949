package publish

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/release/objectstore"
)

// Objects is an object store that gets a copy of each release.
type Objects struct {
	Store *objectstore.Store
	// Name is its address, for the state folder.
	Name string
	// Audiences are those that are uploaded; nil takes those for everybody.
	Audiences []string
}

// uploadedFile notes in the state folder what was uploaded to its end last: an
// address and a release.
const uploadedFile = "uploaded"

// upload brings the release that readers of the store see into the object store,
// unless that was done: somebody may have gone back to an earlier one there since.
func (o *Options) upload(ctx context.Context, result *Result) error {
	r := result.Release
	if o.Objects == nil || r.ID == "" || result.Outcome != Published && result.Outcome != Unchanged {
		return nil
	}
	note := o.Objects.Name + " " + r.ID + "\n"
	if before, err := os.ReadFile(o.state(uploadedFile)); err == nil && string(before) == note {
		return nil
	}
	done, err := o.Objects.Store.Upload(ctx, r, objectstore.Options{
		Audiences: o.Objects.Audiences,
		Progress:  func(done, total int) { o.tell(StageUpload, done, total) },
	})
	if err != nil {
		return err
	}
	result.Uploaded = &done
	if o.Keep > 0 {
		if _, err := o.Objects.Store.Clean(ctx, o.Keep); err != nil {
			return err
		}
	}
	return saveFile(o.state(uploadedFile), func(w io.Writer) error {
		_, err := io.Copy(w, strings.NewReader(note))
		return err
	})
}

// StageUpload is the stage of an upload, for Options.Progress.
const StageUpload = "upload"

func (o *Options) tell(stage string, done, total int) {
	if o.Progress != nil {
		o.Progress(stage, done, total)
	}
}

// meta says what a new release is made of. Where an object store has releases
// that the store does not know, because its folder is new, numbers go on behind
// them.
func (o *Options) meta(ctx context.Context, commit string) (release.Meta, error) {
	meta := release.Meta{Commit: commit, Ref: o.ref(), Program: o.Site.Version}
	if o.Objects == nil {
		return meta, nil
	}
	var err error
	if meta.Above, err = o.Objects.Store.Highest(ctx); err != nil {
		return meta, fmt.Errorf("look into the object store: %w", err)
	}
	return meta, nil
}
