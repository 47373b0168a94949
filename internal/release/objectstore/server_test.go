package objectstore

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/minio/minio-go/v7"
)

// realEnv names the binary of an S3 server (versitygw), against which the tests
// run, too.
const realEnv = "NACHBAR_S3"

const testKey, testSecret = "nachbar-test", "nachbar-test-secret"

// servers are the object stores that everything is tried on: one in memory
// and, where one is named, a real one.
func servers(t *testing.T) map[string]string {
	t.Helper()
	fake := httptest.NewServer(memory())
	t.Cleanup(fake.Close)
	all := map[string]string{"memory": fake.URL}
	if binary := os.Getenv(realEnv); binary != "" {
		all["real"] = startReal(t, binary)
	}
	return all
}

// memory is a server in memory, which is helped where it falls short of a real
// one: it takes no empty objects, and forgets Cache-Control.
func memory() http.Handler {
	var mu sync.Mutex
	caching := map[string]string{}
	next := gofakes3.New(s3mem.New()).Server()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		switch from, err := url.PathUnescape("/" + strings.TrimPrefix(r.Header.Get("X-Amz-Copy-Source"), "/")); {
		case r.Method == http.MethodPut && err == nil && from != "/":
			caching[r.URL.Path] = caching[from]
		case r.Method == http.MethodPut:
			caching[r.URL.Path] = r.Header.Get("Cache-Control")
		default:
			w.Header().Set("Cache-Control", caching[r.URL.Path])
		}
		mu.Unlock()
		if r.Method == http.MethodPut && r.ContentLength <= 0 && r.Header.Get("Content-Length") == "" {
			r.Header.Set("Content-Length", "0")
		}
		next.ServeHTTP(w, r)
	})
}

// startReal starts a real server on a port of this machine.
func startReal(t *testing.T, binary string) string {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := free.Addr().String()
	if err := free.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	cmd := exec.CommandContext(ctx, binary, "--access", testKey, "--secret", testSecret, "--port", addr, "--quiet", "posix", t.TempDir())
	cmd.Stdout, cmd.Stderr = io.Discard, io.Discard
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		_ = cmd.Wait() // it was stopped
	})
	for range 200 {
		conn, err := net.DialTimeout("tcp", addr, time.Second)
		if err == nil {
			if err := conn.Close(); err != nil {
				t.Error(err)
			}
			return "http://" + addr
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s does not answer", binary)
	return ""
}

// environment is that of a program which uses a server.
func environment(server string) func(string) (string, bool) {
	vars := map[string]string{"AWS_ACCESS_KEY_ID": testKey, "AWS_SECRET_ACCESS_KEY": testSecret, "AWS_ENDPOINT_URL_S3": server}
	return func(name string) (string, bool) { v, ok := vars[name]; return v, ok }
}

// open makes a bucket and opens a prefix of it.
func open(t *testing.T, server string) *Store {
	t.Helper()
	bucket := "portal-" + strings.ToLower(fmt.Sprint(time.Now().UnixNano()))
	at, err := Parse("s3://"+bucket+"/kaaw/portal/", environment(server))
	if err != nil {
		t.Fatal(err)
	}
	bare := &Store{at: at}
	if _, err := Open(t.Context(), at, nil); err == nil || !strings.Contains(err.Error(), "no such bucket") {
		t.Errorf("a bucket that is not there: %v", err)
	}
	if bare.client, err = minio.New(at.Endpoint, clientOptions(at)); err != nil {
		t.Fatal(err)
	}
	if err := bare.client.MakeBucket(t.Context(), bucket, minio.MakeBucketOptions{}); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), at, func() time.Time { return time.Date(2026, 11, 6, 12, 0, 0, 0, time.UTC) })
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// everywhere runs a test on all servers.
func everywhere(t *testing.T, test func(t *testing.T, s *Store)) {
	for name, server := range servers(t) {
		t.Run(name, func(t *testing.T) { test(t, open(t, server)) })
	}
}
