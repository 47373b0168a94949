package view

import "time"

// VerifyPath is the logical path of the page on which a reader checks a stick.
// An edition for a stick always has it; others have it if there is a page with
// the layout.
const (
	VerifyPath   = "pruefung"
	VerifyLayout = "verification"
)

// Edition tells the age of an edition that lies on a stick: the newest date of
// its content, and until when it should be made anew ("stick: review:" of
// nachbar.yaml).
type Edition struct{ AsOf, Until time.Time }

// Edition is nil unless the build is one for a stick and its content has dates.
// Whether the edition is too old is up to the reader's clock.
func (s *Site) Edition() *Edition {
	if !s.c.model.Portable {
		return nil
	}
	asOf := s.AsOf()
	if asOf.IsZero() {
		return nil
	}
	return &Edition{asOf, s.c.model.Conf.Stick.Review.After(asOf)}
}

// Portable reports whether the build is one that opens from a folder.
func (s *Site) Portable() bool { return s.c.model.Portable }
