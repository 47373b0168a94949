package contribution

import (
	"regexp"
	"strings"

	"github.com/kaaw/nachbar/internal/versions"
)

// sign is what stands in front of a line of Markdown, tail what stands behind it.
var (
	sign = regexp.MustCompile(`^(?:\s*> ?)*\s*(?:\[!\w+\] ?|#{1,6} |[-*+] \[[ xX]\] |[-*+] |\d+[.)] |\| ?)?`)
	tail = regexp.MustCompile(`\s*(?:\{#[^}]*\}|\|)\s*$`)
	mark = regexp.MustCompile("\\*\\*|\\*|`|~~|\\\\([\\\\*_`\\[\\]<|#>+.!-])")
	link = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
	rule = regexp.MustCompile(`^\s*\|?[\s:|-]+\|?\s*$`)
)

// bare is the text of a line of Markdown.
func bare(content string) string {
	text := mark.ReplaceAllString(link.ReplaceAllString(content, "$1"), "$1")
	cells := strings.Split(text, "|")
	for i := range cells {
		cells[i] = strings.Join(strings.Fields(cells[i]), " ")
	}
	return strings.Join(cells, " | ")
}

// patch changes the lines of a block's own text that changed in the copy, and
// leaves all others as they are. ok is false if a line cannot be found.
func patch(own string, steps []step) (text string, ok bool) {
	lines := strings.Split(strings.TrimRight(own, "\n"), "\n")
	var out []string
	at := 0
	for _, s := range steps {
		if s.old == nil {
			out = insert(out, *s.now)
			continue
		}
		found := find(lines, at, s.old.plain(true))
		if found < 0 {
			if s.same { // the reader sees what Markdown writes otherwise, or not at all
				continue
			}
			return "", false
		}
		out = append(out, lines[at:found]...)
		at = found + 1
		switch {
		case s.same:
			out = append(out, lines[found])
		case s.now == nil:
			if s.old.kind == versions.Head || s.old.kind == versions.Heading || s.old.kind == versions.Callout {
				return "", false
			}
		default:
			out = append(out, replaced(lines[found], *s.old, *s.now))
		}
	}
	return strings.Join(append(out, lines[at:]...), "\n") + "\n", true
}

// find is the line from at on that says text, -1 without one.
func find(lines []string, at int, text string) int {
	for i := at; i < len(lines); i++ {
		if !rule.MatchString(lines[i]) && bare(tail.ReplaceAllString(lines[i][len(sign.FindString(lines[i])):], "")) == text {
			return i
		}
	}
	return -1
}

// replaced is a line with another text. What is between the parts that stayed is
// exchanged if it stands once in the line, so that marks and links stay.
func replaced(src string, old, now line) string {
	head := sign.FindString(src)
	foot := tail.FindString(src[len(head):])
	content := src[len(head) : len(src)-len(foot)]
	a, b := old.plain(true), now.plain(true)
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	start = strings.LastIndexByte(a[:start], ' ') + 1
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	if i := strings.IndexByte(a[len(a)-end:], ' '); i >= 0 {
		end -= i
	} else {
		end = 0
	}
	from, to := a[start:len(a)-end], b[start:len(b)-end]
	if from != "" && strings.Count(content, from) == 1 && escaper.Replace(from) == from && escaper.Replace(to) == to {
		return head + strings.Replace(content, from, to, 1) + foot
	}
	return head + now.content() + foot
}

// insert adds a new line behind what is there.
func insert(out []string, l line) []string {
	text := l.markdown()
	listed := l.kind == versions.Item || l.kind == versions.Step || l.kind == versions.Task || l.kind == versions.Row
	last := ""
	if len(out) > 0 {
		last = out[len(out)-1]
	}
	if listed && strings.TrimSpace(last) != "" && !strings.HasPrefix(last, "#") {
		return append(out, text)
	}
	if strings.TrimSpace(last) != "" {
		if l.inBox {
			out = append(out, ">")
		} else {
			out = append(out, "")
		}
	}
	return append(out, text, "")
}
