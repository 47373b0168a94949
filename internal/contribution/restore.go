package contribution

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/exchange"
	"github.com/kaaw/nachbar/internal/versions"
)

// restorer makes Markdown of a copy of a template.
type restorer struct {
	r    *Result
	copy *copied
	t    *Template
	// base is the template as it was copied: its own file filled with the same
	// data and read the same way, so that what the reader cannot see in the one
	// it cannot see in the other. ids are block ids by bookmark.
	base *copied
	ids  map[string]string
	// current says that the copy is of the version that the portal has.
	current bool
	scrub   []datum
	body    strings.Builder
}

// restore makes a draft of a copy.
func restore(ctx context.Context, r *Result, c *copied, ext string, opt Options) error {
	t, err := opt.Template(c.id)
	if err != nil {
		return err
	}
	r.Copied = c.id + "@" + c.version
	if t == nil {
		r.note("unknown-template", "id", c.id)
		t = &Template{ID: c.id, Section: opt.Section}
	}
	m := &restorer{r: r, copy: c, t: t, ids: map[string]string{}, current: t.Now != nil && t.Version == c.version}
	if err := m.prepare(ctx, ext, opt); err != nil {
		return err
	}
	m.blocks()
	text := m.body.String()
	judge(r, text, opt)
	r.Page, err = templatePage(r, t, text, nil, opt)
	return err
}

// prepare finds what the copy is held against.
func (m *restorer) prepare(ctx context.Context, ext string, opt Options) error {
	m.scrub = scrubbed(m.copy.data, m.t.Source)
	if m.t.Now == nil {
		m.base = &copied{}
		return nil
	}
	old := m.t.Now
	if !m.current {
		old = nil
		for _, v := range m.t.Released {
			if v.Number.String() == m.copy.version {
				old = v
			}
		}
		m.r.note("older", "version", m.copy.version, "current", m.t.Version)
	}
	for _, v := range append(slices.Clone(m.t.Released), m.t.Now) {
		for _, b := range v.Blocks {
			m.ids[exchange.Bookmark(m.t.ID, b.ID)] = b.ID
		}
	}
	if !m.current {
		m.base = frozen(m.t.ID, old, m.copy.values)
		return nil
	}
	return m.fill(ctx, ext, opt)
}

// landField decides which boxes about the law of one Land a copy has. It stands
// in the stamp only if a text names it, so the other values are tried.
const landField = "kommune.land"

// fill makes the template as it was copied; of several ways the one that most of
// the copy fits.
func (m *restorer) fill(ctx context.Context, ext string, opt Options) error {
	f, err := m.t.Form(strings.TrimPrefix(ext, "."))
	if err != nil {
		return fmt.Errorf("make %s: %w", m.t.ID, err)
	}
	lands := []string{m.copy.values[landField]}
	if lands[0] == "" {
		lands = append(lands, "Nordrhein-Westfalen", "Niedersachsen")
	}
	best := -1
	for _, land := range lands {
		values := maps.Clone(m.copy.values)
		if land != "" {
			if values == nil {
				values = map[string]string{}
			}
			values[landField] = land
		}
		file, err := f.Bytes(values)
		if err != nil {
			return fmt.Errorf("make %s: %w", m.t.ID, err)
		}
		base, err := readCopy(ctx, ext, file, opt.Callouts)
		if err != nil {
			return err
		}
		if fits := m.fits(base); fits > best {
			best, m.base = fits, base
		}
	}
	return nil
}

// fits counts the blocks that are the same.
func (m *restorer) fits(base *copied) (n int) {
	for _, b := range m.copy.blocks {
		if other, found := base.block(b.bookmark); found {
			if _, same := m.align(other.lines, b.lines); same {
				n++
			}
		}
	}
	return n
}

// frozen is a released version as if it had been read.
func frozen(id string, v *versions.Version, values map[string]string) *copied {
	c := &copied{}
	if v == nil {
		return c
	}
	for _, b := range v.Blocks {
		for _, l := range b.Lines {
			texts := l.Cells
			if len(texts) == 0 {
				texts = []string{l.Text}
			}
			read := line{kind: l.Kind, typ: l.Type, level: l.Level}
			for _, text := range texts {
				runs := exchange.Fieldwise(text)
				for i := range runs {
					if runs[i].Field != "" {
						runs[i].Text = values[runs[i].Field]
					}
				}
				read.cells = append(read.cells, runs)
			}
			c.add(exchange.Bookmark(id, b.ID), read)
		}
	}
	return c
}

// scrubbed are the data that must not stay: what the template says itself tells
// nothing of the neighbour, nor do values of three letters. Long ones first.
func scrubbed(data []datum, source []byte) []datum {
	list := slices.DeleteFunc(slices.Clone(data), func(d datum) bool {
		return len([]rune(d.value)) < 4 || bytes.Contains(source, []byte(d.value))
	})
	slices.SortFunc(list, func(a, b datum) int {
		return cmp.Or(len(b.value)-len(a.value), strings.Compare(a.value, b.value), strings.Compare(a.field, b.field))
	})
	return slices.Compact(list)
}

// clear puts fields where values stand.
func (m *restorer) clear(text string) string {
	for _, d := range m.scrub {
		text = strings.ReplaceAll(text, d.value, "{{"+d.field+"}}")
	}
	return text
}

