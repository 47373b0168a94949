package bia

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/kaaw/nachbar/internal/bsc"
)

// folded makes what people type comparable: composed, in small letters, blanks
// taken together.
func folded(text string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFKC.String(text))), " ")
}

// heads are the names of columns, German and English, without what stands in
// parentheses behind them, by the ids that the layout uses.
var heads = map[string]string{
	"prozess-nr.": "number", "prozess-nr": "number", "prozessnr.": "number", "nr.": "number", "nr": "number", "process no.": "number",
	"prozess": "process", "process": "process", "zuständige stelle": "unit", "unit": "unit", "stand": "state", "state": "state",
	"eigene rto": "own", "own rto": "own", "rpo": "rpo", "notbetriebsniveau": "mbco", "emergency operation": "mbco", "bemerkung": "note", "remark": "note",
	"schadensszenario": "scenario", "szenario": "scenario", "scenario": "scenario", "begründung": "reason", "reason": "reason",
	"4 stunden": "h0", "4 h": "h0", "4 hours": "h0", "24 stunden": "h1", "24 h": "h1", "24 hours": "h1", "1 tag": "h1",
	"3 tage": "h2", "3 days": "h2", "72 stunden": "h2", "7 tage": "h3", "7 days": "h3", "14 tage": "h4", "14 days": "h4", "30 tage": "h5", "30 days": "h5",
	"kategorie": "category", "category": "category", "ressource": "resource", "resource": "resource",
	"menge im normalbetrieb": "normal", "quantity, normal": "normal", "menge im notbetrieb": "emergency", "quantity, emergency": "emergency",
	"braucht nr.": "needed", "braucht nr": "needed", "needs no.": "needed", "rta": "rta", "rpa": "rpa",
	"nachweis, getestet am": "proof", "nachweis": "proof", "proof, tested on": "proof", "maßnahme": "measure", "measure": "measure",
	"ihr eintrag": "entry", "your entry": "entry", "laut vorschlag": "mta", "mtpd laut vorschlag": "mta", "proposed mtpd": "mta",
}

// headOf is the id of the column that a name stands for, or "".
func headOf(text string) string {
	name := folded(text)
	if len(name) > 60 {
		return ""
	}
	if at := strings.IndexByte(name, '('); at > 0 {
		name = strings.TrimSpace(name[:at])
	}
	return heads[name]
}

// columnName is what problems call a column of the damage.
func columnName(id string) string {
	if n, ok := strings.CutPrefix(id, "h"); ok && len(n) == 1 {
		return horizons[n[0]-'0'].Class.Span()
	}
	return "Schadensszenario"
}

// damageStarts are what the categories may be written as.
var damageStarts = map[string]int{"gering": 1, "niedrig": 1, "mittel": 2, "hoch": 3, "sehr hoch": 4}

// damageOf reads a category of damage: "3 hoch", "3" or "hoch"; "" is 0.
func damageOf(text string) (level int, ok bool) {
	word := folded(text)
	if word == "" || word == "–" || word == "-" {
		return 0, true
	}
	if word[0] >= '1' && word[0] <= '4' {
		rest := strings.TrimLeft(word[1:], " -–:=.")
		if named := damageStarts[rest]; rest == "" || named == int(word[0]-'0') {
			return int(word[0] - '0'), true
		}
		return 0, false
	}
	level, ok = damageStarts[word]
	return level, ok
}

// stateOf reads the state of a process; "" is a proposal.
func stateOf(text string) (State, bool) {
	switch folded(text) {
	case "", "vorschlag", "proposal":
		return Proposal, true
	case "geprüft", "geprueft", "reviewed":
		return Reviewed, true
	case "entfällt", "entfaellt", "absent":
		return Absent, true
	}
	return Proposal, false
}

// maxHours is a year.
const maxHours = 8760

// hoursOf reads full hours without a unit; "" is −1.
func hoursOf(text string) (n int, ok bool) {
	if text = strings.TrimSpace(text); text == "" {
		return -1, true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 0 && n <= maxHours
}

// scenarioOf is the position of a scenario by its id or the start of its name,
// −1 for other texts.
func scenarioOf(text string) int {
	name := folded(text)
	for i, starts := range [][]string{{"person", "persönliche", "health"}, {"task", "aufgaben", "performance"}, {"law", "gesetze", "verstoß", "laws"}, {"image", "innen", "reputation", "negative"}, {"finan"}} {
		for _, start := range starts {
			if strings.HasPrefix(name, start) && len(name) < 60 {
				return i
			}
		}
	}
	return -1
}

// idPattern is what the number of a process looks like.
var idPattern = regexp.MustCompile(`^(\d\d-\d\d|e\d\d)$`)

// idOf reads the number of a process, "" for other texts.
func idOf(text string) string {
	id := strings.ReplaceAll(folded(text), "–", "-")
	if !idPattern.MatchString(id) {
		return ""
	}
	return strings.ToUpper(id)
}

// aboutLabels are the names of what is said about the analysis.
var aboutLabels = map[string]string{
	"kommune": "p.member", "municipality": "p.member", "größenklasse": "p.class", "size class": "p.class", "stand der analyse": "p.date", "state of the analysis": "p.date",
	"erfasst von (rolle)": "p.author", "recorded by (role)": "p.author", "untragbarkeitsniveau": "p.level", "level that cannot be borne": "p.level",
}

// aboutKey is the key of what a cell names, or "".
func aboutKey(text string) string {
	name := folded(text)
	switch name {
	case "p.member", "p.class", "p.date", "p.author", "p.level", "c.version":
		return name
	}
	return aboutLabels[name]
}

// classOf is the id of a size class as people write it, or "".
func classOf(text string) string {
	text = strings.ReplaceAll(folded(text), "ß", "ss")
	for _, c := range bsc.Classes() {
		if text == c.ID {
			return c.ID
		}
	}
	return ""
}

// isoDay writes a day as ISO 8601 if it can be none but that one.
func isoDay(text string) string {
	for _, layout := range []string{time.DateOnly, "2.1.2006", "2006-01-02T15:04:05"} {
		if day, err := time.Parse(layout, text); err == nil {
			return day.Format(time.DateOnly)
		}
	}
	return text
}
