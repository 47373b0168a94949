package versions

import (
	"slices"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
)

// Check holds now, the template of a page as it stands, to its earlier
// releases, before it becomes one itself. fresh is false if there is nothing to
// release: now is the last release, word for word. lines are the lines of the
// page's file on which blocks start.
//
// A release is refused that has the number of another one or an older one, that
// changes something without an entry in changes that says why, or in which a
// block is gone that nobody said to be left out: copies that people took home
// find their way back by the ids of blocks.
func Check(p *content.Page, now *Version, released []*Version, lines map[string]int) (fresh bool, problems diag.List) {
	last := Last(released)
	if last == nil {
		return true, nil
	}
	report := func(id string, line int, pairs ...string) {
		problems.Add(diag.New(id, p.Source, line, append(pairs, "id", now.ID, "version", now.Number.String())...))
	}
	changed := Compare(last, now).Changed()
	for _, v := range released {
		if v.Number != now.Number {
			continue
		}
		switch {
		case Equal(v, now):
			return false, nil
		case v == last:
			report("version-same", lines[first(changed)], "blocks", Names(changed))
		default:
			report("version-frozen", 1, "newest", last.Number.String())
		}
		return false, problems
	}
	if now.Number.Compare(last.Number) < 0 {
		report("version-older", 1, "newest", last.Number.String())
	}
	if !slices.ContainsFunc(p.Template.Changes, func(c content.Change) bool { return c.Version == now.Number && c.Why != "" }) {
		report("version-without-reason", lines[first(changed)], "blocks", Names(changed))
	}
	for _, id := range gone(last, now) {
		block, _ := last.Block(id)
		report("version-block-gone", 1, "block", id, "title", block.Heading(), "newest", last.Number.String())
	}
	return true, problems
}

// gone lists the blocks that a version lost and does not name as left out.
func gone(last, now *Version) []string {
	var ids []string
	for _, b := range last.Blocks {
		if _, ok := now.Block(b.ID); !ok && !slices.Contains(now.Without, b.ID) {
			ids = append(ids, b.ID)
		}
	}
	return ids
}

// Last is the release with the highest number, nil without any.
func Last(released []*Version) *Version {
	if len(released) == 0 {
		return nil
	}
	return slices.MaxFunc(released, func(a, b *Version) int { return a.Number.Compare(b.Number) })
}

// Changed lists the ids of the blocks that are not the same.
func (d *Difference) Changed() []string {
	var ids []string
	for _, b := range d.Blocks {
		if b.Op != Same || b.Moved {
			ids = append(ids, b.ID)
		}
	}
	return ids
}

func first(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return ids[0]
}

// maxNames is how many blocks a message names.
const maxNames = 6

// Names lists the first few ids for a message.
func Names(ids []string) string {
	out := ""
	for i, id := range ids {
		if i == maxNames {
			return out + ", …"
		}
		if i > 0 {
			out += ", "
		}
		out += id
	}
	return out
}