// cleared is a line without values.
func (m *restorer) cleared(l line) line {
	l.cells = slices.Clone(l.cells)
	for i, cell := range l.cells {
		l.cells[i] = joinRuns(cell)
		for j := range l.cells[i] {
			if l.cells[i][j].Field == "" {
				l.cells[i][j].Text = m.clear(l.cells[i][j].Text)
			}
		}
	}
	return l
}

// blocks writes the blocks in the order of the copy and lists what changed.
func (m *restorer) blocks() {
	for _, b := range m.copy.blocks {
		base, known := m.base.block(b.bookmark)
		steps, same := m.align(base.lines, b.lines)
		id := cmp.Or(m.ids[b.bookmark], m.guess(b.bookmark))
		own, there := m.sourceOf(id)
		var text string
		switch {
		case same && known && there:
			text = own
		case there && known && m.current:
			var patched bool
			if text, patched = patch(own, steps); !patched {
				text = compose(m.all(b.lines), id)
				m.r.note("rewritten", "block", id)
			}
			text = m.clear(text)
		default:
			text = m.clear(compose(m.all(b.lines), id))
		}
		if !same {
			m.change(id, cmp.Or(map[bool]string{true: "changed"}[known], "added"), steps)
		}
		if m.body.Len() > 0 {
			m.body.WriteString("\n")
		}
		m.body.WriteString(strings.Trim(text, "\n") + "\n")
	}
	for _, b := range m.base.blocks {
		if _, there := m.copy.block(b.bookmark); !there {
			m.change(m.ids[b.bookmark], "removed", nil)
		}
	}
}

// all are lines without values.
func (m *restorer) all(list []line) []line {
	out := make([]line, len(list))
	for i, l := range list {
		out[i] = m.cleared(l)
	}
	return out
}

// guess takes the id of a block from a bookmark of an unknown template.
func (m *restorer) guess(bookmark string) string {
	name := strings.TrimPrefix(bookmark, "_nb_"+strings.ReplaceAll(m.t.ID, "-", "_")+"_")
	return strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(name, "_nb_"), "_", "-"))
}

// sourceOf is the text of a block as the template's file has it.
func (m *restorer) sourceOf(id string) (string, bool) {
	from, there := m.t.Lines[id]
	if !there || id == "" {
		return "", false
	}
	lines := strings.Split(strings.ReplaceAll(string(m.t.Source), "\r\n", "\n"), "\n")
	to := len(lines) + 1
	for _, other := range m.t.Lines {
		if other > from {
			to = min(to, other)
		}
	}
	if from < 1 || from > len(lines) {
		return "", false
	}
	return strings.Trim(strings.Join(lines[from-1:to-1], "\n"), "\n") + "\n", true
}

func (m *restorer) change(id, op string, steps []step) {
	c := Change{Block: id, Op: op}
	for _, s := range steps {
		if s.old != nil && s.now == nil {
			c.Lines = append(c.Lines, "- "+s.old.plain(true))
		}
		if s.now != nil && s.old == nil {
			c.Lines = append(c.Lines, "+ "+s.now.plain(true))
		}
		if s.old != nil && s.now != nil && !s.same {
			c.Lines = append(c.Lines, "- "+s.old.plain(true), "+ "+s.now.plain(true))
		}
	}
	m.r.Changes = append(m.r.Changes, c)
}

// step pairs a line of the template with one of the copy.
type step struct {
	old, now *line
	same     bool
}

// align pairs lines: those that say the same by the longest common sequence,
// what is between two of them one by one.
func (m *restorer) align(base, list []line) (steps []step, same bool) {
	shown := map[string]string{}
	keys := make([]string, len(base))
	for i, l := range base {
		keys[i] = l.plain(true)
		shown[l.plain(false)] = keys[i]
	}
	now := make([]string, len(list))
	for i, l := range list {
		now[i] = m.cleared(l).plain(true)
		if key, found := shown[l.plain(false)]; found && !slices.Contains(keys, now[i]) {
			now[i] = key
		}
	}
	same = slices.Equal(keys, now)
	pairs := common(keys, now)
	i, j := 0, 0
	for _, p := range append(pairs, [2]int{len(base), len(list)}) {
		for i < p[0] || j < p[1] {
			var s step
			if i < p[0] {
				s.old = &base[i]
				i++
			}
			if j < p[1] {
				l := m.cleared(list[j])
				s.now = &l
				j++
			}
			steps = append(steps, s)
		}
		if p[0] < len(base) && p[1] < len(list) {
			steps = append(steps, step{old: &base[i], now: &list[j], same: true})
			i, j = i+1, j+1
		}
	}
	return steps, same
}

// maxPairs is the size of the largest table of common.
const maxPairs = 4_000_000

// common is the longest common sequence of two lists, as pairs of indices;
// of very long lists, their common start.
func common(a, b []string) (pairs [][2]int) {
	if len(a)*len(b) > maxPairs {
		for i := 0; i < min(len(a), len(b)) && a[i] == b[i]; i++ {
			pairs = append(pairs, [2]int{i, i})
		}
		return pairs
	}
	width := len(b) + 1
	best := make([]int32, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				best[i*width+j] = best[(i+1)*width+j+1] + 1
			} else {
				best[i*width+j] = max(best[(i+1)*width+j], best[i*width+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case best[(i+1)*width+j] >= best[i*width+j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}
