package audit

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
)

// rawRound is the raw answers of a round. Its errors name lines and columns,
// never a member or an answer.
type rawRound struct {
	name    string
	columns map[string]int
	keys    []string
	classes []string
	units   [][]string
}

// readMembers reads the raw answers of a round: CSV with semicolons, the head
// "member;class;<question>…", a member a row in the order of arrival.
func readMembers(name string, src []byte) (*rawRound, error) {
	if len(src) > maxFile {
		return nil, fmt.Errorf("answers of %s: have %d bytes, at most %d are read", name, len(src), maxFile)
	}
	rd := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(src, []byte("\ufeff"))))
	rd.Comma, rd.FieldsPerRecord = ';', -1
	rows, err := rd.ReadAll()
	if err != nil {
		var parse *csv.ParseError
		if errors.As(err, &parse) { // its own text may quote what it read
			return nil, fmt.Errorf("answers of %s: line %d is no CSV", name, parse.Line)
		}
		return nil, fmt.Errorf("answers of %s: no CSV", name)
	}
	if len(rows) < 2 || len(rows[0]) < 3 || rows[0][0] != "member" || rows[0][1] != "class" {
		return nil, fmt.Errorf("answers of %s: the first line is not member;class;questions, or no member follows", name)
	}
	if len(rows) > maxUnits+1 {
		return nil, fmt.Errorf("answers of %s: more than %d members", name, maxUnits)
	}
	raw := &rawRound{name: name, columns: map[string]int{}}
	for i, id := range rows[0][2:] {
		if _, twice := raw.columns[id]; twice || id == "" {
			return nil, fmt.Errorf("answers of %s: column %d is empty or stands twice", name, i+3)
		}
		raw.columns[id] = i
	}
	for i, row := range rows[1:] {
		if len(row) != len(rows[0]) {
			return nil, fmt.Errorf("answers of %s: line %d has %d columns, the first has %d", name, i+2, len(row), len(rows[0]))
		}
		if slices.Contains(raw.keys, row[0]) {
			return nil, fmt.Errorf("answers of %s: line %d is about a member that has a line already", name, i+2)
		}
		raw.keys = append(raw.keys, row[0])
		raw.classes = append(raw.classes, row[1])
		raw.units = append(raw.units, row[2:])
	}
	return raw, nil
}

// in tells whether member i was in a group of a release.
func (raw *rawRound) in(i int, f *File, g fileGroup) bool {
	return i < f.size() && (g.all || slices.Contains(g.classes, raw.classes[i]))
}

// answers fills the answers of a unit for the questions of a round.
func (raw *rawRound) answers(i int, r *round, u *unit) error {
	for q, id := range r.questions {
		column, ok := raw.columns[id]
		if !ok {
			return fmt.Errorf("answers of %s: no column for question %s", raw.name, cut(id))
		}
		word := raw.units[i][column]
		a := slices.Index(r.answers, word)
		if word == "" {
			a = r.files[0].open
		}
		if a < 0 {
			return fmt.Errorf("answers of %s: line %d has no answer to question %s", raw.name, i+2, cut(id))
		}
		u.answers[q] = uint8(a)
	}
	return nil
}
