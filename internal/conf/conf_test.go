package conf

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/tlp"
)

func load(src string) (*Config, diag.List) {
	return Load(fstest.MapFS{File: {Data: []byte(src)}})
}

func places(list diag.List) []string {
	out := []string{}
	for _, p := range list {
		out = append(out, fmt.Sprintf("%s %d:%d", p.ID, p.Line, p.Col))
	}
	return out
}

func TestASiteNeedsNoMoreThanATitle(t *testing.T) {
	c, list := load("title: Portal\n")
	if len(list) > 0 {
		t.Fatalf("problems: %v", list)
	}
	want := Default()
	want.Title = "Portal"
	c.location = nil
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got %+v\nwant %+v", c, want)
	}
	if c.Lenient() || len(c.Audiences) != 1 || c.Audiences[0].TLP != tlp.Clear {
		t.Errorf("got %+v", c)
	}
}

func TestEverySettingIsRead(t *testing.T) {
	c, list := load(`
title: "Abgucken: beim Nachbarn"
description: Ein Satz
baseURL: https://portal.example.org/kaaw
language: de-AT
strict: false
audiences:
  - {name: oeffentlich, tlp: CLEAR, title: Für alle}
  - name: mitglieder
    tlp: TLP:AMBER
tlp: GREEN
content: portal/content/
layouts: portal/layouts
static: s
data: d
i18n: words
menus:
  main:
    - title: Leitfaden
      page: leitfaden/
      children:
        - {title: BIA, page: leitfaden/bia}
    - {title: Start, page: /}
    - {title: Oben, children: [{title: Anrufen, url: "tel:+492515910"}]}
  footer:
    - {title: BSI, url: https://www.bsi.bund.de/}
organisation: {name: KAAW, short: K, street: Weg 1, city: 48301 Ort, email: a@example.org, phone: 02571 1, url: https://example.org}
ignore: ["*.bak", archiv/*]
pagination: 10
toc: {min: 2, max: 4}
timeZone: Europe/Vienna
`)
	if len(list) > 0 {
		t.Fatalf("problems: %v", list)
	}
	amber, _ := c.Audience("mitglieder")
	if _, found := c.Audience("alle"); found || amber.TLP != tlp.Amber {
		t.Errorf("audiences %+v", c.Audiences)
	}
	for _, pair := range [][2]any{
		{c.Title, "Abgucken: beim Nachbarn"}, {c.BaseURL, "https://portal.example.org/kaaw/"}, {c.Lenient(), true},
		{*c.DefaultTLP, tlp.Green}, {c.Content, "portal/content"}, {c.I18n, "words"}, {c.Language, "de-AT"},
		{c.Menus["main"][0].Page, "leitfaden"}, {c.Menus["main"][0].Children[0].Page, "leitfaden/bia"}, {c.Menus["main"][1].Page, "/"},
		{c.Menus["main"][2].Children[0].URL, "tel:+492515910"}, {c.Organisation.City, "48301 Ort"}, {c.Pagination, 10}, {c.TOC, TOC{2, 4}},
		{c.Location().String(), "Europe/Vienna"}, {c.Audiences[0].Title, "Für alle"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("got %v, want %v", pair[0], pair[1])
		}
	}
}

