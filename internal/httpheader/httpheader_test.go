package httpheader

import (
	"net/http"
	"testing"
)

func TestTypesNameTheirEncodingAndUnknownFilesAreForSaving(t *testing.T) {
	for name, want := range map[string]string{
		"x/index.html":       "text/html; charset=utf-8",
		"aktuelles/feed.xml": "application/atom+xml",
		"sitemap.xml":        "application/xml",
		"BILD.PNG":           "image/png",
		"seltsam.exe":        "application/octet-stream",
		"ohne":               "application/octet-stream",
	} {
		if got := ContentType(name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

func TestOnlyAssetsWithAHashAreKeptForever(t *testing.T) {
	const immutable, fresh = "public, max-age=31536000, immutable", "no-cache"
	for name, want := range map[string]string{
		"assets/n.1a2b3c4d5e.css":  immutable,
		"assets/nachbar.css":       fresh,
		"assets/bild-20260101.png": fresh, // a date is no hash
		"assets/1a2b3c4d5e.js":     fresh,
		"wissen/n.1a2b3c4d5e.css":  fresh,
	} {
		if got := Caching(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestEveryAnswerGetsThePolicyAndNoOtherHeaderIsLost(t *testing.T) {
	h := http.Header{"X-Own": {"1"}}
	SetProduction(h)
	for _, name := range []string{
		"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy",
		"Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy", "X-Own",
	} {
		if h.Get(name) == "" {
			t.Errorf("%s is missing", name)
		}
	}
}
