package results

import (
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/disclosure"
)

// Whatever a file of a round holds, it is read or refused, and what is shown of
// it are shares.
func FuzzNew(f *testing.F) {
	all := catalogues(f)
	members, public := release(f, population(all["neu"], "2026", 48, 0, 1), nil)
	for _, r := range []*disclosure.Release{members, public} {
		r.Cells = slices.DeleteFunc(r.Cells, func(c disclosure.Cell) bool { return !strings.HasPrefix(c.Questions[0], "neu-T01") })
		if _, faults := New(r, all); len(faults) > 0 {
			f.Fatal(faults)
		}
		src, err := r.Bytes()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Add([]byte(`{"format":"nachbar-round/1","round":"2026","catalogue":"neu","groups":{"2026/alle":{"n":3}},"cells":[{"g":"2026/alle","q":["neu-T01-01"],"num":["ja"],"topic":"T01+T01","lo":0,"hi":1}]}`))
	f.Add([]byte(`{"format":"nachbar-round/1","round":"2026","catalogue":"neu","groups":{"2026/alle":{"n":10}},"cells":[]}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		r, err := disclosure.ReadRelease(src)
		if err != nil {
			return
		}
		round, faults := New(r, all)
		if len(faults) > 0 {
			return
		}
		spans := []Span{round.Total()}
		for _, topic := range round.ByShare() {
			spans = append(spans, topic.Share, TrendOf([]*Round{round, round}, topic).Share(Point{}))
			topic.ByYes()
		}
		for _, s := range spans {
			if !(s.Lo <= s.Hi && s.Mid >= s.Lo && s.Mid <= s.Hi) && len(round.Groups) == 0 {
				t.Errorf("a share is %+v", s)
			}
		}
		round.GroupsByShare()
		if _, err := round.CSV(); err != nil {
			t.Error(err)
		}
	})
}
