package host

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"
)

// raw sends bytes on a connection and reads n answers.
func raw(t *testing.T, base, request string, n int) (answers []*http.Response, bodies []string) {
	t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(20 * time.Second))
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewReader(c)
	for range n {
		resp, err := http.ReadResponse(in, nil)
		if err != nil {
			t.Fatalf("%q: %v", request, err)
		}
		answers, bodies = append(answers, resp), append(bodies, text(t, resp))
	}
	return answers, bodies
}

func TestPlainRequestsAreAnsweredAsAllOthers(t *testing.T) {
	s := newStore(t)
	publish(t, s, searchable(t, portal("eins").with(files{"mittel.txt": strings.Repeat("Übung ", 50_000), "gross.txt": strings.Repeat("Übung ", 300_000)})))
	h, base := running(t, s, func(o *Options) { o.BehindTLS = true })
	packNow(h)
	for _, path := range []string{"/", "/leitfaden/", "/leitfaden", "/fehlt", "/" + hashedAsset, "/bild.png", "/mittel.txt", "/gross.txt", "/leer.txt", "/suche/", "/pruefsummen.txt", healthPath} {
		for _, accept := range []string{"", "Accept-Encoding: gzip\r\n", "Accept-Encoding: gzip, deflate, br\r\n"} {
			head := "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + accept
			one, body := raw(t, base, head+"\r\n", 1)
			two, other := raw(t, base, head+"Pragma: x\r\n\r\n", 1) // makes it a request for net/http
			one[0].Header.Del("Date")
			two[0].Header.Del("Date")
			if one[0].StatusCode != two[0].StatusCode || body[0] != other[0] || !reflect.DeepEqual(one[0].Header, two[0].Header) {
				t.Errorf("%s, %q:\n%v %d bytes\n%v %d bytes", path, accept, one[0].Header, len(body[0]), two[0].Header, len(other[0]))
			}
		}
	}
}

func TestRequestsInARowAreAnsweredInARow(t *testing.T) {
	s := newStore(t)
	publish(t, s, portal("eins"))
	_, base := running(t, s, nil)
	plain, other := "GET /leitfaden/ HTTP/1.1\r\nHost: x\r\n\r\n", "GET /leitfaden/?a HTTP/1.1\r\nHost: x\r\n\r\n"
	_, bodies := raw(t, base, plain+plain+other+plain+other, 5)
	for i, body := range bodies {
		if body != page("Leitfaden eins") {
			t.Errorf("answer %d is %.60q", i, body)
		}
	}
}

func TestHeadersAreBounded(t *testing.T) {
	s := newStore(t)
	publish(t, s, portal("eins"))
	_, base := running(t, s, nil)
	for size, want := range map[int]int{10_000: 200, 17_000: 431} {
		answers, _ := raw(t, base, "GET / HTTP/1.1\r\nHost: x\r\nX: "+strings.Repeat("x", size)+"\r\n\r\n", 1)
		if got := answers[0].StatusCode; got != want {
			t.Errorf("%d bytes: %d, want %d", size, got, want)
		}
	}
}

func TestARequestThatComesInPiecesIsAnswered(t *testing.T) {
	s := newStore(t)
	publish(t, s, portal("eins"))
	_, base := running(t, s, nil)
	c, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(20 * time.Second))
	in := bufio.NewReader(c)
	for range 2 {
		for _, piece := range []string{"G", "ET /leit", "faden/ HTTP/1.1\r\nHo", "st: x\r\n", "\r\n"} {
			if _, err := io.WriteString(c, piece); err != nil {
				t.Fatal(err)
			}
			time.Sleep(5 * time.Millisecond)
		}
		resp, err := http.ReadResponse(in, nil)
		if err != nil || text(t, resp) != page("Leitfaden eins") {
			t.Fatal("another answer: ", err)
		}
	}
}

func TestASecondRequestThatTricklesIsCutAsWell(t *testing.T) {
	s := newStore(t)
	publish(t, s, portal("eins"))
	_, base := running(t, s, func(o *Options) { o.Limits.Header = 500 * time.Millisecond })
	c, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(20 * time.Second))
	in := bufio.NewReader(c)
	if _, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	resp, err := http.ReadResponse(in, nil)
	if err != nil || text(t, resp) != page("eins") {
		t.Fatal("no answer: ", err)
	}
	start := time.Now()
	go func() {
		for _, err := io.WriteString(c, "GET / HTTP/1.1\r\nX: "); err == nil; _, err = c.Write([]byte("x")) {
			time.Sleep(20 * time.Millisecond)
		}
	}()
	_, _ = io.Copy(io.Discard, in)
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("it trickled for %v", took)
	}
}

func TestStoppingLetsRunningAnswersEnd(t *testing.T) {
	const size = 24 << 20
	s := newStore(t)
	publish(t, s, portal("eins").with(files{"gross.bin": strings.Repeat("x", size)}))
	ready := make(chan string, 1)
	h := New(Options{Dir: s.Dir(), Addr: "127.0.0.1:0", Words: testWords, OnReady: func(url, _ string) { ready <- strings.TrimSuffix(url, "/") }})
	if err := h.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- h.Run(ctx) }()
	base := <-ready
	idle, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer idle.Close()
	resp, err := http.Get(base + "/gross.bin")
	if err != nil {
		t.Fatal(err)
	}
	stop()
	time.Sleep(50 * time.Millisecond)
	if n, err := io.Copy(io.Discard, resp.Body); n != size || err != nil {
		t.Errorf("the answer that ran had %d bytes: %v", n, err)
	}
	_ = resp.Body.Close()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the host does not stop")
	}
	if _, err := net.Dial("tcp", strings.TrimPrefix(base, "http://")); err == nil {
		t.Error("somebody still listens")
	}
}
