package bsc

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
)

// maxRoundBytes is the size of the largest round: 1,000 members, 400 questions.
const maxRoundBytes = 8 << 20

// CSV is the round as a table with one line for each member: the file that is
// kept in the private folder, and that the audit reads.
func (r *Round) CSV() []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Comma = ';'
	head := []string{"member", "class"}
	for _, q := range r.Catalogue.Questions {
		head = append(head, q.ID)
	}
	_ = w.Write(head) // a buffer takes everything
	for _, s := range r.Sheets {
		line := []string{s.Member, s.Class}
		for _, q := range r.Catalogue.Questions {
			line = append(line, s.Answer(q.ID).String())
		}
		_ = w.Write(line)
	}
	w.Flush()
	return out.Bytes()
}

// ReadRoundCSV reads what CSV wrote; the catalogue is found by the ids in the
// head. Problems name lines, never a member or an answer.
func ReadRoundCSV(id string, src []byte, all Catalogues) (*Round, diag.List) {
	place := id + ".csv"
	if len(src) > maxRoundBytes {
		return nil, diag.List{diag.New("bsc-round-large", place, 0, "max", strconv.Itoa(maxRoundBytes>>20))}
	}
	rd := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(src, []byte("\ufeff"))))
	rd.Comma, rd.ReuseRecord, rd.FieldsPerRecord = ';', true, -1
	head, err := rd.Read()
	if err != nil || len(head) < 3 || head[0] != "member" || head[1] != "class" {
		return nil, diag.List{diag.New("bsc-round-head", place, 1)}
	}
	c := all.of(head[2:])
	if c == nil {
		return nil, diag.List{diag.New("bsc-round-catalogue", place, 1, "known", all.names())}
	}
	questions := append([]string(nil), head[2:]...)
	r := &Round{ID: id, Catalogue: c}
	problems := checkHead(place, questions, c)
	for line := 2; ; line++ {
		record, err := rd.Read()
		if err == io.EOF {
			break
		}
		if err != nil || len(record) != len(questions)+2 {
			problems.Add(diag.New("bsc-round-line", place, line, "columns", strconv.Itoa(len(questions)+2)))
			if err != nil {
				break
			}
			continue
		}
		s := &Sheet{Catalogue: c.ID, Member: record[0], Class: record[1], Replies: make(map[string]Reply, len(questions))}
		for i, word := range record[2:] {
			answer, ok := ParseAnswer(word)
			if !ok && word != "" {
				problems.Add(diag.New("bsc-round-word", place, line, "question", questions[i]))
			}
			s.Replies[questions[i]] = Reply{Answer: answer}
		}
		r.Sheets = append(r.Sheets, s)
	}
	return r, problems
}

// checkHead names questions that the catalogue does not have, that stand twice
// and that are missing.
func checkHead(place string, questions []string, c *Catalogue) diag.List {
	var problems diag.List
	seen := map[string]bool{}
	for _, id := range questions {
		if c.Question(id) == nil || seen[id] {
			problems.Add(diag.New("bsc-round-question", place, 1, "id", fmt.Sprintf("%.40q", id), "catalogue", c.ID))
		}
		seen[id] = true
	}
	for _, q := range c.Questions {
		if !seen[q.ID] {
			problems.Add(diag.New("bsc-round-missing", place, 1, "id", q.ID, "catalogue", c.ID))
		}
	}
	return problems
}

// of is the catalogue that the first known question belongs to.
func (all Catalogues) of(questions []string) *Catalogue {
	for _, id := range questions {
		for _, c := range all {
			if c.Question(id) != nil {
				return c
			}
		}
	}
	return nil
}

// names lists the ids of all catalogues.
func (all Catalogues) names() string { return strings.Join(all.IDs(), ", ") }
