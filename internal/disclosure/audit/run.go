package audit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
)

// Source is a file by its name, as the report calls it.
type Source struct {
	Name string
	Data []byte
}

// Options say what is attacked and how.
type Options struct {
	// Releases are release files; several may be about one round.
	Releases []Source
	// Members are the raw answers by round, nil for an audit without them.
	Members map[string][]byte
	// Colluding is the largest number of members that put together what they know.
	Colluding int
	// Monotone lets the attacker believe that a yes stays a yes in later rounds.
	Monotone bool
	// Kept maps questions to those of the round before that ask the same; it is
	// used with Monotone. Questions of the same id are kept without it.
	Kept map[string]string
	// Site is the folder of a build whose results pages are read, or nil.
	Site fs.FS
}

// Report is what an audit did and found. It holds no member and no answer.
type Report struct {
	Rounds []RoundReport `json:"rounds"`
	// Known tells whether the answers were there.
	Known     bool      `json:"withAnswers"`
	Colluding int       `json:"colluding"`
	Monotone  bool      `json:"monotone"`
	Findings  []Finding `json:"findings"`
	// Pages are the files of a site that were read, Figures the figures in them,
	// Unfounded what does not follow from a release.
	Pages     int         `json:"pages"`
	Figures   int         `json:"figures"`
	Unfounded []Unfounded `json:"unfounded"`
	site      bool
}

// RoundReport says what was attacked of a round.
type RoundReport struct {
	Round     string   `json:"round"`
	Files     []string `json:"files"`
	Units     int      `json:"units"`
	Groups    []string `json:"groups"`
	Questions int      `json:"questions"`
	Cells     int      `json:"cells"`
	Quantiles int      `json:"quantiles"`
	Example   bool     `json:"example"`
	// Targets are atom × question × family; Coalitions counts how often a
	// coalition was considered against one.
	KnownTargets      int `json:"targetsWithAnswers"`
	KnownCoalitions   int `json:"coalitionsWithAnswers"`
	UnknownTargets    int `json:"targetsWithoutAnswers"`
	UnknownCoalitions int `json:"coalitionsWithoutAnswers"`
}

// Passed tells whether nothing is exposed, undecided or unfounded.
func (r *Report) Passed() bool { return len(r.Findings) == 0 && len(r.Unfounded) == 0 }

// MaxColluding is the largest coalition that can be tried.
const MaxColluding = 3

// Run audits releases. An error is about the input (all files that cannot be
// read are named at once) or a cancelled context, never a finding.
func Run(ctx context.Context, o Options) (*Report, error) {
	if o.Colluding < 0 || o.Colluding > MaxColluding {
		return nil, fmt.Errorf("coalitions of %d members: 0 to %d are tried", o.Colluding, MaxColluding)
	}
	rounds, err := read(o)
	if err != nil {
		return nil, err
	}
	report := &Report{Colluding: o.Colluding, Monotone: o.Monotone, Known: o.Members != nil, site: o.Site != nil}
	for _, r := range rounds {
		report.Findings = append(report.Findings, r.checkPublic()...)
		summary := r.summary()
		if o.Members != nil {
			tell := newTally()
			if err := runKnown(ctx, r, o.Colluding, tell); err != nil {
				return nil, err
			}
			summary.KnownTargets, summary.KnownCoalitions = tell.targets, tell.coalitions
			report.Findings = append(report.Findings, tell.findings()...)
		}
		tell := newTally()
		if err := runUnknown(ctx, r, o.Colluding, tell); err != nil {
			return nil, err
		}
		summary.UnknownTargets, summary.UnknownCoalitions = tell.targets, tell.coalitions
		report.Findings = append(report.Findings, tell.findings()...)
		report.Rounds = append(report.Rounds, summary)
	}
	if o.Monotone {
		report.Findings = append(report.Findings, runMonotone(rounds, o)...)
	}
	if o.Site != nil {
		if err := report.readSite(o.Site, rounds); err != nil {
			return nil, err
		}
	}
	return report, nil
}

// read reads all files and puts them together.
func read(o Options) ([]*round, error) {
	var files []*File
	var errs []error
	for _, s := range o.Releases {
		f, err := ReadFile(s.Name, s.Data)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		files = append(files, f)
	}
	var members map[string]*rawRound
	if o.Members != nil {
		members = map[string]*rawRound{}
		for _, name := range slices.Sorted(maps.Keys(o.Members)) {
			raw, err := readMembers(name, o.Members[name])
			if err != nil {
				errs = append(errs, err)
				continue
			}
			members[name] = raw
		}
		for _, f := range files {
			if o.Members[f.Round] == nil {
				errs = append(errs, fmt.Errorf("there are no answers of round %s", f.Round))
			}
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return newRounds(files, members)
}

func (r *round) summary() RoundReport {
	s := RoundReport{Round: r.name, Units: r.total(), Questions: len(r.questions), Cells: len(r.cells), Quantiles: len(r.quantiles)}
	for _, f := range r.files {
		s.Files = append(s.Files, f.Name)
		s.Example = s.Example || f.Example
	}
	for _, a := range r.atoms {
		s.Groups = append(s.Groups, fmt.Sprintf("%s (%d)", a.name, a.n))
	}
	slices.Sort(s.Groups)
	return s
}
