package deflate_test

import (
	"bytes"
	"compress/flate"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/kaaw/nachbar/internal/deflate"
)

func TestWhatIsPackedIsUnpackedAndAlwaysTheSame(t *testing.T) {
	noise := make([]byte, 300_000)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range noise {
		noise[i] = byte(r.Uint32())
	}
	for name, data := range map[string][]byte{
		"nothing": nil, "a letter": []byte("ä"), "text": []byte(strings.Repeat("Abgucken beim Nachbarn. ", 20_000)), "noise": noise,
	} {
		want := deflate.Pack(data)
		got, err := io.ReadAll(flate.NewReader(bytes.NewReader(want)))
		if err != nil || !bytes.Equal(got, data) {
			t.Errorf("%s: %d bytes came back, %v", name, len(got), err)
		}
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				if !bytes.Equal(deflate.Pack(data), want) {
					t.Errorf("%s: packed anew it is other bytes", name)
				}
			})
		}
		wg.Wait()
	}
}
