package lint

import (
	"bytes"
	"strconv"
	"strings"
)

func (s *scanner) htmlRoot() {
	if s.page.html {
		return
	}
	s.page.html = true
	if !s.filled(aLang) {
		s.report("html-lang-missing", s.off)
	}
}

// language checks the shape of a language tag (BCP 47, 2.1).
func (s *scanner) language() {
	tag := string(s.get(aLang))
	if tag == "" {
		return
	}
	for i, part := range strings.Split(tag, "-") {
		if !isSubtag(part, i == 0) {
			s.report("html-lang-bad", s.off, "lang", tag)
			return
		}
	}
}

func isSubtag(part string, first bool) bool {
	for i := 0; i < len(part); i++ {
		if !isLetter(part[i]) && (first || part[i] < '0' || part[i] > '9') {
			return false
		}
	}
	return len(part) >= 1 && len(part) <= 8 && !(first && len(part) == 1)
}

func (s *scanner) meta() {
	switch {
	case s.has(aCharset):
		s.charset = s.charset || s.is(aCharset, "utf-8")
	case s.is(aHTTPEquiv, "content-type"):
		content := bytes.ToLower(s.get(aContent))
		s.charset = s.charset || bytes.Contains(content, []byte("charset=utf-8"))
	case s.is(aHTTPEquiv, "refresh"):
		s.refresh()
	case s.is(aName, "viewport"):
		s.viewport()
	}
}

// viewport refuses what keeps readers from zooming in (WCAG 2.2, 1.4.4).
func (s *scanner) viewport() {
	content := string(bytes.ToLower(s.get(aContent)))
	for _, part := range strings.FieldsFunc(content, func(r rune) bool { return r == ',' || r == ';' }) {
		key, value, _ := strings.Cut(part, "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		fixed := key == "user-scalable" && (value == "no" || value == "0")
		scale, err := strconv.ParseFloat(value, 64)
		capped := key == "maximum-scale" && (value == "yes" || err == nil && scale < 2)
		if fixed || capped {
			s.report("html-zoom", s.off, "value", strings.TrimSpace(part))
		}
	}
}

// refresh makes the page a redirect when it leads elsewhere at once; any
// other refresh takes the page from under its reader (WCAG 2.2, 2.2.1).
func (s *scanner) refresh() {
	delay, url := parseRefresh(string(s.get(aContent)))
	if url == "" || strings.Trim(delay, "0.") != "" {
		s.report("html-refresh", s.off)
		return
	}
	s.redirect = true
	s.navigate([]byte(url), aContent)
}

// parseRefresh splits "0; url='x/'" (HTML, 4.2.5.3).
func parseRefresh(content string) (delay, url string) {
	content = strings.TrimLeft(content, " \t\n\f\r")
	n := len(content) - len(strings.TrimLeft(content, "0123456789."))
	delay, rest := content[:n], strings.TrimLeft(content[n:], " \t\n\f\r;,")
	if len(rest) >= 3 && strings.EqualFold(rest[:3], "url") {
		if after := strings.TrimLeft(rest[3:], " \t\n\f\r"); strings.HasPrefix(after, "=") {
			rest = strings.TrimLeft(after[1:], " \t\n\f\r")
		}
	}
	if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
		rest, _, _ = strings.Cut(rest[1:], rest[:1])
	}
	return delay, strings.TrimSpace(rest)
}
