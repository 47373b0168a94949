package bia

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/disclosure"
)

// Returns are the analyses of all members that are counted together. Like the
// answers to a check they exist in memory and in the private folder of whoever
// counts it, and nowhere else.
type Returns struct {
	ID     string // "2026"
	Values []Values
}

// Values are the MTPDs that a municipality worked out for itself, by process.
// Proposals that nobody looked at are no values.
type Values struct {
	Member, Class string
	MTPD          map[string]Class
}

// Own are the values of a filled workbook: of the catalogue's processes that were
// reviewed, as far as an MTPD follows from the ratings.
func (w *Workbook) Own(c *Catalogue) Values {
	v := Values{Member: w.Member, Class: w.Class, MTPD: map[string]Class{}}
	figures := w.Figures()
	for _, e := range w.Processes {
		if class := figures[e.ID].MTPD; e.State == Reviewed && class != "" && c.Process(e.ID) != nil {
			v.MTPD[e.ID] = class
		}
	}
	return v
}

// Upto are the cumulative shares that are published: up to 24 hours, up to 72
// (as numbers of classes, see Classes).
func Upto() []int { return []int{2, 3} }

// Table is the round as package disclosure takes it. No single class and no two
// next to each other may become certain for a member. Problems name workbooks by
// number.
func (r *Returns) Table(c *Catalogue) (disclosure.Table, diag.List) {
	t := disclosure.Table{Round: r.ID, Catalogue: Edition, Set: "bia", Yes: []int{0}}
	for i, class := range Classes() {
		t.Answers = append(t.Answers, string(class))
		t.Sensitive = append(t.Sensitive, []int{i})
		t.Applicable = append(t.Applicable, i)
	}
	for i := 1; i < len(t.Answers); i++ {
		t.Sensitive = append(t.Sensitive, []int{i - 1, i})
	}
	for _, class := range bsc.Classes() {
		t.Classes, t.Titles = append(t.Classes, class.ID), append(t.Titles, class.Title)
	}
	for _, p := range c.Processes {
		t.Questions = append(t.Questions, p.ID)
	}
	problems := r.fill(&t)
	return t, problems
}

// fill adds the units and names what is wrong with them.
func (r *Returns) fill(t *disclosure.Table) diag.List {
	var problems diag.List
	seen := map[string]int{}
	for i, v := range r.Values {
		place := bsc.SheetPlace(r.ID, i)
		key := bsc.MemberKey(v.Member)
		if other, twice := seen[key]; twice {
			problems.Add(diag.New("bsc-member-twice", place, 0, "other", bsc.SheetPlace(r.ID, other)))
		}
		seen[key] = i
		if v.Member == "" {
			problems.Add(diag.New("bsc-member-missing", place, 0))
		}
		class := slices.Index(t.Classes, v.Class)
		if class < 0 {
			problems.Add(diag.New("bsc-class", place, 0, "known", strings.Join(t.Classes, ", ")))
			continue
		}
		unit := disclosure.Unit{Key: key, Class: class}
		for _, id := range t.Questions {
			answer := uint8(disclosure.NoAnswer)
			if rank := v.MTPD[id].Rank(); rank >= 0 {
				answer = uint8(rank)
			}
			unit.Answers = append(unit.Answers, answer)
		}
		t.Units = append(t.Units, unit)
	}
	return problems
}

// maxRoundBytes is the size of the largest counted round.
const maxRoundBytes = 8 << 20

// CSV is the round with one line for each member and one column for each
// process: the file that is kept in the private folder, and counted again with
// later rounds.
func (r *Returns) CSV(c *Catalogue) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Comma = ';'
	head := []string{"member", "class"}
	for _, p := range c.Processes {
		head = append(head, p.ID)
	}
	_ = w.Write(head) // a buffer takes everything
	for _, v := range r.Values {
		line := []string{v.Member, v.Class}
		for _, id := range head[2:] {
			line = append(line, string(v.MTPD[id]))
		}
		_ = w.Write(line)
	}
	w.Flush()
	return out.Bytes()
}

// ReadReturnsCSV reads what CSV wrote. Processes that the catalogue no longer has
// are kept. Problems name lines, never a member or a value.
func ReadReturnsCSV(id string, src []byte) (*Returns, diag.List) {
	place := id + ".csv"
	if len(src) > maxRoundBytes {
		return nil, diag.List{diag.New("bsc-round-large", place, 0, "max", strconv.Itoa(maxRoundBytes>>20))}
	}
	rd := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(src, []byte("\ufeff"))))
	rd.Comma, rd.FieldsPerRecord = ';', -1
	head, err := rd.Read()
	if err != nil || len(head) < 3 || head[0] != "member" || head[1] != "class" {
		return nil, diag.List{diag.New("bsc-round-head", place, 1)}
	}
	r := &Returns{ID: id}
	var problems diag.List
	for line := 2; ; line++ {
		record, err := rd.Read()
		if errors.Is(err, io.EOF) {
			return r, problems
		}
		if err != nil || len(record) != len(head) {
			problems.Add(diag.New("bsc-round-line", place, line, "columns", strconv.Itoa(len(head))))
			if err != nil {
				return r, problems
			}
			continue
		}
		v := Values{Member: record[0], Class: record[1], MTPD: map[string]Class{}}
		for i, word := range record[2:] {
			switch class := Class(word); {
			case class.Rank() >= 0:
				v.MTPD[head[i+2]] = class
			case word != "":
				problems.Add(diag.New("bia-round-word", place, line, "process", fmt.Sprintf("%.10q", head[i+2])))
			}
		}
		r.Values = append(r.Values, v)
	}
}

// Collected is a round as it was handed in; Files are as in bsc.Collected.
type Collected struct {
	Returns *Returns
	Files   map[string]string
}

// ReadReturns reads a round of the private folder: the file <id>.csv if it was
// counted before, else one workbook for each member from the folder <id>.
func ReadReturns(ctx context.Context, private fs.FS, id string, c *Catalogue) (*Collected, diag.List, error) {
	src, err := fs.ReadFile(private, id+".csv")
	switch {
	case err == nil:
		r, problems := ReadReturnsCSV(id, src)
		return &Collected{Returns: r}, problems, nil
	case !errors.Is(err, fs.ErrNotExist):
		return nil, nil, fmt.Errorf("read round %s: %w", id, err)
	}
	books, files, problems, err := bsc.Collect(ctx, private, id, func(name string, data []byte) (*Workbook, diag.List, error) {
		return ReadWorkbook(name, data, c)
	})
	if err != nil {
		return nil, nil, err
	}
	out := &Collected{Returns: &Returns{ID: id}, Files: files}
	for _, w := range books {
		out.Returns.Values = append(out.Returns.Values, w.Own(c))
	}
	return out, problems, nil
}
