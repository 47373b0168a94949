package member

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/host"
)

func TestARealProxyLetsItsUsersIn(t *testing.T) {
	opt := options(t, "")
	opt.Login, opt.Header = nil, &Header{User: "X-Remote-User", From: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}}
	area, err := New(opt)
	if err != nil {
		t.Fatal(err)
	}
	ready := make(chan string, 1)
	h := host.New(host.Options{
		Dir: published(t), Addr: "127.0.0.1:0", Audience: "oeffentlich", Words: words, Members: area.Wrap, MembersBase: area.Base(),
		OnReady: func(address, _ string) { ready <- address },
	})
	if err := h.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- h.Run(ctx) }()
	defer func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}()
	to, err := url.Parse(<-ready)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httptest.NewServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Header.Del("X-Remote-User")
		if user, password, ok := r.In.BasicAuth(); ok && password == "geheim" {
			r.Out.Header.Set("X-Remote-User", user)
		}
	}})
	defer proxy.Close()
	for password, want := range map[string]int{"geheim": 200, "geraten": 403} {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, proxy.URL+"/mitglieder/nur/", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.SetBasicAuth("mona", password)
		r.Header.Set("X-Remote-User", "mona")
		got, err := proxy.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		if text := body(t, got); got.StatusCode != want || strings.Contains(text, canary) != (want == 200) {
			t.Errorf("%s: %d", password, got.StatusCode)
		}
		_ = got.Body.Close()
	}
}
