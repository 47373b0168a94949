package view

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/bsc/results"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/disclosure"
	"github.com/kaaw/nachbar/internal/tlp"
)

// Surveys are the catalogues of the Basis-Sicherheitscheck and the published
// rounds, as one audience may see them.
//
// A round has two files in data/bsc/runden: 2026.json for members and
// 2026.oeffentlich.json for everybody. Audiences below AMBER have the second
// ones only: the first are not even opened, so that nothing in them can reach a
// public build.
type Surveys struct {
	Catalogues bsc.Catalogues
	// Rounds are in the order of their names, the oldest first.
	Rounds []*results.Round
	// Files are the files of the rounds, by the name of the round.
	Files map[string]string

	digests map[string]Digest
}

// RoundsDir is the folder of the published rounds below that of the catalogues;
// PublicEnd ends the names of those for everybody.
const (
	RoundsDir = "runden"
	PublicEnd = ".oeffentlich.json"
	roundEnd  = ".json"
)

// maxRound is the size of the largest file of a round, in bytes.
const maxRound = 8 << 20

// LoadSurveys reads the catalogues and the rounds below dir, "data", that an
// audience may see. A round that cannot be read is left out and reported.
func LoadSurveys(fsys fs.FS, dir string, audience tlp.Label) (*Surveys, diag.List, error) {
	s := &Surveys{Files: map[string]string{}, digests: map[string]Digest{}}
	home := path.Join(dir, bsc.Dir)
	all, problems, err := bsc.Load(fsys, home)
	if err != nil {
		return nil, nil, err
	}
	s.Catalogues = all
	var catalogues []string
	for _, id := range slices.Sorted(maps.Keys(all)) {
		src, err := json.Marshal(all[id])
		if err != nil {
			return nil, nil, fmt.Errorf("digest of catalogue %s: %w", id, err)
		}
		s.digests["catalogue/"+id] = DigestText(string(src))
		catalogues = append(catalogues, string(src))
	}
	s.digests["catalogues"] = DigestText(catalogues...)
	found, err := s.loadRounds(fsys, path.Join(home, RoundsDir), audience >= tlp.Amber)
	problems.Add(found...)
	return s, problems, err
}

func (s *Surveys) loadRounds(fsys fs.FS, dir string, members bool) (problems diag.List, err error) {
	digest, problems, err := eachRound(fsys, dir, members, func(src []byte, name, round string) (bool, diag.List) {
		var found diag.List
		r := s.round(src, name, round, members, &found)
		if r != nil {
			s.Rounds, s.Files[round] = append(s.Rounds, r), name
		}
		return r != nil, found
	})
	slices.SortFunc(s.Rounds, func(a, b *results.Round) int { return cmp.Compare(a.Release.Round, b.Release.Round) })
	s.digests["rounds"] = digest
	return problems, err
}

// eachRound gives take every file of a folder that is a published round for these
// readers, by name. digest is that of the files that take kept.
func eachRound(fsys fs.FS, dir string, members bool, take func(src []byte, name, round string) (kept bool, found diag.List)) (digest Digest, problems diag.List, err error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return digest, nil, fmt.Errorf("read rounds: %w", err)
	}
	var parts []string
	for _, entry := range entries {
		name := path.Join(dir, entry.Name())
		round, ok := roundOf(entry.Name(), members)
		if !ok {
			continue
		}
		if problem, found := diag.Irregular(name, entry.Type()); found {
			problems.Add(problem)
			continue
		}
		src, found, err := readRound(fsys, name)
		problems.Add(found...)
		if err != nil {
			return digest, nil, err
		}
		if src == nil {
			continue
		}
		kept, found := take(src, name, round)
		problems.Add(found...)
		if kept {
			parts = append(parts, string(src))
		}
	}
	return DigestText(parts...), problems, nil
}

// roundOf is the round of a file, if it is one for these readers.
func roundOf(file string, members bool) (round string, ok bool) {
	if round, public := strings.CutSuffix(file, PublicEnd); public {
		return round, !members
	}
	round, ok = strings.CutSuffix(file, roundEnd)
	return round, ok && members
}

func readRound(fsys fs.FS, name string) (src []byte, problems diag.List, err error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, nil, fmt.Errorf("read round: %w", err)
	}
	if info.Size() > maxRound {
		return nil, diag.List{diag.New("round-large", name, 0, "max", strconv.Itoa(maxRound>>20))}, nil
	}
	if src, err = fs.ReadFile(fsys, name); err != nil {
		return nil, nil, fmt.Errorf("read round: %w", err)
	}
	return src, nil, nil
}

// round is the round that src holds, nil if it is none for these readers.
func (s *Surveys) round(src []byte, name, round string, members bool, problems *diag.List) *results.Round {
	if src == nil {
		return nil
	}
	release, err := disclosure.ReadRelease(src)
	if err != nil {
		problems.Add(diag.New("round-format", name, 0, "reason", err.Error()))
		return nil
	}
	want := disclosure.Public
	if members {
		want = disclosure.Members
	}
	catalogue := s.Catalogues[release.Catalogue]
	switch {
	case release.Audience != want:
		problems.Add(diag.New("round-audience", name, 0, "audience", release.Audience, "want", want))
	case release.Round != round:
		problems.Add(diag.New("round-name", name, 0, "round", release.Round))
	case catalogue == nil:
		problems.Add(diag.New("round-catalogue", name, 0, "catalogue", release.Catalogue, "known", strings.Join(slices.Sorted(maps.Keys(s.Catalogues)), ", ")))
	default:
		r, found := results.New(release, s.Catalogues)
		for _, cell := range found {
			problems.Add(diag.New("round-cell", name, 0, "cell", strconv.Itoa(cell.Cell+1), "reason", cell.Reason))
		}
		if len(found) == 0 {
			return r
		}
	}
	return nil
}

// Round is the round of a name, nil if this audience has none.
func (s *Surveys) Round(name string) *results.Round {
	for _, r := range s.Rounds {
		if r.Release.Round == name {
			return r
		}
	}
	return nil
}

// digest answers the questions "catalogue/<id>", "catalogues" and "rounds".
func (s *Surveys) digest(arg string) Digest {
	if s == nil {
		return Digest{}
	}
	return s.digests[arg]
}

// survey notes a question about the surveys and returns them; they are never nil.
func (c *Context) survey(arg string) *Surveys {
	c.trace.ask("survey", arg)
	return c.model.surveys()
}

func (m *Model) surveys() *Surveys {
	if m.Surveys == nil {
		return &Surveys{}
	}
	return m.Surveys
}
