package site_test

import (
	"context"
	"os"
	"runtime/debug"
	"testing"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/overlay"
	"github.com/kaaw/nachbar/internal/site"
)

func TestProf(t *testing.T) {
	debug.SetGCPercent(300)
	opt := site.Options{FS: overlay.New(os.DirFS("/tmp/laws"), nachbar.Defaults(), "layouts", "static", "i18n", "data")}
	res, err := site.Check(context.Background(), opt)
	t.Log(res.Stats, err)
}
