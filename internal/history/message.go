package history

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/strict"
)

// Bounds of what is read of a message: bytes of it, notes, characters of a note
// and of a role or name.
const (
	maxMessage = 16 << 10
	maxNotes   = 20
	maxNote    = 300
	maxRole    = 80
	maxPath    = 200
)

// Reason says why a line for readers is not shown.
type Reason string

// The reasons: a control character or one that hides or turns text, a mail
// address, more characters or notes than there may be, no text, or no path.
const (
	Hidden  Reason = "hidden"
	Mail    Reason = "mail"
	Long    Reason = "long"
	Many    Reason = "many"
	Empty   Reason = "empty"
	BadPath Reason = "path"
)

// Refusal is a line for readers that is not shown. Line counts from 1 in the
// message.
type Refusal struct {
	Line   int
	Reason Reason
}

// message is what readers may get of a commit's message.
type message struct {
	role    string
	notes   []Note
	refused []Refusal
}

// keyword finds lines such as "Aenderung(leitfaden/bia): Text" and "Rolle: Text".
var keyword = regexp.MustCompile(`^(?i:(aenderung|änderung|change)(?:\(([^)]*)\))?|(rolle|role)):(.*)$`)

// parseMessage reads the lines of a message that are meant for readers. They
// stand behind the first line, which is the subject, and begin with a keyword:
//
//	Aenderung: Fristen der Meldung ergänzt            (also Änderung, Change)
//	Aenderung(leitfaden/bia): Beispiel neu gefasst    about one page
//	Rolle: Redaktion                                  (also Role; the last one counts)
//
// Indented lines go on with the line before. Texts are plain: spaces are joined,
// markup means nothing. Characters that hide or turn text, and mail addresses,
// are refused, not removed.
func parseMessage(text string) message {
	var m message
	if len(text) > maxMessage {
		text = text[:maxMessage]
		text = text[:strings.LastIndexByte(text, '\n')+1] // a line that was cut off says something else
	}
	lines := strings.Split(text, "\n")
	for i := 1; i < len(lines); i++ {
		match := keyword.FindStringSubmatch(strings.TrimSuffix(lines[i], "\r"))
		if match == nil {
			continue
		}
		at, value := i+1, match[4]
		for i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != "" && strings.ContainsAny(lines[i+1][:1], " \t") {
			i++
			value += " " + lines[i]
		}
		if reason := m.take(match[1] != "", match[2], value); reason != "" {
			m.refused = append(m.refused, Refusal{at, reason})
		}
	}
	return m
}

// take adds a note or the role, or says why it does not.
func (m *message) take(note bool, page, value string) Reason {
	if !note {
		role, reason := plain(value, maxRole)
		if reason == "" {
			m.role = role
		}
		return reason
	}
	text, reason := plain(value, maxNote)
	page = strings.Trim(strings.TrimSpace(page), "/")
	switch {
	case reason != "":
		return reason
	case len(m.notes) == maxNotes:
		return Many
	case !isPath(page):
		return BadPath
	}
	m.notes = append(m.notes, Note{Page: page, Text: text})
	return ""
}

// plain is a text with single spaces, or the reason why it is not shown.
func plain(text string, limit int) (string, Reason) {
	text = strings.Join(strings.Fields(text), " ")
	switch {
	case text == "":
		return "", Empty
	case len(strict.CheckText([]byte(text), strict.Source{})) > 0:
		return "", Hidden
	case mailAddress.MatchString(text):
		return "", Mail
	case utf8.RuneCountInString(text) > limit:
		return "", Long
	}
	return text, ""
}

var mailAddress = regexp.MustCompile(`\S@\S`)

func isPath(path string) bool {
	return len(path) <= maxPath && len(strict.CheckText([]byte(path), strict.Source{})) == 0 && !strings.ContainsAny(path, "\\\x00\r\n")
}

func sameWords(a, b string) bool {
	return a != "" && strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}
