package audit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Budgets of a release file; a file above one is refused.
const (
	maxFile      = 8 << 20
	maxCells     = 20000
	maxGroups    = 32
	maxUnits     = 2000
	maxQuestions = 400 // of a cell
	maxAnswers   = 8
	maxDecimals  = 6
)

// scale is the denominator of all published shares.
const scale = 1_000_000

// File is a release as the audit understands it; shares are in millionths.
type File struct {
	// Name is what the report calls it.
	Name, Round, Audience string
	Example               bool
	Answers               []string
	Sensitive             []mask
	// open is the answer that open questions were counted as, -1 for none.
	open         int
	groups       []fileGroup
	joined, left int
	before       string
	cells        []fileCell
}

// mask is a set of answers, bit i the answer i of File.Answers.
type mask uint16

func (m mask) has(a int) bool { return m>>a&1 == 1 }

type fileGroup struct {
	name    string
	n       int
	all     bool
	classes []string
}

// kind tells the four sorts of cells apart.
type kind int

const (
	count kind = iota
	edge
	share
	quantile
)

type fileCell struct {
	kind         kind
	group        string
	questions    []string
	a, half, den mask // a is the counted answers, or the numerator
	percentile   int
	lo, hi       int64 // units for counts, millionths for shares
}

// The JSON of nachbar-round/1.
type jsonFile struct {
	Format     string               `json:"format"`
	Round      string               `json:"round"`
	Audience   string               `json:"audience"`
	Catalogue  string               `json:"catalogue"`
	Closed     string               `json:"closed"`
	Example    bool                 `json:"example"`
	Policy     json.RawMessage      `json:"policy"`
	Unanswered string               `json:"unanswered"`
	Sets       map[string]jsonSet   `json:"answer_sets"`
	Groups     map[string]jsonGroup `json:"groups"`
	Since      *jsonSince           `json:"since"`
	Cells      []jsonCell           `json:"cells"`
}

type jsonSet struct {
	Answers   []string   `json:"answers"`
	Sensitive [][]string `json:"sensitive"`
}

type jsonGroup struct {
	N      int      `json:"n"`
	Title  string   `json:"title"`
	Merged []string `json:"merged"`
}

type jsonSince struct {
	Round  string `json:"round"`
	Joined int    `json:"joined"`
	Left   int    `json:"left"`
}

type jsonCell struct {
	Group string          `json:"g"`
	Q     json.RawMessage `json:"q"`
	A     []string        `json:"a"`
	Edge  bool            `json:"edge"`
	Num   []string        `json:"num"`
	Half  []string        `json:"half"`
	Den   []string        `json:"den"`
	P     int             `json:"p"`
	Topic string          `json:"topic"`
	Lo    json.Number     `json:"lo"`
	Hi    json.Number     `json:"hi"`
}

// ReadFile reads a release. Whatever the file says that the format does not
// know, or that the audit could not take into account, is an error: a figure
// that is not understood is not audited.
func ReadFile(name string, src []byte) (*File, error) {
	f, err := readFile(name, src)
	if err != nil {
		return nil, fmt.Errorf("read release %s: %w", name, err)
	}
	return f, nil
}