// Every document begins with "title: t" on line 1.
func TestEveryMistakeHasAPlace(t *testing.T) {
	for _, tt := range []struct {
		name, src string
		want      []string
	}{
		{"unknown key", "titel: x", []string{"yaml-unknown-key 2:1"}},
		{"not lenient about itself", "strict: false\nPagination: 3", []string{"yaml-unknown-key 3:1"}},
		{"title twice", "title: x", []string{"yaml-duplicate-key 2:1"}},
		{"address without scheme", "baseURL: portal.example.org", []string{"conf-base-url 2:10"}},
		{"address of a file", "baseURL: file:///srv/", []string{"conf-base-url 2:10"}},
		{"address without host", "baseURL: https:///x", []string{"conf-base-url 2:10"}},
		{"address with query", "baseURL: https://a.example/?x", []string{"conf-base-url 2:10"}},
		{"address with fragment", "baseURL: https://a.example/#x", []string{"conf-base-url 2:10"}},
		{"address with password", "baseURL: https://u:p@a.example/", []string{"conf-base-url 2:10"}},
		{"language", "language: deutsch", []string{"conf-language 2:11"}},
		{"language as a path", "language: ../de", []string{"conf-language 2:11"}},
		{"language with a bad region", "language: de-at", []string{"conf-language 2:11"}},
		{"strict is a word", "strict: nein", []string{"yaml-wrong-type 2:9"}},
		{"no audiences", "audiences: []", []string{"conf-audience-none 2:12"}},
		{"audiences as text", "audiences: alle", []string{"conf-audience-none 2:12", "yaml-list-expected 2:12"}},
		{"unknown label", "audiences:\n  - name: a\n    tlp: BLAU", []string{"tlp-unknown 4:10"}},
		{"retired label", "audiences: [{name: a, tlp: WHITE}]", []string{"tlp-retired 2:28"}},
		{"look-alike label", "audiences: [{name: a, tlp: TLP:\u0421LEAR}]", []string{"tlp-lookalike 2:28", "text-mixed-script 2:32"}},
		{"label that is never published", "audiences: [{name: a, tlp: RED}]", []string{"conf-audience-tlp 2:28"}},
		{"label missing", "audiences: [{name: a}]", []string{"yaml-missing-key 2:13"}},
		{"audience without a name", "audiences: [{tlp: CLEAR}]", []string{"yaml-missing-key 2:13"}},
		{"same name twice", "audiences: [{name: a, tlp: CLEAR}, {name: b, tlp: GREEN}, {name: a, tlp: AMBER}]", []string{"conf-audience-duplicate 2:66"}},
		{"name with umlaut", "audiences: [{name: öffentlich, tlp: CLEAR}]", []string{"conf-audience-name 2:20"}},
		{"name as a path", "audiences: [{name: ../a, tlp: CLEAR}]", []string{"conf-audience-name 2:20"}},
		{"name of a device", "audiences: [{name: com1, tlp: CLEAR}]", []string{"conf-audience-name 2:20"}},
		{"name with hyphens at its end", "audiences: [{name: a-, tlp: CLEAR}]", []string{"conf-audience-name 2:20"}},
		{"default label", "tlp: green", []string{"tlp-case 2:6"}},
		{"folder outside", "content: ../content", []string{"conf-folder 2:10"}},
		{"folder outside further in", "content: a/../../content", []string{"conf-folder 2:10"}},
		{"folder from the root", "data: /etc", []string{"conf-folder 2:7"}},
		{"folder of a drive", "data: C:/data", []string{"conf-folder 2:7"}},
		{"folder with backslash", "data: a\\b", []string{"conf-folder 2:7"}},
		{"the site itself", "static: .", []string{"conf-folder 2:9"}},
		{"hidden folder", "static: .git", []string{"conf-folder 2:9"}},
		{"hidden folder further in", "static: a/.git", []string{"conf-folder 2:9"}},
		{"empty folder", "static: ''", []string{"conf-folder 2:9"}},
		{"private folder", "data: private/bsc", []string{"conf-folder-reserved 2:7"}},
		{"output as input", "content: public", []string{"conf-folder-reserved 2:10"}},
		{"one folder for two things", "layouts: content", []string{"conf-folder-overlap 2:10"}},
		{"folder in a folder", "data: content/data", []string{"conf-folder-overlap 2:7"}},
		{"menu name", "menus: {Haupt: [{title: a, page: b}]}", []string{"conf-menu-name 2:16"}},
		{"menu item without title", "menus:\n  main:\n    - page: a", []string{"yaml-missing-key 4:7"}},
		{"menu item with empty title", "menus: {main: [{title: '', page: a}]}", []string{"yaml-empty-value 2:24"}},
		{"menu item without target", "menus:\n  main:\n    - title: a", []string{"conf-menu-target 4:7"}},
		{"menu item with two targets", "menus: {main: [{title: a, page: b, url: 'https://x.example/'}]}", []string{"conf-menu-both 2:41"}},
		{"menu page with suffix", "menus: {main: [{title: a, page: b/c.md}]}", []string{"conf-menu-page 2:33"}},
		{"menu page outside", "menus: {main: [{title: a, page: ../b}]}", []string{"conf-menu-page 2:33"}},
		{"menu page with address", "menus: {main: [{title: a, page: 'https://x.example'}]}", []string{"conf-menu-page 2:33"}},
		{"menu address that runs", "menus: {main: [{title: a, url: 'javascript:alert(1)'}]}", []string{"conf-menu-url 2:32"}},
		{"menu address without scheme", "menus: {main: [{title: a, url: /b}]}", []string{"conf-menu-url 2:32"}},
		{"menu too deep", "menus:\n  main:\n    - title: a\n      children:\n        - title: b\n          children: [{title: c, page: d}]", []string{"conf-menu-depth 7:21"}},
		{"mistake in a submenu", "menus: {main: [{title: a, children: [{title: b}]}]}", []string{"conf-menu-target 2:38"}},
		{"email", "organisation: {email: portal at example}", []string{"conf-email 2:23"}},
		{"email with a name", "organisation: {email: 'KAAW <a@example.org>'}", []string{"conf-email 2:23"}},
		{"web address", "organisation: {url: example.org}", []string{"conf-url 2:21"}},
		{"phone", "organisation: {phone: keines}", []string{"conf-phone 2:23"}},
		{"pattern", "ignore: ['[a']", []string{"conf-ignore 2:10"}},
		{"pattern from the root", "ignore: [x, /archiv]", []string{"conf-ignore 2:13"}},
		{"no pagination", "pagination: 0", []string{"yaml-out-of-range 2:13"}},
		{"too much pagination", "pagination: 1001", []string{"yaml-out-of-range 2:13"}},
		{"pagination as a word", "pagination: viel", []string{"yaml-wrong-type 2:13"}},
		{"contents upside down", "toc: {min: 4, max: 3}", []string{"conf-toc 2:12"}},
		{"contents below the default", "toc: {min: 4}", []string{"conf-toc 2:12"}},
		{"contents too deep", "toc: {max: 7}", []string{"yaml-out-of-range 2:12"}},
		{"time zone", "timeZone: Berlin", []string{"conf-time-zone 2:11"}},
		{"time zone of the machine", "timeZone: Local", []string{"conf-time-zone 2:11"}},
		{"no time zone", "timeZone: ''", []string{"conf-time-zone 2:11"}},
		{"several at once", "pagination: 0\nlanguage: x\ncontent: ..", []string{"yaml-out-of-range 2:13", "conf-language 3:11", "conf-folder 4:10"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, list := load("title: t\n" + tt.src + "\n")
			if got := places(list); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if c == nil || !list.HasErrors() {
				t.Error("no settings, or no error")
			}
		})
	}
}

