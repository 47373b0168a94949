package host

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
)

func TestSearchesAreAnsweredFromTheRelease(t *testing.T) {
	s := newStore(t)
	publish(t, s, searchable(t, portal("eins")))
	h := loaded(t, s, nil)
	if got := text(t, get(h, "/api/suche?q=Rathaus")); !strings.Contains(got, `"total":2`) {
		t.Errorf("programs get %s", got)
	}
	page := get(h, "/suche/?q=Rathaus")
	if body := text(t, page); !strings.Contains(body, "leitfaden/") || !strings.Contains(body, "<mark>") || page.Header.Get("Etag") != "" {
		t.Errorf("people get %s", body)
	}
	if got := get(h, "/suche/"); !strings.Contains(text(t, got), "leer") || got.Header.Get("Etag") == "" {
		t.Error("without a question the page is not the built one")
	}
	if got := get(h, "/suche?q=Rathaus"); got.StatusCode != 301 || got.Header.Get("Location") != "/suche/?q=Rathaus" {
		t.Errorf("the question gets lost: %q", got.Header.Get("Location"))
	}
	plain := newStore(t)
	publish(t, plain, portal("eins"))
	if got := get(loaded(t, plain, nil), "/api/suche?q=Rathaus"); got.StatusCode != 404 || !strings.Contains(text(t, got), "ui.search.off") {
		t.Errorf("a portal without search: %d", got.StatusCode)
	}
}

func TestAFloodOfSearchesIsRefusedAndPagesAreNot(t *testing.T) {
	s := newStore(t)
	publish(t, s, searchable(t, portal("eins")))
	h := loaded(t, s, func(o *Options) { o.Limits.Searches = 20 })
	statuses := map[int]int{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := range 400 {
		wg.Go(func() {
			path := []string{"/api/suche?q=Rathaus+Notfall*", "/suche/?q=Rathaus"}[i%2]
			got := get(h, path, "X-Forwarded-For", fmt.Sprint("10.0.0.", i)) // believed from nobody
			if got.StatusCode != 200 && got.Header.Get("Retry-After") == "" {
				t.Errorf("%d without Retry-After", got.StatusCode)
			}
			mu.Lock()
			defer mu.Unlock()
			statuses[got.StatusCode]++
		})
	}
	for range 20 {
		if got := get(h, "/leitfaden/"); got.StatusCode != 200 {
			t.Errorf("a page: %d", got.StatusCode)
		}
	}
	wg.Wait()
	if answered := statuses[200]; answered == 0 || answered > 100 || statuses[503] == 0 || answered+statuses[503]+statuses[429] != 400 {
		t.Errorf("statuses %v", statuses)
	}
}

func TestTheAccessLogHasNothingOfReaders(t *testing.T) {
	s := newStore(t)
	publish(t, s, searchable(t, portal("eins")))
	for _, addresses := range []bool{false, true} {
		var out bytes.Buffer
		h := loaded(t, s, func(o *Options) { o.AccessLog, o.Addresses = &out, addresses })
		paths := []string{"/", "/api/suche?q=Geheimwort", "/suche/?q=Geheimwort", "/fehlt%0a%22%5c", "/leitfaden?q=Geheimwort", "/" + strings.Repeat("x", 5000)}
		for _, path := range paths {
			get(h, path, "Referer", "https://geheim.example/", "User-Agent", "Geheimagent", "Cookie", "geheim=1")
		}
		ask(h.Handler(), "GEHEIM", "/")
		h.log.flush()
		if strings.Contains(strings.ToLower(out.String()), "geheim") || strings.Contains(out.String(), "192.0.2.1") {
			t.Errorf("the log has %s", out.String())
		}
		n := 0
		for line := range strings.Lines(out.String()) {
			n++
			var entry struct {
				Time, Method, Path, Network string
				Status                      int
				Bytes                       int64
				MS                          float64
			}
			if err := json.Unmarshal([]byte(line), &entry); err != nil {
				t.Errorf("%s: %v", line, err)
			}
			if entry.Status == 0 || entry.Method == "" || len(entry.Path) > maxLogged || (entry.Network == "192.0.2.0/24") != addresses {
				t.Errorf("entry %+v", entry)
			}
		}
		if n != len(paths)+1 {
			t.Errorf("%d lines", n)
		}
	}
}

// full is a disk without room, for a while.
type full struct {
	bytes.Buffer
	fails bool
}

func (f *full) Write(b []byte) (int, error) {
	if f.fails {
		return 0, errors.New("no space left")
	}
	return f.Buffer.Write(b)
}

func TestALogThatCannotBeWrittenGoesOnLater(t *testing.T) {
	s := newStore(t)
	publish(t, s, portal("eins"))
	out := &full{fails: true}
	h := loaded(t, s, func(o *Options) { o.AccessLog = out })
	get(h, "/")
	h.log.flush()
	out.fails = false
	if got := get(h, "/leitfaden/"); got.StatusCode != 200 {
		t.Errorf("status %d", got.StatusCode)
	}
	h.log.flush()
	if !strings.Contains(out.String(), "/leitfaden/") {
		t.Errorf("the log has %q", out.String())
	}
}

func TestMetricsCountWhatIsAnswered(t *testing.T) {
	s := newStore(t)
	r := publish(t, s, searchable(t, portal("eins")))
	h := loaded(t, s, func(o *Options) { o.Publishing = func() Publishing { return Publishing{OK: 3, Failed: 1} } })
	get(h, "/")
	get(h, "/leitfaden")
	get(h, "/fehlt")
	get(h, "/api/suche?q=Rathaus")
	got := text(t, ask(h.metrics.handler(), http.MethodGet, "/metrics"))
	for _, want := range []string{
		`nachbar_requests_total{class="2xx"} 2`, `nachbar_requests_total{class="3xx"} 1`, `nachbar_requests_total{class="4xx"} 1`,
		`nachbar_release_info{audience="oeffentlich",release="` + r.ID + `"} 1`, "nachbar_release_refused 0", "nachbar_request_seconds_count 4",
		`nachbar_searches_total{result="answered"} 1`, `nachbar_publishes_total{result="ok"} 3`, `nachbar_cut_connections_total{phase="answer"} 0`,
		"nachbar_connections 0", "nachbar_response_bytes_total",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing", want)
		}
	}
	if strings.Contains(got, "Rathaus") {
		t.Error("metrics have what somebody looked for")
	}
}
