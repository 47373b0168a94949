package server

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// sink is a ResponseWriter that keeps nothing.
type sink struct{ header http.Header }

func (s sink) Header() http.Header         { return s.header }
func (s sink) Write(b []byte) (int, error) { return len(b), nil }
func (s sink) WriteHeader(int)             {}

func benchSite() *fakeSite {
	f := newFake()
	f.files["index.html"] = page(strings.Repeat("Notfall ", 2500)) // 20 kB
	return f
}

// staticSite answers without work, so that the handler alone is measured.
type staticSite struct {
	*fakeSite
	out Output
}

func (s staticSite) Output(context.Context, string) (Output, error) { return s.out, nil }

func static() staticSite {
	f := benchSite()
	b := []byte(f.files["index.html"])
	return staticSite{f, Output{Body: b, ETag: hash(b)}}
}

func BenchmarkHandler(b *testing.B) {
	for name, live := range map[string]bool{"plain": false, "live": true} {
		b.Run(name, func(b *testing.B) {
			site := static()
			h := New(site, Options{LiveReload: live}).Handler()
			r := httptest.NewRequest(http.MethodGet, "http://localhost/", nil)
			b.SetBytes(int64(len(site.out.Body)))
			b.ReportAllocs()
			for b.Loop() {
				h.ServeHTTP(sink{http.Header{}}, r)
			}
		})
	}
}

func BenchmarkLoopback(b *testing.B) {
	site := static()
	ts := httptest.NewServer(New(site, Options{LiveReload: true}).Handler())
	defer ts.Close()
	b.SetBytes(int64(len(site.out.Body)))
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			resp, err := http.Get(ts.URL)
			if err != nil {
				b.Error(err)
				return
			}
			_, _ = io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
		}
	})
}
