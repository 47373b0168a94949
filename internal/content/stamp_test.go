package content

import (
	"io/fs"
	"testing"
	"testing/fstest"
	"time"
)

// contentID stands for the name that git has for the bytes of a file.
type contentID string

func (id contentID) ContentID() string { return string(id) }

func TestFilesOfACommitAreRecognisedByTheNameOfTheirBytes(t *testing.T) {
	of := func(id string, at time.Time) stamp {
		info, err := fs.Stat(fstest.MapFS{"a": {Sys: contentID(id), ModTime: at}}, "a")
		if err != nil {
			t.Fatal(err)
		}
		return stampOf(info)
	}
	now := time.Now()
	one, again, other := of("1a", now), of("1a", time.Time{}), of("1b", now)
	if one != again || one == other {
		t.Errorf("%v, %v and %v", one, again, other)
	}
	for _, s := range []stamp{one, other} {
		if s.ModTime == 0 || now.Sub(time.Unix(0, max(s.ModTime, s.Change))) < settled {
			t.Errorf("%v would not be kept", s)
		}
	}
}
