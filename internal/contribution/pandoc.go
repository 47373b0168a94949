package contribution

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os/exec"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// Bounds of the other program.
const (
	pandocTime  = 20 * time.Second
	pandocHeap  = "-M512m"
	maxMarkdown = 2 << 20
)

// throughPandoc turns a cleaned DOCX or ODT file into Markdown. The program
// reads and writes nothing but its input and its output (--sandbox).
func throughPandoc(ctx context.Context, program, format string, src []byte) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, pandocTime)
	defer cancel()
	var out bounded
	cmd := exec.CommandContext(ctx, program, "+RTS", pandocHeap, "-RTS", "--sandbox", "-f", format, "-t", "gfm-raw_html", "--wrap=none", "--markdown-headings=atx")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(src), &out, io.Discard
	cmd.Env = []string{"LANG=C.UTF-8", "HOME=/nonexistent", "PATH=/usr/bin:/bin"}
	cmd.WaitDelay = time.Second
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("convert with pandoc: %w", err)
	}
	if out.over || !utf8.Valid(out.Bytes()) {
		return "", fmt.Errorf("convert with pandoc: more than %d bytes, or no text", maxMarkdown)
	}
	return harmless(out.String()), nil
}

// bounded takes as much as a page may have.
type bounded struct {
	bytes.Buffer
	over bool
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > maxMarkdown {
		b.over = true
		return 0, io.ErrShortWrite
	}
	return b.Buffer.Write(p)
}

var (
	pictures = regexp.MustCompile(`!\[([^\]]*)\]\([^)]*\)(\{[^}]*\})?`)
	tags     = regexp.MustCompile(`</?[A-Za-z][^<>]*>|<!--.*?-->`)
	targets  = regexp.MustCompile(`\]\(([^)\s]+)[^)]*\)`)
	holes    = regexp.MustCompile(`\{\{|\}\}`)
)

// harmless takes off what a page may not have, or would mean something else in:
// HTML, pictures that did not come along, links that lead nowhere, fields.
func harmless(text string) string {
	text = pictures.ReplaceAllString(text, "$1")
	for range 3 {
		text = tags.ReplaceAllStringFunc(text, func(tag string) string {
			if strings.HasPrefix(tag, "<http://") || strings.HasPrefix(tag, "<https://") || strings.HasPrefix(tag, "<mailto:") {
				return tag
			}
			return ""
		})
	}
	text = targets.ReplaceAllStringFunc(text, func(found string) string {
		to := found[2:]
		for _, start := range []string{"http://", "https://", "mailto:", "tel:", "<http"} {
			if strings.HasPrefix(to, start) {
				return found
			}
		}
		return "]()"
	})
	text = regexp.MustCompile(`\[([^\]]*)\]\(\)`).ReplaceAllString(text, "$1")
	return holes.ReplaceAllString(text, "")
}
