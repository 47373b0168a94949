// Package deflate packs the parts of office files, and the data that scripts
// bring to browsers, as raw deflate (RFC 1951).
//
// The same bytes always become the same bytes, on every machine, as long as the
// version of the library stays. Its level 8 packs as well as the standard
// library's best one in less than half of the time.
package deflate

import (
	"bytes"
	"sync"

	"github.com/klauspost/compress/flate"
)

const level = 8

// writers are kept, since each takes most of a megabyte.
var writers = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, level)
	if err != nil {
		panic(err) // the level is no valid one
	}
	return w
}}

// Pack is data, packed.
func Pack(data []byte) []byte {
	var out bytes.Buffer
	w := writers.Get().(*flate.Writer)
	defer writers.Put(w)
	w.Reset(&out)
	// A buffer takes everything.
	_, _ = w.Write(data)
	_ = w.Close()
	return out.Bytes()
}
