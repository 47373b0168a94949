package site_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestBrokenFrontMatter(t *testing.T) {
	run(t, []broken{{
		name:  "front matter that is not closed",
		files: a("---\ntitle: Seite A\n\nText.\n"),
		want:  []string{"content/seiten/a.md:1 front-matter-unclosed"},
	}, {
		name:  "no front matter at all",
		files: a("Nur Text.\n"),
		want:  []string{"content/seiten/a.md:1 front-matter-missing"},
	}, {
		name:  "empty file",
		files: a(""),
		want:  []string{"content/seiten/a.md:1 front-matter-missing"},
	}, {
		name:  "file with a byte order mark and Windows line ends",
		files: a("\ufeff---\r\ntitle: Seite A\r\nfoo: x\r\n---\r\n\r\nSiehe [B](b.md).\r\n"),
		want:  []string{"content/seiten/a.md:3:1 yaml-unknown-key", "content/seiten/a.md:6:7 link-broken"},
	}, {
		name:  "file in UTF-16",
		files: a("\xff\xfe-\x00-\x00-\x00\n\x00"),
		want:  []string{"content/seiten/a.md:1:1 text-invalid-utf8"},
	}, {
		name:  "front matter in TOML",
		files: a("+++\ntitle = \"Seite A\"\n+++\n\nText.\n"),
		want:  []string{"content/seiten/a.md:1 front-matter-format"},
	}, {
		name:  "tab in YAML",
		files: a("---\ntitle: Seite A\nreview:\n\tevery: 1y\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:4:1 yaml-tab"},
	}, {
		name:  "duplicate key",
		files: a("---\ntitle: Seite A\ntags: [a]\ntitle: Noch eine\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:4:1 yaml-duplicate-key"},
	}, {
		name:  "colon in a title",
		files: a("---\ntitle: BIA: erste Schritte\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:2:11 yaml-colon"},
	}, {
		name:  "quote that is not closed",
		files: a("---\ntitle: \"Seite A\ntags: [probe]\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:2:8 yaml-quote-unclosed"},
	}, {
		name:  "unknown key",
		files: a("---\ntitle: Seite A\ndescripton: Ein Satz.\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:3:1 yaml-unknown-key"},
	}, {
		name:  "key of another kind",
		files: a("---\ntitle: Seite A\nstep: \"7\"\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:3:1 yaml-unknown-key"},
	}, {
		name:  "wrong type",
		files: a("---\ntitle: Seite A\nweight: zehn\ndraft: [nein]\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:3:9 yaml-wrong-type", "content/seiten/a.md:4:8 yaml-wrong-type"},
	}, {
		name:  "one value where a list is wanted",
		files: a("---\ntitle: Seite A\ntags: probe\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:3:7 yaml-list-expected"},
	}, {
		name:  "bad date",
		files: a("---\ntitle: Seite A\ndate: 14.01.2027\nlastmod: 2027-02-30\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:3:7 yaml-bad-date", "content/seiten/a.md:4:10 yaml-bad-date"},
	}, {
		name:  "level that does not exist",
		files: files{"content/leitfaden/bia.md": "---\ntitle: BIA\nbcms: [reaktiv, voll]\n---\n\n## Ziel\n"},
		want:  []string{"content/leitfaden/bia.md:3:17 yaml-bad-value"},
	}, {
		name:  "kind that does not exist",
		files: a("---\ntitle: Seite A\nkind: seite\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:3:7 yaml-bad-value"},
	}, {
		name:  "period that is none",
		files: a("---\ntitle: Seite A\nreview: {every: zweimal, last: 2026-11-20}\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:3:17 yaml-bad-period"},
	}, {
		name:  "missing title",
		files: a("---\ntags: [probe]\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:2:1 yaml-missing-key"},
	}, {
		name:  "empty title",
		files: a("---\ntitle: \"\"\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:2:8 yaml-empty-value"},
	}, {
		name:  "event without a start",
		files: files{"content/termine/uebung.md": "---\ntitle: Übung\nplace: Rathaus\n---\n\nText.\n"},
		want:  []string{"content/termine/uebung.md:2:1 yaml-missing-key"},
	}, {
		name:  "event that ends before it starts",
		files: files{"content/termine/uebung.md": "---\ntitle: Übung\nstart: 2027-01-14T11:00\nend: 2027-01-14T09:00\n---\n\nText.\n"},
		want:  []string{"content/termine/uebung.md:4:6 event-end"},
	}, {
		name:  "invalid UTF-8 in the front matter",
		files: a("---\ntitle: Pr\xfcfung\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:2:10 text-invalid-utf8"},
	}, {
		name:  "bidi characters in a title",
		files: a("---\ntitle: Seite \u202eA\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:2:14 text-bidi"},
	}, {
		name:  "zero width character in a tag",
		files: a("---\ntitle: Seite A\ntags: [pro\u200bbe]\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:3:11 text-bidi"},
	}, {
		name:  "escaped bidi character",
		files: a("---\ntitle: \"Seite \\u202eA\"\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:2:8 text-bidi"},
	}, {
		name:  "Cyrillic letter in a Latin word",
		files: a("---\ntitle: S\u0435ite A\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:2:8 text-mixed-script"},
	}, {
		name:  "cascade in a page",
		files: a("---\ntitle: Seite A\ncascade:\n  tlp: GREEN\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:4:3 content-cascade-in-page"},
	}, {
		name:  "bad slug",
		files: a("---\ntitle: Seite A\nslug: ../../etc\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:3:7 content-bad-slug"},
	}, {
		name:  "bad aliases",
		files: a("---\ntitle: Seite A\naliases: [/../weg/, alt/pfad, \"/ \"]\n---\n\nText.\n"),
		want: []string{"content/seiten/a.md:3:11 alias-bad", "content/seiten/a.md:3:21 alias-bad",
			"content/seiten/a.md:3:31 alias-bad"},
	}, {
		name:  "bad slug of a section",
		files: files{"content/seiten/_index.md": "---\ntitle: Seiten\nslug: ../../etc\n---\n"},
		want:  []string{"content/seiten/_index.md:3:7 content-bad-slug"},
	}, {
		name: "unknown role of all pages of a section",
		files: files{"content/seiten/_index.md": "---\ntitle: Seiten\ncascade: {role: [chef]}\n---\n",
			"content/seiten/b.md": "---\ntitle: B\n---\n\nText.\n"},
		want: []string{"content/seiten/_index.md:3:18 role-unknown"},
	}, {
		name:  "news without a date",
		files: files{"content/aktuelles/n.md": "---\ntitle: Neues\n---\n\nText.\n"},
		want:  []string{"content/aktuelles/n.md:2:1 news-without-date"},
	}, {
		name:  "series that stops before it starts",
		files: files{"content/termine/uebung.md": "---\ntitle: Übung\nstart: 2027-01-14\nrepeat: {every: 2w, until: 2027-01-13}\n---\n\nText.\n"},
		want:  []string{"content/termine/uebung.md:4:28 event-until"},
	}, {
		name:  "unknown role",
		files: a("---\ntitle: Seite A\nrole: [bcm, chef]\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:3:13 role-unknown"},
	}, {
		name:  "unknown step",
		files: files{"content/leitfaden/bia.md": "---\ntitle: BIA\nstep: \"99\"\n---\n\n## Ziel\n"},
		want:  []string{"content/leitfaden/bia.md:3:7 step-unknown"},
	}, {
		name:  "review that is overdue",
		files: a("---\ntitle: Seite A\nreview: {every: 1y, last: 2025-01-01, role: Redaktion}\n---\n\nText.\n"),
		want:  []string{"content/seiten/a.md:3:27 review-overdue warning"},
	}})
}

