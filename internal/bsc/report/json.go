package report

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/diag"
)

// checkFormat names the files that the self-check in the browser hands out
// (web/ts/bsc/state.ts), maxCheck is the size of the largest one.
const (
	checkFormat = "nachbar-check/1"
	maxCheck    = 2 << 20
)

// ReadJSON reads a sheet that the self-check in the browser handed out. name is
// the file as problems call it; they never repeat what somebody wrote.
func ReadJSON(name string, src []byte, all bsc.Catalogues) (*bsc.Sheet, diag.List) {
	if len(src) > maxCheck {
		return nil, diag.List{diag.New("bsc-check-large", name, 0, "max", strconv.Itoa(maxCheck>>20))}
	}
	var file struct {
		Format    string    `json:"format"`
		Catalogue string    `json:"catalogue"`
		Sheet     sheetData `json:"sheet"`
	}
	if err := json.Unmarshal(src, &file); err != nil || file.Format != checkFormat {
		return nil, diag.List{diag.New("bsc-check-format", name, 0, "format", checkFormat)}
	}
	c := all[file.Catalogue]
	if c == nil {
		return nil, diag.List{diag.New("bsc-check-catalogue", name, 0, "id", file.Catalogue)}
	}
	d := file.Sheet
	s := &bsc.Sheet{
		Catalogue: c.ID, Member: d.Member, Class: d.Class, Date: d.Date, Author: d.Author, Interviewed: d.Interviewed, Replies: map[string]bsc.Reply{},
	}
	var problems diag.List
	for _, id := range slices.Sorted(maps.Keys(d.Replies)) {
		r := d.Replies[id]
		answer, ok := bsc.ParseAnswer(r.Answer)
		switch {
		case c.Question(id) == nil:
			problems.Add(diag.New("bsc-check-question", name, 0, "id", id, "catalogue", c.ID).AsWarning())
		case !ok && r.Answer != "":
			problems.Add(diag.New("bsc-check-answer", name, 0, "id", id))
		default:
			s.Replies[id] = bsc.Reply{Answer: answer, Reason: r.Reason, Responsible: r.Responsible, Due: r.Due}
		}
	}
	return s, problems
}
