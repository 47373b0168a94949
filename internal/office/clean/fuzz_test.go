package clean_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/kaaw/nachbar/internal/office/clean"
)

// FuzzFile looks for files that make the cleaner panic, or that are not clean
// after it.
func FuzzFile(f *testing.F) {
	for i, s := range hostile(f) {
		if i%3 == 0 { // all of them run as tests of their own
			f.Add(s.name, s.data)
		}
	}
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		res, err := clean.File(context.Background(), name, src)
		if err != nil {
			return
		}
		again, err := clean.File(context.Background(), "x"+res.Ext, res.Data)
		if err != nil {
			t.Fatalf("a clean file is refused: %v", err)
		}
		if !bytes.Equal(res.Data, again.Data) {
			t.Fatal("cleaned again it has other bytes")
		}
		if len(again.Troubling()) > 0 {
			t.Fatalf("cleaned again there is %v", again.Findings)
		}
	})
}