func TestBrokenLabels(t *testing.T) {
	label := func(line string) files { return a("---\ntitle: Seite A\n" + line + "\n---\n\nText.\n") }
	run(t, []broken{{
		name: "unknown label", files: label("tlp: BLUE"),
		want: []string{"content/seiten/a.md:3:6 tlp-unknown"},
	}, {
		name: "label in lower case", files: label("tlp: clear"),
		want: []string{"content/seiten/a.md:3:6 tlp-case"},
	}, {
		name: "label with a space", files: label(`tlp: "TLP: CLEAR"`),
		want: []string{"content/seiten/a.md:3:6 tlp-space"},
	}, {
		name: "label that was retired", files: label("tlp: WHITE"),
		want: []string{"content/seiten/a.md:3:6 tlp-retired"},
	}, {
		name: "label with a Cyrillic letter", files: label("tlp: \u0421LEAR"),
		want: []string{"content/seiten/a.md:3:6 text-mixed-script", "content/seiten/a.md:3:6 tlp-lookalike"},
	}, {
		name: "label left empty", files: label("tlp:"),
		want: []string{"content/seiten/a.md:3:5 tlp-empty"},
	}, {
		name: "key of the label in the wrong case", files: label("TLP: AMBER"),
		want: []string{"content/seiten/a.md:3:1 yaml-unknown-key"},
	}, {
		name: "label that nobody publishes", files: label("tlp: RED"),
		want: []string{"content/seiten/a.md:3:6 tlp-unpublishable warning"},
	}, {
		name: "no label anywhere",
		files: files{"content/_index.md": "---\ntitle: Start\n---\n\nWillkommen.\n",
			"content/leitfaden/_index.md": "---\ntitle: Leitfaden\n---\n"},
		want: []string{"content/_index.md:1 tlp-missing"},
	}, {
		name:  "home page that is a draft",
		files: files{"content/_index.md": "---\ntitle: Start\ndraft: true\ncascade:\n  tlp: CLEAR\n---\n"},
		want:  []string{"content/_index.md:3:8 home-draft"},
	}, {
		name:  "home page that this audience does not get",
		files: files{"content/_index.md": "---\ntitle: Start\ntlp: AMBER\ncascade:\n  tlp: CLEAR\n---\n"},
		want:  []string{"content/_index.md:3:6 home-audience"},
	}})
}