func TestUnreadableFilesAreProblemsToo(t *testing.T) {
	for _, tt := range []struct {
		name string
		fsys fs.FS
		want string
	}{
		{"missing", fstest.MapFS{}, "conf-missing 0:0"},
		{"folder", fstest.MapFS{File + "/x": {}}, "conf-unreadable 0:0"},
		{"empty", fstest.MapFS{File: {}}, "yaml-missing-key 1:0"},
		{"list", fstest.MapFS{File: {Data: []byte("- a\n")}}, "yaml-root-type 1:1"},
		{"not YAML", fstest.MapFS{File: {Data: []byte("title: [\n")}}, "yaml-syntax 1:0"},
		{"too large", fstest.MapFS{File: {Data: make([]byte, 300<<10)}}, "yaml-too-large 1:0"},
	} {
		c, list := Load(tt.fsys)
		if got := places(list); len(got) != 1 || got[0] != tt.want {
			t.Errorf("%s: got %q", tt.name, got)
		}
		if c == nil || c.Content != "content" || c.Location().String() != "Europe/Berlin" {
			t.Errorf("%s: no defaults: %+v", tt.name, c)
		}
	}
}

func TestAnUnreadableAudienceDoesNotBecomePublic(t *testing.T) {
	for _, src := range []string{"audiences: alle", "audiences: [{name: a, tlp: BLAU}]", "audiences: [{name: a}]", "audiences:", "Audiences: [{name: a, tlp: AMBER}]"} {
		c, list := load("title: t\n" + src + "\n")
		if !list.HasErrors() {
			t.Errorf("%s: no error", src)
		}
		for _, a := range c.Audiences {
			if tlp.Clear.Within(a.TLP) {
				t.Errorf("%s: audience %+v gets items", src, a)
			}
		}
	}
}

func TestBadFoldersAreNotUsed(t *testing.T) {
	c, _ := load("title: t\ncontent: ../../etc\ndata: private\n")
	if c.Content != "content" || c.Data != "data" {
		t.Errorf("got %q, %q", c.Content, c.Data)
	}
}

