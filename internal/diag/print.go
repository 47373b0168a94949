package diag

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Translator gives the text for a key of the message catalogue; *i18n.Catalogue
// is one. If it also has Has(key string) bool, hints that do not exist are
// left out.
type Translator interface {
	T(key string, args map[string]string) string
}

// The longest argument of a message and the longest path, in characters.
// Arguments quote content, and content may be anything; a path that is cut
// does not lead to the file any more.
const (
	maxArg  = 200
	maxPath = 4096
)

// Text returns the message of a problem and its hint. Arguments are cut at 200
// characters and their control, direction and invisible characters escaped, so
// both are safe on a terminal; they are plain text, not HTML.
func Text(p Problem, tr Translator) (message, hint string) {
	args := make(map[string]string, len(p.Args))
	for name, value := range p.Args {
		args[name] = Clean(value)
	}
	key := "diag." + p.ID
	message = tr.T(key, args)
	if known, ok := tr.(interface{ Has(string) bool }); ok && !known.Has(key+".hint") {
		return message, ""
	}
	return message, tr.T(key+".hint", args)
}

// Clean returns s cut at 200 characters, with line breaks, controls, direction
// marks and other invisible characters written as \n or \u202e.
func Clean(s string) string { return clean(s, maxArg) }

func clean(s string, limit int) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n++; n > limit {
			b.WriteRune('…')
			break
		}
		if r == utf8.RuneError || !unicode.IsGraphic(r) || r != ' ' && unicode.IsSpace(r) && r != '\u00a0' {
			quoted := strconv.QuoteRuneToASCII(r)
			b.WriteString(quoted[1 : len(quoted)-1])
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Print writes each problem of l as
//
//	content/leitfaden/bia.md:12:3: yaml-unknown-key unknown key „titel“
//	  hint: did you mean: title?
//
// in the order of l. Line and column are left out where they are unknown, and
// so is the path of a problem of the whole site.
func Print(w io.Writer, l List, tr Translator) error {
	out := bufio.NewWriter(w)
	for _, p := range l {
		message, hint := Text(p, tr)
		if place := p.place(); place != "" {
			fmt.Fprintf(out, "%s: ", place)
		}
		fmt.Fprintf(out, "%s %s\n", p.ID, message)
		if hint != "" {
			fmt.Fprintf(out, "  hint: %s\n", hint)
		}
	}
	return out.Flush()
}

// place returns path:line:col as far as it is known.
func (p Problem) place() string {
	place := clean(p.Path, maxPath)
	if p.Line > 0 && place != "" {
		place += ":" + strconv.Itoa(p.Line)
		if p.Col > 0 {
			place += ":" + strconv.Itoa(p.Col)
		}
	}
	return place
}

type jsonProblem struct {
	ID       string `json:"id"`
	Severity string `json:"severity"`
	Path     string `json:"path"`
	Line     int    `json:"line"`
	Col      int    `json:"col"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
}

// PrintJSON writes l as a JSON list of {id, severity, path, line, col, message,
// hint}; an empty list is [].
func PrintJSON(w io.Writer, l List, tr Translator) error {
	problems := make([]jsonProblem, 0, len(l))
	for _, p := range l {
		message, hint := Text(p, tr)
		problems = append(problems, jsonProblem{p.ID, p.Severity.String(), p.Path, p.Line, p.Col, message, hint})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(problems)
}

// PrintGitHub writes l as workflow commands of GitHub Actions, which shows
// them beside the line: ::error file=…,line=…,col=…,title=ID::message (hint).
func PrintGitHub(w io.Writer, l List, tr Translator) error {
	out := bufio.NewWriter(w)
	for _, p := range l {
		message, hint := Text(p, tr)
		if hint != "" {
			message += " (" + hint + ")"
		}
		fmt.Fprintf(out, "::%s %stitle=%s::%s\n", p.Severity, p.gitHubPlace(), property.Replace(p.ID), data.Replace(message))
	}
	return out.Flush()
}

func (p Problem) gitHubPlace() string {
	if p.Path == "" {
		return ""
	}
	place := "file=" + property.Replace(clean(p.Path, maxPath)) + ","
	if p.Line > 0 {
		place += "line=" + strconv.Itoa(p.Line) + ","
	}
	if p.Line > 0 && p.Col > 0 {
		place += "col=" + strconv.Itoa(p.Col) + ","
	}
	return place
}

// The escapes of workflow commands, for the message and for its properties.
var (
	data     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
