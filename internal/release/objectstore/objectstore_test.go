package objectstore

import (
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"

	"github.com/kaaw/nachbar/internal/release"
)

type files map[string]string

// local is a store on the disk.
func local(t *testing.T) *release.Store {
	t.Helper()
	s, err := release.OpenStore(filepath.Join(t.TempDir(), "portal"), release.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// publish makes a release with a public audience and one for members.
func publish(t *testing.T, s *release.Store, commit string, public files) release.Release {
	t.Helper()
	l, err := s.TryLock()
	if err != nil {
		t.Fatal(err)
	}
	d, err := l.Begin(release.Meta{Commit: commit})
	if err != nil {
		t.Fatal(err)
	}
	public = maps.Clone(public)
	public["manifest.json"] = `{"audience": "TLP:CLEAR"}`
	members := files{"index.html": "geheim " + commit, "manifest.json": `{"audience": "TLP:AMBER"}`}
	for name, all := range map[string]files{"oeffentlich": public, "mitglieder": members} {
		sink, err := d.Audience(name)
		if err != nil {
			t.Fatal(err)
		}
		var sums strings.Builder
		for _, path := range slices.Sorted(maps.Keys(all)) {
			sums.WriteString(digest([]byte(all[path])) + "  " + path + "\n")
		}
		all[sumsKey] = sums.String()
		for path, body := range all {
			if _, _, err := sink.Put(path, []byte(body)); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := sink.Commit(func(string) bool { return false }); err != nil {
			t.Fatal(err)
		}
	}
	r, err := d.Publish(context.Background(), nil)
	if err = errors.Join(err, l.Unlock()); err != nil {
		t.Fatal(err)
	}
	return r
}

// mustUpload uploads a release.
func mustUpload(t *testing.T, s *Store, r release.Release) Uploaded {
	t.Helper()
	up, err := s.Upload(t.Context(), r, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return up
}

func (s *Store) mustGet(t *testing.T, key string) string {
	t.Helper()
	body, err := s.get(t.Context(), s.key(key), maxSmall)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// site is a small one; assets are among it, and a name with blanks.
func site(text string) files {
	return files{
		"index.html": text, "a/b/index.html": "bleibt", "assets/nav.1a2b3c4d5e.css": "a{}",
		"vorlagen/Plan für alle.odt": "odt", "leer.txt": "",
	}
}

func TestAReleaseIsUploadedAndOnlyWhatChangedIsSent(t *testing.T) {
	everywhere(t, func(t *testing.T, s *Store) {
		disk := local(t)
		if _, err := s.Pointer(t.Context()); !errors.Is(err, release.ErrNone) {
			t.Fatalf("an empty store points to something: %v", err)
		}
		first, second := publish(t, disk, "aaaa", site("eins")), publish(t, disk, "bbbb", site("zwei"))
		if up := mustUpload(t, s, first); up.Sent != 7 || up.Copied != 0 || up.Bytes == 0 {
			t.Errorf("the first upload: %+v", up)
		}
		if up := mustUpload(t, s, second); up.Sent != 2 || up.Copied != 5 {
			t.Errorf("the second upload: %+v", up)
		}
		if up := mustUpload(t, s, second); up.Kept != 7 || up.Sent+up.Copied != 0 {
			t.Errorf("the same again: %+v", up)
		}
		p, err := s.Pointer(t.Context())
		if err != nil || p.Release != second.ID || len(p.Audiences) != 1 || p.Audiences[0].Sums != second.Audiences[1].Sums {
			t.Errorf("pointer is %+v, %v", p, err)
		}
		if got := s.mustGet(t, p.Audiences[0].Prefix+"index.html"); got != "zwei" {
			t.Errorf("readers see %q", got)
		}
		if start := s.mustGet(t, startKey); !strings.Contains(start, `href="releases/`+second.ID+`/oeffentlich/index.html"`) {
			t.Errorf("the start page is %s", start)
		}
		for path, want := range map[string][2]string{
			"index.html":                 {"text/html; charset=utf-8", "no-cache"},
			"assets/nav.1a2b3c4d5e.css":  {"text/css; charset=utf-8", "public, max-age=31536000, immutable"},
			"vorlagen/Plan für alle.odt": {"application/vnd.oasis.opendocument.text", "no-cache"},
		} {
			o, err := s.client.StatObject(t.Context(), s.at.Bucket, s.releaseKey(second.ID, "oeffentlich/"+path), minio.StatObjectOptions{})
			if err != nil || o.ContentType != want[0] || o.Metadata.Get("Cache-Control") != want[1] {
				t.Errorf("%s is %s, %s, %v", path, o.ContentType, o.Metadata.Get("Cache-Control"), err)
			}
		}
		all, err := s.objects(t.Context(), second.ID)
		for path := range all {
			if strings.HasPrefix(path, "mitglieder/") {
				t.Errorf("%s is in the open", path)
			}
		}
		if report, verr := s.Verify(t.Context(), ""); errors.Join(err, verr) != nil || len(report.Findings) > 0 || report.Files != 7 {
			t.Errorf("verify: %+v, %v", report, errors.Join(err, verr))
		}
	})
}

func TestMembersAreUploadedOnlyWhenNamed(t *testing.T) {
	everywhere(t, func(t *testing.T, s *Store) {
		r := publish(t, local(t), "aaaa", site("eins"))
		if _, err := s.Upload(t.Context(), r, Options{Audiences: []string{"fehlt"}}); !errors.Is(err, ErrNoAudience) {
			t.Errorf("an unknown audience: %v", err)
		}
		if _, err := s.Upload(t.Context(), r, Options{Audiences: []string{"mitglieder"}}); err != nil {
			t.Fatal(err)
		}
		if got := s.mustGet(t, "releases/"+r.ID+"/mitglieder/index.html"); got != "geheim aaaa" {
			t.Errorf("members see %q", got)
		}
	})
}

func TestRollbackPointsBackAndCleaningSparesIt(t *testing.T) {
	everywhere(t, func(t *testing.T, s *Store) {
		disk := local(t)
		var ids []string
		for _, text := range []string{"eins", "zwei", "drei", "vier", "fuenf"} {
			r := publish(t, disk, text, site(text))
			mustUpload(t, s, r)
			ids = append(ids, r.ID)
		}
		if _, err := s.Rollback(t.Context(), ids[2]); err != nil {
			t.Fatal(err)
		}
		removed, err := s.Clean(t.Context(), 0)
		if err != nil || !slices.Equal(removed, []string{ids[0]}) {
			t.Errorf("removed %v, %v", removed, err)
		}
		r, err := s.Rollback(t.Context(), "")
		if err != nil || r.ID != ids[1] {
			t.Errorf("rolled back to %s, %v", r.ID, err)
		}
		if _, err := s.Rollback(t.Context(), ""); !errors.Is(err, release.ErrNone) {
			t.Errorf("there is nothing before: %v", err)
		}
		var unknown *release.UnknownReleaseError
		if _, err := s.Rollback(t.Context(), ids[0]); !errors.As(err, &unknown) || len(unknown.Known) != 4 {
			t.Errorf("a release that is gone: %v", err)
		}
		list, err := s.List(t.Context())
		if err != nil || len(list) != 4 || !list[3].Current || list[0].Current {
			t.Errorf("list: %+v, %v", list, err)
		}
		if highest, err := s.Highest(t.Context()); err != nil || highest != 5 {
			t.Errorf("highest is %d, %v", highest, err)
		}
	})
}

func TestVerifyAndRollbackNoticeWhatIsNotAsItWasUploaded(t *testing.T) {
	everywhere(t, func(t *testing.T, s *Store) {
		disk := local(t)
		first, second := publish(t, disk, "aaaa", site("eins")), publish(t, disk, "bbbb", site("zwei"))
		mustUpload(t, s, first)
		mustUpload(t, s, second)
		key := func(path string) string { return s.releaseKey(first.ID, "oeffentlich/"+path) }
		err := errors.Join(
			s.putSmall(t.Context(), key("index.html"), "index.html", []byte("einz")),
			s.putSmall(t.Context(), key("mehr.html"), "mehr.html", []byte("mehr")),
			s.client.RemoveObject(t.Context(), s.at.Bucket, key("leer.txt"), minio.RemoveObjectOptions{}),
		)
		if err != nil {
			t.Fatal(err)
		}
		report, err := s.Verify(t.Context(), first.ID)
		want := []release.Finding{
			{Path: "oeffentlich/mehr.html", Kind: release.Additional},
			{Audience: "oeffentlich", Path: "index.html", Kind: release.Changed},
			{Audience: "oeffentlich", Path: "leer.txt", Kind: release.Missing},
		}
		if err != nil || !slices.Equal(report.Findings, want) {
			t.Errorf("found %v, %v", report.Findings, err)
		}
		var damaged *release.DamagedError
		if _, err := s.Rollback(t.Context(), first.ID); !errors.As(err, &damaged) {
			t.Errorf("a release that lost an object was pointed to: %v", err)
		}
		if p, err := s.Pointer(t.Context()); err != nil || p.Release != second.ID {
			t.Errorf("the pointer leads to %s, %v", p.Release, err)
		}
	})
}

// cutting lets a number of changes through to a server and refuses all that
// follow, as if the program had died.
func cutting(t *testing.T, url string, changes int) *Store {
	t.Helper()
	left := changes
	gate := make(chan struct{}, 1)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		gate <- struct{}{}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			left--
		}
		refuse := left < 0
		<-gate
		if refuse {
			http.Error(w, "", http.StatusForbidden)
			return
		}
		forward(w, r, url)
	}))
	t.Cleanup(proxy.Close)
	at, err := Parse("s3://bucket", environment(proxy.URL))
	if err != nil {
		t.Fatal(err)
	}
	client, err := minio.New(at.Endpoint, clientOptions(at))
	if err != nil {
		t.Fatal(err)
	}
	return &Store{client: client}
}

// forward sends a request on.
func forward(w http.ResponseWriter, r *http.Request, url string) {
	on, err := http.NewRequestWithContext(r.Context(), r.Method, url+r.URL.RequestURI(), r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	on.Header, on.ContentLength = r.Header, r.ContentLength
	on.Host = r.Host // it is part of the signature
	resp, err := http.DefaultTransport.RoundTrip(on)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	maps.Copy(w.Header(), resp.Header)
	w.WriteHeader(resp.StatusCode)
	_, _ = io.Copy(w, resp.Body) // a client that went away
}

func TestAnUploadThatIsCutOffAnywhereLeavesTheOldPointerAndGoesOn(t *testing.T) {
	for name, url := range servers(t) {
		t.Run(name, func(t *testing.T) {
			s, disk := open(t, url), local(t)
			old := publish(t, disk, "alt", site("alt"))
			mustUpload(t, s, old)
			cut := 0
			for changes := 0; ; changes++ {
				next := publish(t, disk, "neu", site("neu "+strings.Repeat("x", changes)))
				broken := cutting(t, url, changes)
				broken.at, broken.now = s.at, s.now
				_, err := broken.Upload(t.Context(), next, Options{})
				if err == nil {
					break
				}
				cut++
				p, perr := s.Pointer(t.Context())
				if perr != nil || p.Release != old.ID && p.Release != next.ID {
					t.Fatalf("cut off after %d changes: the pointer leads to %s, %v", changes, p.Release, perr)
				}
				if report, err := s.Verify(t.Context(), ""); err != nil || len(report.Findings) > 0 {
					t.Fatalf("cut off after %d changes: %+v, %v", changes, report, err)
				}
				if changes%3 == 0 { // somebody tries again
					mustUpload(t, s, next)
					old = next
				} else if p.Release == next.ID {
					old = next
				}
			}
			if cut < 9 {
				t.Errorf("only %d places to be cut off at", cut)
			}
			if _, err := s.Clean(t.Context(), release.MinKeep); err != nil {
				t.Fatal(err)
			}
			if ids, err := s.ids(t.Context()); err != nil || len(ids) != 2 {
				t.Errorf("%d releases are left, %v", len(ids), err)
			}
		})
	}
}

func TestLocationsAreReadStrictly(t *testing.T) {
	env := func(pairs ...string) func(string) (string, bool) {
		vars := map[string]string{"AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "s"}
		for i := 0; i < len(pairs); i += 2 {
			vars[pairs[i]] = pairs[i+1]
		}
		return func(name string) (string, bool) { v, ok := vars[name]; return v, ok }
	}
	l, err := Parse("s3://portal/kaaw/", env("AWS_REGION", "eu-central-1"))
	if err != nil || l.Endpoint != "s3.eu-central-1.amazonaws.com" || !l.Secure || l.String() != "s3://portal/kaaw" {
		t.Errorf("%+v, %v", l, err)
	}
	l, err = Parse("s3://portal", env("AWS_ENDPOINT_URL", "https://objekte.beispiel.test:9000/"))
	if err != nil || l.Endpoint != "objekte.beispiel.test:9000" || l.Prefix != "" {
		t.Errorf("%+v, %v", l, err)
	}
	for _, test := range []struct {
		target, kind string
		pairs        []string
	}{
		{"s3://", "address", nil}, {"s3://Gross/x", "address", nil}, {"s3://bucket/../x", "address", nil},
		{"s3://bucket/a//b", "address", nil}, {"s3://bucket/a b", "address", nil}, {"https://bucket", "address", nil},
		{"s3://bucket", "credentials", []string{"AWS_SECRET_ACCESS_KEY", ""}},
		{"s3://bucket", "insecure", []string{"AWS_ENDPOINT_URL", "http://objekte.beispiel.test"}},
		{"s3://bucket", "endpoint", []string{"AWS_ENDPOINT_URL", "ftp://x"}},
		{"s3://bucket", "endpoint", []string{"AWS_ENDPOINT_URL_S3", "https://name:wort@x"}},
		{"s3://bucket", "endpoint", []string{"AWS_ENDPOINT_URL_S3", "://"}},
	} {
		var bad *LocationError
		if _, err := Parse(test.target, env(test.pairs...)); !errors.As(err, &bad) || bad.Kind != test.kind || strings.Contains(err.Error(), "wort") {
			t.Errorf("%s %v: %v", test.target, test.pairs, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("s3://bucket/prefix", "http://127.0.0.1:9000")
	f.Add("s3://bucket/../..", "https://x@y")
	f.Fuzz(func(t *testing.T, target, endpoint string) {
		l, err := Parse(target, environment(endpoint))
		if err != nil {
			return
		}
		if strings.Contains(l.Prefix, "..") && !strings.Contains(target, "..") || strings.HasPrefix(l.Prefix, "/") || l.Bucket == "" || l.Endpoint == "" {
			t.Errorf("%q, %q: %+v", target, endpoint, l)
		}
	})
}