func TestYAMLBombs(t *testing.T) {
	front := func(yaml string) files { return a("---\ntitle: Seite A\n" + yaml + "---\n\nText.\n") }
	aliases := "tags: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c < 'k'; c++ {
		aliases += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c, ", c-1), 9), ", "))
	}
	many := ""
	for i := range 6000 {
		many += fmt.Sprintf("k%d: 1\n", i)
	}
	run(t, []broken{{
		name: "aliases of aliases", files: front(aliases),
		want: []string{"content/seiten/a.md:3:7 yaml-alias"},
	}, {
		name: "deep lists", files: front("tags: " + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + "\n"),
		want: []string{"content/seiten/a.md:3:22 yaml-too-deep"},
	}, {
		name: "18 kB of one key", files: front(strings.Repeat("weight: 1\n", 1800)),
		want: times(25, "content/seiten/a.md:%d:1 yaml-duplicate-key", 4),
	}, {
		name: "too many keys", files: front(many),
		want: []string{"content/seiten/a.md:2:1 yaml-too-many-keys"},
	}, {
		name: "300 kB of front matter", files: front("description: " + strings.Repeat("x", 300_000) + "\n"),
		want: []string{"content/seiten/a.md:2 yaml-too-large"},
	}, {
		name: "300 kB of data", files: files{"data/gross.yaml": "a: " + strings.Repeat("x", 300_000) + "\n"},
		want: []string{"data/gross.yaml:1 yaml-too-large"},
	}})
}

// times lists n problems on consecutive lines from first.
func times(n int, format string, first int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf(format, first+i))
	}
	return out
}
