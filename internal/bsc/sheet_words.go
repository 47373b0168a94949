package bsc

import (
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// lenientWords are words that can mean one answer only, as people type them.
var lenientWords = map[string]Answer{
	"ja": Yes, "j": Yes, "yes": Yes,
	"teilweise": Partly, "teilw": Partly, "teils": Partly, "tw": Partly, "t": Partly,
	"nein": No, "n": No, "no": No,
	"entbehrlich": NotApplicable, "entb": NotApplicable, "e": NotApplicable, "n/a": NotApplicable, "n.a": NotApplicable, "na": NotApplicable,
}

// lenientAnswer reads what stands in a cell for an answer: case, blanks and a
// full stop at the end do not count. ok is false for a word that can mean none
// of the answers, or more than one.
func lenientAnswer(text string) (a Answer, ok bool) {
	word := strings.TrimRight(folded(text), ".! ")
	if word == "" {
		return Open, text == ""
	}
	a, ok = lenientWords[word]
	return a, ok
}

// folded makes what people type comparable: composed, in small letters, blanks
// taken together.
func folded(text string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFKC.String(text))), " ")
}

// column is what a column of a table is about.
type column int

const (
	noColumn column = iota
	answerColumn
	reasonColumn
	responsibleColumn
	dueColumn
	entryColumn
)

// heads are the starts of column names, German and English.
var heads = []struct {
	start  string
	column column
}{
	{"antwort", answerColumn}, {"answer", answerColumn},
	{"begründung", reasonColumn}, {"bemerkung", reasonColumn}, {"reason", reasonColumn},
	{"verantwortlich", responsibleColumn}, {"zuständig", responsibleColumn}, {"responsible", responsibleColumn},
	{"frist", dueColumn}, {"umsetzung bis", dueColumn}, {"due", dueColumn},
	{"ihr eintrag", entryColumn}, {"your entry", entryColumn},
}

// headOf is the column that a name in a head stands for. A head is short: the
// answer to a question may start with such a word, too.
func headOf(text string) column {
	text = folded(text)
	if len(text) > 40 {
		return noColumn
	}
	for _, h := range heads {
		if strings.HasPrefix(text, h.start) {
			return h.column
		}
	}
	return noColumn
}

// aboutLabels are the starts of the names of what is said about the check.
var aboutLabels = []struct{ start, key string }{
	{"kommune", "p.member"}, {"municipality", "p.member"}, {"größenklasse", "p.class"}, {"size class", "p.class"}, {"datum", "p.date"}, {"day of", "p.date"},
	{"erfass", "p.author"}, {"recorded", "p.author"}, {"befragt", "p.interviewed"}, {"interviewed", "p.interviewed"},
}

// aboutKey is the key of what a cell names: "p.member" for itself and for its
// label, "" for other texts.
func aboutKey(text string) string {
	text = folded(text)
	for _, l := range aboutLabels {
		if text == l.key || len(text) < 40 && strings.HasPrefix(text, l.start) {
			return l.key
		}
	}
	if text == "c.version" || text == "c.catalogue" {
		return text
	}
	return ""
}

// isoDay writes a day as ISO 8601 if it can be none but that one, else leaves it
// as it is written.
func isoDay(text string) string {
	text = strings.TrimSpace(text)
	for _, layout := range []string{time.DateOnly, "2.1.2006", "02.01.2006", "2006-01-02T15:04:05"} {
		if day, err := time.Parse(layout, text); err == nil {
			return day.Format(time.DateOnly)
		}
	}
	return text
}

// classID is the id of a size class as people write it, "" if it is none.
func classID(text string) string {
	text = strings.ReplaceAll(folded(text), "ß", "ss")
	for _, c := range Classes() {
		if text == c.ID {
			return c.ID
		}
	}
	return ""
}
