package publish

import (
	"context"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/release/objectstore"
)

// TestAnObjectStoreGetsACopyOfEachRelease publishes, goes back there, and goes on
// with an empty state folder.
func TestAnObjectStoreGetsACopyOfEachRelease(t *testing.T) {
	backend := s3mem.New()
	if err := backend.CreateBucket("portal"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend).Server())
	defer server.Close()
	objects := openObjects(t, server.URL)
	r, store := newRepository(t), newStore(t)
	opt := r.options(store, "main")
	opt.Objects, opt.Keep = &Objects{Store: objects, Name: "s3://portal/kaaw"}, 2
	run := func() Result {
		t.Helper()
		result, err := Run(context.Background(), opt)
		if err != nil {
			t.Fatal(err, told(result.Problems))
		}
		return result
	}
	points := func(id string) {
		t.Helper()
		if p, err := objects.Pointer(t.Context()); err != nil || p.Release != id || len(p.Audiences) != 1 || p.Audiences[0].Name != "oeffentlich" {
			t.Errorf("the pointer is %+v %v, want %s", p, err, id)
		}
		if report, err := objects.Verify(t.Context(), id); err != nil || len(report.Findings) > 0 {
			t.Error(report.Findings, err)
		}
	}
	r.commit("main", portal())
	first := run()
	if first.Uploaded == nil || first.Uploaded.Sent == 0 {
		t.Errorf("%+v", first)
	}
	points(first.Release.ID)
	r.commit("main", portal().with("static/neu.txt", "x"))
	second := run()
	points(second.Release.ID)

	if _, err := objects.Rollback(t.Context(), first.Release.ID); err != nil {
		t.Fatal(err)
	}
	if again := run(); again.Outcome != Unchanged || again.Uploaded != nil {
		t.Errorf("%+v", again)
	}
	points(first.Release.ID) // somebody went back on purpose

	if err := os.Remove(opt.state(uploadedFile)); err != nil { // an upload that was cut off
		t.Fatal(err)
	}
	if again := run(); again.Outcome != Unchanged || again.Uploaded == nil {
		t.Errorf("%+v", again)
	}
	points(second.Release.ID)

	opt.Store = newStore(t) // the machine was lost
	third := run()
	points(third.Release.ID)
	if release.Number(third.Release.ID) <= release.Number(second.Release.ID) {
		t.Errorf("%s is not after %s", third.Release.ID, second.Release.ID)
	}
}

// openObjects opens the object store below s3://portal/kaaw.
func openObjects(t *testing.T, url string) *objectstore.Store {
	t.Helper()
	at, err := objectstore.Parse("s3://portal/kaaw", func(name string) (string, bool) {
		value, ok := map[string]string{"AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "s", "AWS_ENDPOINT_URL": url}[name]
		return value, ok
	})
	if err != nil {
		t.Fatal(err)
	}
	objects, err := objectstore.Open(t.Context(), at, nil)
	if err != nil {
		t.Fatal(err)
	}
	return objects
}
