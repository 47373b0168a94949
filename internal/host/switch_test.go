package host

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/release"
)

// edition is a portal all of whose files say which one they are of. Its style
// sheet is named by its content, and its pages lead there.
func edition(t testing.TB, n int) files {
	css := fmt.Sprintf("/* stand-%d */\n", n) + strings.Repeat("p{margin:0}\n", 100)
	sum := sha256.Sum256([]byte(css))
	asset := "assets/n.a0" + hex.EncodeToString(sum[:5]) + ".css"
	body := fmt.Sprintf(`<!doctype html><link rel=stylesheet href="/%s"><h1>stand-%d</h1>`, asset, n)
	all := files{
		"manifest.json": `{"audience":"TLP:CLEAR","language":"de"}`, asset: css, "404.html": body + "fehlt",
		"gross.bin": strings.Repeat(fmt.Sprintf("stand-%d\n", n), 150_000),
	}
	for i := range 20 {
		all[fmt.Sprintf("seite-%d/index.html", i)] = body + strings.Repeat(fmt.Sprintf("<p>Übung stand-%d, Absatz.</p>", n), 20+i*10)
	}
	all["index.html"] = all["seite-0/index.html"]
	return searchable(t, all)
}

var (
	standForm = regexp.MustCompile(`stand-(\d+)`)
	assetForm = regexp.MustCompile(`href="(/assets/[^"]+)"`)
)

// reader reads the portal as a browser does, and judges every answer.
type reader struct {
	t      *testing.T
	base   string
	client *http.Client
	random *rand.Rand
	rounds *atomic.Int64
	asked  *atomic.Int64
}

// stand is the edition that an answer is of, all of it.
func (r *reader) stand(path, body string) string {
	found := standForm.FindAllString(body, -1)
	if len(found) == 0 {
		r.t.Errorf("%s says nothing of its release: %.200q", path, body)
		return ""
	}
	for _, other := range found {
		if other != found[0] {
			r.t.Errorf("%s mixes %s and %s", path, found[0], other)
		}
	}
	return found[0]
}

// ask returns the body of an answer that is what its ETag says.
func (r *reader) ask(path string, want int) string {
	req, err := http.NewRequest(http.MethodGet, r.base+path, nil)
	if err != nil {
		r.t.Error(err)
		return ""
	}
	req.Header.Set("Accept-Encoding", []string{"identity", "gzip", "br", "gzip, br"}[r.random.IntN(4)])
	resp, err := r.client.Do(req)
	r.asked.Add(1)
	if err != nil {
		r.t.Errorf("%s: %v", path, err)
		return ""
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != want {
		r.t.Errorf("%s: %d, %v", path, resp.StatusCode, err)
		return ""
	}
	body := unpack(r.t, resp.Header.Get("Content-Encoding"), string(raw))
	if tag := resp.Header.Get("Etag"); tag != "" {
		sum := sha256.Sum256([]byte(body))
		if !strings.HasPrefix(tag, `"`+hex.EncodeToString(sum[:12])) {
			r.t.Errorf("%s is not what %s says", path, tag)
		}
	}
	return body
}

// round looks at a page with its style sheet, searches, and loads a big file.
func (r *reader) round() {
	page := fmt.Sprintf("/seite-%d/", r.random.IntN(20))
	body := r.ask(page, 200)
	if body == "" {
		return
	}
	stand := r.stand(page, body)
	asset := assetForm.FindStringSubmatch(body)[1]
	if css := r.ask(asset, 200); r.stand(asset, css) != stand {
		r.t.Errorf("%s of %s leads to a style sheet of another release", page, stand)
	}
	r.stand("/fehlt/", r.ask("/fehlt/", 404))
	switch r.random.IntN(8) {
	case 0:
		r.stand("/gross.bin", r.ask("/gross.bin", 200))
	case 1, 2:
		r.stand("/api/suche", r.ask("/api/suche?q=Absatz&limit=5", 200))
	}
	r.rounds.Add(1)
}

// Twenty publishes under load: no answer fails, and none is of two releases.
func TestPublishesUnderLoadMixAndFailNothing(t *testing.T) {
	const publishes = 20
	readers, duration := 4, time.Duration(0)
	if soak() {
		readers, duration = 16, 60*time.Second
	}
	editions := []files{edition(t, 1), edition(t, 2), edition(t, 3)}
	s := newStore(t)
	publish(t, s, editions[0])
	_, base := running(t, s, func(o *Options) { o.Limits.Searches, o.Limits.SearchesEach = 100_000, 100_000 })
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var asked atomic.Int64
	rounds := make([]atomic.Int64, readers)
	var wg sync.WaitGroup
	for i := range readers {
		transport := &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 4, DisableKeepAlives: i%4 == 3}
		r := &reader{t, base, &http.Client{Transport: transport, Timeout: 30 * time.Second}, rand.New(rand.NewPCG(uint64(i), 1)), &rounds[i], &asked}
		wg.Go(func() {
			defer transport.CloseIdleConnections()
			for ctx.Err() == nil {
				r.round()
			}
		})
	}
	start := time.Now()
	for i := range publishes {
		seen := make([]int64, readers)
		for k := range rounds {
			seen[k] = rounds[k].Load()
		}
		if i%5 == 4 {
			back(t, s)
		} else {
			publish(t, s, editions[(i+1)%len(editions)])
		}
		for k := range rounds { // everybody reads at least once between two publishes
			for rounds[k].Load() == seen[k] && !t.Failed() {
				time.Sleep(time.Millisecond)
			}
		}
		time.Sleep(time.Until(start.Add(duration * time.Duration(i+1) / publishes)))
	}
	stop()
	wg.Wait()
	t.Logf("%d publishes and rollbacks in %v under %d answers", publishes, time.Since(start), asked.Load())
}

// back makes the release before the current one current.
func back(t *testing.T, s *release.Store) {
	t.Helper()
	all, err := s.List()
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range all {
		if r.Current && i+1 < len(all) {
			rollback(t, s, all[i+1].ID)
			return
		}
	}
}