func TestIgnoredFollowsThePatterns(t *testing.T) {
	c := &Config{Ignore: []string{"*.bak", "_entwurf", "archiv/20??", "x/*/y.md", "tmp/"}}
	for name, want := range map[string]bool{
		"a.bak": true, "a/b/c.bak": true, "a.bak.md": false, "a.md": false,
		"_entwurf/a.md": true, "a/_entwurf/b/c.md": true, "a_entwurf/b.md": false,
		"archiv/2019/a.md": true, "archiv/2019": true, "archiv/19/a.md": false, "b/archiv/2019/a.md": false,
		"x/1/y.md": true, "x/1/2/y.md": false, "tmp/a.md": true, "a/tmp/b.md": true, "tmp.md": false,
	} {
		if got := c.Ignored(name); got != want {
			t.Errorf("%s: got %v", name, got)
		}
	}
	if (&Config{}).Ignored("a.md") {
		t.Error("a file is ignored without a pattern")
	}
}

func TestDigestChangesWithTheMeaningOnly(t *testing.T) {
	digest := func(src string) string { c, _ := load(src); return c.Digest() }
	a := digest("title: a\npagination: 25\nmenus: {main: [{title: a, page: b}], footer: [{title: c, page: d}]}\n")
	if b := digest("# x\nmenus: {footer: [{page: d, title: c}], main: [{title: a, page: b/}]}\ntitle: 'a'\n"); a != b || len(a) != 64 {
		t.Errorf("%s, %s", a, b)
	}
	seen := map[string]string{}
	for _, src := range []string{"", "strict: true", "strict: false", "tlp: GREEN", "tlp: CLEAR", "timeZone: UTC", "audiences: [{name: a, tlp: GREEN}]", "ignore: [a]", "organisation: {name: x}", "toc: {max: 4}", "search: false"} {
		d := digest("title: a\n" + src + "\n")
		if other, ok := seen[d]; ok {
			t.Errorf("%q and %q have the same digest", src, other)
		}
		seen[d] = src
	}
}

func TestTheProjectsOwnPortalIsFine(t *testing.T) {
	root := os.DirFS("../..")
	c, list := Load(root)
	if len(list) > 0 {
		t.Errorf("problems: %v", list)
	}
	if _, err := i18n.Load(root, c.Language); err != nil {
		t.Error(err)
	}
}

func TestTheSchemaDescribesEveryKeyInBothLanguages(t *testing.T) {
	for _, lang := range []string{"de", "en"} {
		words, err := i18n.Load(os.DirFS("../.."), lang)
		if err != nil {
			t.Fatal(err)
		}
		schema := Schema(func(key string) string { return words.T(key, nil) })
		if missing := words.Missing(); len(missing) > 0 {
			t.Errorf("%s: missing %q", lang, missing)
		}
		objects := []any{schema}
		for _, o := range schema["$defs"].(map[string]any) {
			objects = append(objects, o)
		}
		for _, o := range objects {
			for key, p := range o.(map[string]any)["properties"].(map[string]any) {
				if p.(map[string]any)["description"] == nil {
					t.Errorf("%s has no description", key)
				}
			}
		}
		if _, err := json.Marshal(schema); err != nil || len(objects) != 10 {
			t.Errorf("%d objects, %v", len(objects), err)
		}
	}
}

func FuzzLoad(f *testing.F) {
	for _, seed := range []string{"title: t\n", "title: t\naudiences: [{name: a, tlp: RED}]\ncontent: ../x\n", "menus: {a: [{children: [{children: []}]}]}\nignore: ['[']\n", "timeZone: ../../etc\nbaseURL: 'http://[::1'\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		c, list := load(string(src))
		for _, folder := range []string{c.Content, c.Layouts, c.Static, c.Data, c.I18n} {
			if !fs.ValidPath(folder) || folder == "." || folder == "private" || strings.HasPrefix(folder, "private/") {
				t.Fatalf("folder %q", folder)
			}
		}
		if list.HasErrors() {
			return
		}
		if c.Title == "" || c.Pagination < 1 || c.TOC.Min > c.TOC.Max || len(c.Audiences) == 0 || c.BaseURL != "" && !strings.HasSuffix(c.BaseURL, "/") {
			t.Fatalf("accepted %+v", c)
		}
		for _, a := range c.Audiences {
			if !a.TLP.Publishable() || !isSlug(a.Name) {
				t.Fatalf("accepted audience %+v", a)
			}
		}
	})
}
