package strict

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
	"gopkg.in/yaml.v3"
)

// unmarshal is yaml.Unmarshal into a node. A panic of the library, which
// fuzzing has not found but the input is hostile, becomes an error.
func unmarshal(src []byte, into *yaml.Node) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("yaml: %v", r)
		}
	}()
	return yaml.Unmarshal(src, into)
}

// causes maps the parser's words to problems that say what to do about them.
var causes = []struct{ words, id string }{
	{"exceeded max depth", "yaml-too-deep"},
	{"unknown anchor", "yaml-alias"},
	{"mapping values are not allowed", "yaml-colon"},
	{"could not find expected ':'", "yaml-colon-missing"},
	{"did not find expected alphabetic or numeric", "yaml-alias"},
	{"found unexpected end of stream", "yaml-quote-unclosed"},
	{"found unexpected document indicator", "yaml-quote-unclosed"},
	{"found unknown escape character", "yaml-escape"},
	{"did not find expected hexdecimal number", "yaml-escape"},
	{"undefined tag handle", "yaml-tag"},
}

// explain turns an error of the parser into a problem.
func explain(err error, src []byte, at Source) diag.Problem {
	line, reason := errorPlace(err.Error())
	if n, col, found := indentTab(src); found {
		return at.problem("yaml-tab", n, col)
	}
	id := "yaml-syntax"
	for _, c := range causes {
		if strings.Contains(reason, c.words) {
			id = c.id
			break
		}
	}
	line = max(1, min(line, bytes.Count(src, []byte{'\n'})+1))
	p := at.problem(id, line, 0, "reason", excerpt(reason))
	switch id {
	case "yaml-too-deep":
		p.Args["max"] = strconv.Itoa(MaxDepth)
	case "yaml-tag":
		p.Args["tag"] = "!"
	case "yaml-colon":
		p.Line, p.Col = colonPlace(src, line, at)
	case "yaml-quote-unclosed":
		if i := openQuote(src); i >= 0 {
			n, col := position(src, i)
			p.Line, p.Col = at.line(n), col
		}
	}
	return p
}

// errorPlace reads "yaml: line 3: reason".
func errorPlace(text string) (line int, reason string) {
	reason = strings.TrimPrefix(text, "yaml: ")
	if after, found := strings.CutPrefix(reason, "line "); found {
		if number, rest, found := strings.Cut(after, ": "); found {
			if n, err := strconv.Atoi(number); err == nil {
				return n, rest
			}
		}
	}
	return 1, reason
}

// indentTab finds the first line that is indented with a tab.
func indentTab(src []byte) (line, col int, found bool) {
	rest := src
	for n := 1; len(rest) > 0; n++ {
		var text []byte
		text, rest = cutLine(rest)
		indent := text[:len(text)-len(bytes.TrimLeft(text, " \t"))]
		if i := bytes.IndexByte(indent, '\t'); i >= 0 && len(bytes.TrimSpace(text)) > 0 {
			return n, i + 1, true
		}
	}
	return 0, 0, false
}

// colonPlace finds the colon that cannot be: the second one followed by a
// space on the line the parser names or the one beside it.
func colonPlace(src []byte, line int, at Source) (int, int) {
	lines := bytes.SplitN(src, []byte{'\n'}, line+2)
	for _, n := range []int{line, line + 1, line - 1} {
		if n < 1 || n > len(lines) || n == line+2 {
			continue
		}
		text := lines[n-1]
		first := bytes.Index(text, []byte(": "))
		if first < 0 {
			continue
		}
		if second := bytes.Index(text[first+2:], []byte(": ")); second >= 0 {
			return at.line(n), column(text, first+2+second)
		}
	}
	return at.line(line), 0
}

// openQuote returns the offset of the quote that is opened and never closed,
// or -1. The parser only knows where the text ended, which is no help.
func openQuote(src []byte) int {
	before := byte('\n') // last character that is not a space
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case c == ' ':
			continue
		case c == '#' && (i == 0 || src[i-1] <= ' '):
			end := bytes.IndexByte(src[i:], '\n')
			if end < 0 {
				return -1
			}
			i += end
			before = '\n'
			continue
		case (c == '"' || c == '\'') && bytes.IndexByte([]byte("\n:-[{,?"), before) >= 0:
			end := closingQuote(src[i+1:], c)
			if end < 0 {
				return i
			}
			i += 1 + end
		}
		before = src[i]
	}
	return -1
}

// closingQuote returns the offset of the quote that ends a text: \" does not,
// and neither does a doubled single quote.
func closingQuote(s []byte, quote byte) int {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quote == '"':
			i++
		case s[i] == quote && quote == '\'' && i+1 < len(s) && s[i+1] == quote:
			i++
		case s[i] == quote:
			return i
		}
	}
	return -1
}
