package board

import (
	"time"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/history"
)

// Date writes the day of the last change of each status, as the history of the
// file tells it; versions are the newest first. name is where problems are
// reported.
//
// A key "since" that was written with the status, or after it, holds: people
// enter a status some days after the meeting. One that was there before the
// status changed is left over: the day of the change holds, and the key is
// warned about. Without the key the day of the change holds, or that on which
// the entry was first there. A status that is not recorded yet has the day of
// its own key, or none.
func (b *Board) Date(versions []history.Version, name string) (problems diag.List) {
	var past []past
	for _, v := range versions {
		old, _ := Parse(v.Data, name)
		past = append(past, pastOf(v.Day, old))
	}
	for _, r := range b.Results {
		for i := range r.Work {
			w := &r.Work[i]
			since, stale := dayOf(w, r.ID+"/"+w.Group, past)
			if w.Day = since; stale {
				problems.Add(diag.New("board-since", name, r.Line, "result", r.ID, "group", w.Group,
					"since", day(w.Since).Format(time.DateOnly), "changed", since.Format(time.DateOnly)).AsWarning())
			}
		}
	}
	return problems
}

// Undated warns, once, that days are missing, as those of a history that cannot
// be read; reason is the id of the problem.
func (b *Board) Undated(reason, name string) diag.List {
	for _, r := range b.Results {
		for _, w := range r.Work {
			if w.Day.IsZero() {
				return diag.List{diag.New(reason, name, r.Line, "result", r.ID).AsWarning()}
			}
		}
	}
	return nil
}

// past is an earlier version of the board by "result/group".
type past struct {
	day   time.Time
	parts map[string]Work
}

func pastOf(day time.Time, b *Board) past {
	p := past{day: day, parts: map[string]Work{}}
	for _, r := range b.Results {
		for _, w := range r.Work {
			p.parts[r.ID+"/"+w.Group] = w
		}
	}
	return p
}

// dayOf is the day of a part's last change, and whether its key since was left over.
func dayOf(w *Work, key string, versions []past) (since time.Time, stale bool) {
	declared := day(w.Since)
	var changed time.Time
	for _, v := range versions {
		before, known := v.parts[key]
		if !known {
			break
		}
		if before.Status != w.Status {
			if !declared.IsZero() && day(before.Since).Equal(declared) {
				return changed, !changed.IsZero()
			}
			break
		}
		changed = v.day
	}
	if !declared.IsZero() {
		return declared, false
	}
	return changed, false
}
