package site_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
)

// body is page A with a text; the text starts in line 5.
func body(text string) files { return a("---\ntitle: Seite A\n---\n\n" + text + "\n") }

func TestBrokenBodies(t *testing.T) {
	run(t, []broken{{
		name: "invalid UTF-8 in the body", files: body("Zeile\nPr\xfcfung"),
		want: []string{"content/seiten/a.md:6:3 text-invalid-utf8"},
	}, {
		name: "bidi characters in the body", files: body("Text \u202emit Umkehr"),
		want: []string{"content/seiten/a.md:5:6 text-bidi"},
	}, {
		name: "raw HTML", files: body("Text\n\n<script>alert(1)</script>"),
		want: []string{"content/seiten/a.md:7:1 markdown-raw-html warning"},
	}, {
		name: "comment that is not closed", files: body("<!-- offen\n\nText"),
		want: []string{"content/seiten/a.md:5:1 markdown-comment-open"},
	}, {
		name: "link that runs a script", files: body("[klick](javascript:alert(1))"),
		want: []string{"content/seiten/a.md:5:1 markdown-link-scheme"},
	}, {
		name: "two titles", files: body("# Eins\n\nText.\n\n# Zwei"),
		want: []string{"content/seiten/a.md:9:3 markdown-second-title warning"},
	}, {
		name: "heading that skips a level", files: body("## Eins\n\n#### Drei"),
		want: []string{"content/seiten/a.md:7 html-heading-skip"},
	}, {
		name: "one id twice", files: body("## Eins {#stelle}\n\n## Zwei {#stelle}"),
		want: []string{"content/seiten/a.md:7:4 markdown-duplicate-id"},
	}, {
		name: "footnote without a text", files: body("Text[^1]."),
		want: []string{"content/seiten/a.md:5:5 markdown-footnote-missing"},
	}, {
		name: "callout that does not exist", files: body("> [!ACHTUNG]\n> Text."),
		want: []string{"content/seiten/a.md:5:3 markdown-callout-type warning"},
	}})
}

func TestMarkdownBombs(t *testing.T) {
	run(t, []broken{{
		name: "lists in lists", files: body(strings.Repeat("- ", 5000) + "x" + strings.Repeat("\n\n", 6000)),
		want: []string{"content/seiten/a.md:* markdown-too-deep", "content/seiten/a.md:* markdown-too-nested"},
	}, {
		name: "quotes in quotes", files: body(strings.Repeat(">", 20000) + "x"),
		want: []string{"content/seiten/a.md:* markdown-too-deep"},
	}, {
		name: "open links", files: body(strings.Repeat("[a](b", 4400)),
		want: []string{"content/seiten/a.md:* markdown-too-many-marks"},
	}, {
		name: "emphasis", files: body(strings.Repeat("*a_ ", 5500)),
		want: []string{"content/seiten/a.md:* markdown-too-many-marks"},
	}, {
		name: "footnotes", files: body(notes(501)),
		want: []string{"content/seiten/a.md:1005:5 markdown-footnote-missing",
			"content/seiten/a.md:1507:1 markdown-footnote-missing", "content/seiten/a.md:* markdown-too-many-footnotes"},
	}, {
		name: "300,000 lines", files: body(strings.Repeat("x\n", 300_000)),
		want: []string{"content/seiten/a.md:* markdown-too-many-lines"},
	}})
}

// notes is a text with n footnotes.
func notes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Text[^%d].\n\n", i)
	}
	for i := range n {
		fmt.Fprintf(&b, "[^%d]: Anmerkung.\n", i)
	}
	return b.String()
}