func readFile(name string, src []byte) (*File, error) {
	if len(src) > maxFile {
		return nil, fmt.Errorf("has %d bytes, at most %d are read", len(src), maxFile)
	}
	d := json.NewDecoder(bytes.NewReader(src))
	d.DisallowUnknownFields()
	var j jsonFile
	if err := d.Decode(&j); err != nil {
		return nil, fmt.Errorf("not a release: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("text after the end of the release")
	}
	if j.Format != "nachbar-round/1" {
		return nil, fmt.Errorf("format is %q, want %q", cut(j.Format), "nachbar-round/1")
	}
	if j.Round == "" || strings.ContainsAny(j.Round, "/|\n") {
		return nil, fmt.Errorf("round %q is no name", cut(j.Round))
	}
	f := &File{Name: name, Round: j.Round, Audience: j.Audience, Example: j.Example}
	if err := f.takeAnswers(j.Sets); err != nil {
		return nil, err
	}
	f.open = slices.Index(f.Answers, j.Unanswered)
	if err := f.takeGroups(j); err != nil {
		return nil, err
	}
	if len(j.Cells) > maxCells {
		return nil, fmt.Errorf("has %d cells, at most %d are read", len(j.Cells), maxCells)
	}
	for i, c := range j.Cells {
		cell, err := f.cell(c)
		if err != nil {
			return nil, fmt.Errorf("cell %d: %w", i+1, err)
		}
		f.cells = append(f.cells, cell)
	}
	return f, nil
}

func (f *File) takeAnswers(sets map[string]jsonSet) error {
	if len(sets) != 1 {
		return fmt.Errorf("has %d answer sets, the audit knows files with one", len(sets))
	}
	for _, set := range sets {
		if len(set.Answers) < 2 || len(set.Answers) > maxAnswers {
			return fmt.Errorf("has %d answers, want 2 to %d", len(set.Answers), maxAnswers)
		}
		if !distinct(set.Answers) {
			return errors.New("an answer is listed twice")
		}
		f.Answers = set.Answers
		if len(set.Sensitive) == 0 || len(set.Sensitive) > 1<<maxAnswers {
			return errors.New("names no families of answers to protect")
		}
		for _, family := range set.Sensitive {
			m, err := f.mask(family)
			if err != nil {
				return fmt.Errorf("sensitive family: %w", err)
			}
			if m == 0 || m == f.every() {
				return errors.New("a sensitive family is empty or holds all answers")
			}
			f.Sensitive = append(f.Sensitive, m)
		}
	}
	return nil
}

// every is the set of all answers.
func (f *File) every() mask { return mask(1)<<len(f.Answers) - 1 }

func (f *File) mask(words []string) (mask, error) {
	var m mask
	for _, word := range words {
		i := slices.Index(f.Answers, word)
		if i < 0 {
			return 0, fmt.Errorf("answer %q is not in the answer set", cut(word))
		}
		m |= 1 << i
	}
	return m, nil
}

func (f *File) takeGroups(j jsonFile) error {
	if len(j.Groups) == 0 || len(j.Groups) > maxGroups {
		return fmt.Errorf("has %d groups, want 1 to %d", len(j.Groups), maxGroups)
	}
	all := false
	for name, g := range j.Groups {
		rest, ok := strings.CutPrefix(name, j.Round+"/")
		if !ok || rest == "" {
			return fmt.Errorf("group %q is not of round %q", cut(name), j.Round)
		}
		if g.N < 1 || g.N > maxUnits {
			return fmt.Errorf("group %q has %d units, want 1 to %d", cut(name), g.N, maxUnits)
		}
		group := fileGroup{name: name, n: g.N, all: rest == "alle", classes: g.Merged}
		if len(g.Merged) == 0 {
			group.classes = []string{rest}
		}
		slices.Sort(group.classes)
		all = all || group.all
		f.groups = append(f.groups, group)
	}
	if !all {
		return fmt.Errorf("has no group %q", j.Round+"/alle")
	}
	slices.SortFunc(f.groups, func(a, b fileGroup) int { return strings.Compare(a.name, b.name) })
	if j.Since != nil {
		if j.Since.Joined < 0 || j.Since.Left < 0 || j.Since.Joined > maxUnits || j.Since.Left > maxUnits {
			return errors.New("joiners and leavers are no counts")
		}
		f.before, f.joined, f.left = j.Since.Round, j.Since.Joined, j.Since.Left
	}
	return nil
}

func (f *File) group(name string) *fileGroup {
	i := slices.IndexFunc(f.groups, func(g fileGroup) bool { return g.name == name })
	if i < 0 {
		return nil
	}
	return &f.groups[i]
}

func (f *File) cell(j jsonCell) (fileCell, error) {
	c := fileCell{group: j.Group, percentile: j.P}
	if f.group(j.Group) == nil {
		return c, fmt.Errorf("group %q is not described", cut(j.Group))
	}
	var err error
	if c.questions, err = questions(j.Q); err != nil {
		return c, err
	}
	switch {
	case len(j.A) > 0 && len(j.Num)+len(j.Half)+len(j.Den)+j.P == 0:
		return f.countCell(c, j)
	case len(j.A) == 0 && len(j.Num) > 0 && len(j.Den) > 0 && !j.Edge:
		return f.shareCell(c, j)
	}
	return c, errors.New("is neither a count nor a share nor a quantile")
}

func (f *File) countCell(c fileCell, j jsonCell) (fileCell, error) {
	var err error
	if c.a, err = f.mask(j.A); err != nil {
		return c, err
	}
	if len(c.questions) != 1 {
		return c, errors.New("a count is about one question")
	}
	if j.Edge {
		c.kind = edge
	}
	if c.lo, err = whole(j.Lo); err != nil {
		return c, err
	}
	if c.hi, err = whole(j.Hi); err != nil {
		return c, err
	}
	n := int64(f.group(c.group).n)
	if c.lo < 0 || c.lo > c.hi || c.hi > n || c.kind == edge && c.lo == c.hi {
		return c, fmt.Errorf("%d to %d is no range of a count among %d", c.lo, c.hi, n)
	}
	return c, nil
}

func (f *File) shareCell(c fileCell, j jsonCell) (fileCell, error) {
	var err error
	c.kind = share
	for _, part := range []struct {
		to    *mask
		words []string
	}{{&c.a, j.Num}, {&c.half, j.Half}, {&c.den, j.Den}} {
		if *part.to, err = f.mask(part.words); err != nil {
			return c, err
		}
	}
	if c.a&c.half != 0 || (c.a|c.half)&^c.den != 0 {
		return c, errors.New("the numerator is not part of the denominator")
	}
	if j.P != 0 {
		c.kind = quantile
		if j.P < 0 || j.P > 100 || !f.group(c.group).all {
			return c, errors.New("a quantile has a percentile and is about all")
		}
	} else if c.half != 0 {
		return c, errors.New("a share has no half answers")
	}
	if c.lo, err = millionths(j.Lo); err != nil {
		return c, err
	}
	if c.hi, err = millionths(j.Hi); err != nil {
		return c, err
	}
	if c.lo < 0 || c.lo >= c.hi || c.hi > scale {
		return c, errors.New("is no range of shares")
	}
	return c, nil
}

func questions(raw json.RawMessage) ([]string, error) {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		if one == "" {
			return nil, errors.New("names no question")
		}
		return []string{one}, nil
	}
	var many []string
	if err := json.Unmarshal(raw, &many); err != nil {
		return nil, errors.New("q is neither a question nor a list of questions")
	}
	if len(many) == 0 || len(many) > maxQuestions || !distinct(many) || slices.Contains(many, "") {
		return nil, errors.New("q is empty, too long or names a question twice")
	}
	return many, nil
}

func distinct(words []string) bool {
	seen := map[string]bool{}
	for _, w := range words {
		if seen[w] {
			return false
		}
		seen[w] = true
	}
	return true
}

func whole(n json.Number) (int64, error) {
	v, err := strconv.ParseInt(string(n), 10, 32)
	if err != nil {
		return 0, fmt.Errorf("%q is no whole number", cut(string(n)))
	}
	return v, nil
}

// millionths reads a decimal fraction exactly.
func millionths(n json.Number) (int64, error) {
	v, err := strconv.ParseFloat(string(n), 64)
	if err != nil || v < 0 || v > 1 {
		return 0, fmt.Errorf("%q is no share between 0 and 1", cut(string(n)))
	}
	exact := math.Round(v * scale)
	if math.Abs(v*scale-exact) > 1e-6 {
		return 0, fmt.Errorf("%q has more than %d decimals", cut(string(n)), maxDecimals)
	}
	return int64(exact), nil
}

// cut keeps what an error quotes short.
func cut(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
