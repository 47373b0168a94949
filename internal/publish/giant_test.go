package publish

import (
	"bytes"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// zeros are so many bytes that nobody wrote.
type zeros struct{ left int64 }

func (z *zeros) Read(p []byte) (int, error) {
	if z.left == 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), z.left)
	clear(p[:n])
	z.left -= n
	return int(n), nil
}

// giant writes a blob of zeros and returns its name.
func (r repository) giant(size int64) string {
	return r.git(&zeros{size}, "-c", "core.bigFileThreshold=1m", "-c", "core.compression=1", "hash-object", "-w", "--stdin")
}

// TestGiantsAreRefusedBeforeTheyAreRead commits a picture, a page, data, a
// layout and settings that are too large. With NACHBAR_SOAK it is a GiB.
func TestGiantsAreRefusedBeforeTheyAreRead(t *testing.T) {
	size, table := int64(65<<20), int64(65<<20)
	if os.Getenv("NACHBAR_SOAK") != "" {
		size, table = 1<<30, 100<<20
	}
	r, store := newRepository(t), newStore(t)
	r.commit("main", portal())
	r.published(store, "main")
	giant := "raw:" + r.giant(size)
	csv := giant
	if table != size {
		csv = "raw:" + r.giant(table)
	}
	r.commit("main", portal().with("content/leitfaden/riese.csv", csv, "content/leitfaden/riese.md", giant, "data/glossar.yaml", giant,
		"static/riese.bin", giant, "layouts/partials/riese.html", giant))
	r.commit("zwei", portal().with("nachbar.yaml", giant))
	r.publish(store, "fetch") // brings the giants: how long that takes is up to the network
	for branch, want := range map[string][]string{
		"main": {"content/leitfaden/riese.csv:0 error content-too-large", "content/leitfaden/riese.md:0 error content-too-large",
			"data/glossar.yaml:0 error content-too-large", "static/riese.bin:0 error content-too-large", "layouts/partials/riese.html:0 error content-too-large"},
		"zwei": {"nachbar.yaml:0 error content-too-large"},
	} {
		start, before := time.Now(), allocated()
		result := r.publish(store, branch)
		took, used := time.Since(start), allocated()-before
		t.Logf("%s: refused after %v, %d MiB allocated", branch, took.Round(time.Millisecond), used>>20)
		if result.Outcome != Refused || used > 64<<20 {
			t.Errorf("%s: %s after %d MiB", branch, result.Outcome, used>>20)
		}
		for _, w := range want {
			if !strings.Contains(told(result.Problems), w) {
				t.Errorf("%s: want %q in\n%s", branch, w, told(result.Problems))
			}
		}
	}
	if peak := peakMemory(t); peak > 512<<20 {
		t.Errorf("%d MiB of memory", peak>>20)
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// peakMemory is the most memory this process had, 0 where the system does not
// tell.
func peakMemory(t *testing.T) int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	fields := strings.Fields(string(rest))
	if len(fields) == 0 {
		return 0
	}
	n, err := strconv.Atoi(fields[0])
	if err != nil {
		t.Fatal(err)
	}
	return n << 10
}