func TestBrokenLinks(t *testing.T) {
	other := func(front string) string { return "---\ntitle: B\n" + front + "---\n\nText.\n" }
	run(t, []broken{{
		name: "link to nothing", files: body("Text.\n\nSiehe [dort](../leitfaden/bja.md)."),
		want: []string{"content/seiten/a.md:7:7 link-broken"},
	}, {
		name: "link to a page that moved", files: body("Siehe [dort](bia.md)."),
		want: []string{"content/seiten/a.md:5:7 link-moved"},
	}, {
		name: "link to a place that is not on the page", files: body("Text.\n\nSiehe [dort](../leitfaden/bia.md#zeil)."),
		want: []string{"content/seiten/a.md:7 link-anchor-missing"},
	}, {
		name: "two links to places that are not there", files: body("Siehe [dort](../leitfaden/bia.md#zeil)\nund [oben](#oben).\n\nUnd [dort](../leitfaden/bia.md#zeil)\nund [oben](#oben)."),
		want: []string{"content/seiten/a.md:5 link-anchor-missing", "content/seiten/a.md:6 html-anchor-missing",
			"content/seiten/a.md:8 link-anchor-missing", "content/seiten/a.md:9 html-anchor-missing"},
	}, {
		name: "link to a place that is not on this page", files: body("Text.\n\nSiehe [oben](#oben)."),
		want: []string{"content/seiten/a.md:7 html-anchor-missing"},
	}, {
		name:  "link to a draft",
		files: files{pageA: body("Siehe [B](b.md).")[pageA], "content/seiten/b.md": other("draft: true\n")},
		want:  []string{"content/seiten/a.md:5:7 link-draft"},
	}, {
		name:  "link to a page that others do not get",
		files: files{pageA: body("Siehe [B](b.md).")[pageA], "content/seiten/b.md": other("tlp: AMBER\n")},
		want:  []string{"content/seiten/a.md:5:7 link-audience"},
	}, {
		name: "link out of the site", files: body("Siehe [geheim](../../private/antworten.md)."),
		want: []string{"content/seiten/a.md:5:7 link-leaves-site"},
	}, {
		name: "link without an address", files: body("Siehe [dort]()."),
		want: []string{"content/seiten/a.md:5:7 markdown-link-empty"},
	}, {
		name: "link to a former address", files: files{pageA: body("Siehe [dort](/alt/#neu).")[pageA], "content/seiten/b.md": other("aliases: [/alt/]\n")},
		want: []string{"content/seiten/a.md:5:7 link-broken"},
	}})
}

func TestBrokenPictures(t *testing.T) {
	var buf bytes.Buffer
	m := image.NewGray(image.Rect(0, 0, 4, 3))
	m.Set(1, 1, color.White)
	if err := png.Encode(&buf, m); err != nil {
		t.Fatal(err)
	}
	good := buf.String()
	bundle := func(text, name, picture string) files {
		return files{"content/seiten/b/index.md": "---\ntitle: B\n---\n\n" + text + "\n", "content/seiten/b/" + name: picture}
	}
	run(t, []broken{{
		name: "picture that is not there", files: bundle("![Plan](fehlt.png)", "plan.png", good),
		want: []string{"content/seiten/b/index.md:5:1 link-broken"},
	}, {
		name: "picture that is damaged", files: bundle("![Plan](plan.png)", "plan.png", good[:20]),
		want: []string{"content/seiten/b/index.md:5:1 image-unreadable"},
	}, {
		name: "picture that is something else", files: bundle("![Plan](plan.png)", "plan.png", "<!doctype html>"),
		want: []string{"content/seiten/b/index.md:5:1 image-unreadable"},
	}, {
		name: "picture of two thousand million pixels", files: bundle("![Plan](plan.png)", "plan.png", huge(good)),
		want: []string{"content/seiten/b/index.md:5:1 image-too-large"},
	}, {
		name: "picture without alternative text", files: bundle("![](plan.png)", "plan.png", good),
		want: []string{"content/seiten/b/index.md:5:1 md-image-alt"},
	}, {
		name: "picture from another server", files: bundle("![Plan](https://example.org/plan.png)", "plan.png", good),
		want: []string{"content/seiten/b/index.md:5:1 markdown-image-external"},
	}})
}

// huge is a PNG whose header claims 50,000 by 40,000 pixels.
func huge(good string) string {
	src := []byte(good)
	copy(src[16:], "\x00\x00\xc3\x50\x00\x00\x9c\x40")
	binary.BigEndian.PutUint32(src[29:], crc32.ChecksumIEEE(src[12:29]))
	return string(src)
}
