package disclosure

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
)

// Entry is a line of the ledger: a round that was published, or a unit that told
// its answers itself. It holds no answer and no key of a unit.
type Entry struct {
	// Kind is KindRound or KindDisclosure.
	Kind  string `json:"kind"`
	Round string `json:"round"`
	// Of a round: hashes of who took part and of the published files, the sizes
	// of the published groups, and the policy.
	Units   string         `json:"units,omitempty"`
	Members string         `json:"members,omitempty"`
	Public  string         `json:"public,omitempty"`
	Sizes   map[string]int `json:"sizes,omitempty"`
	Since   *Movement      `json:"since,omitempty"`
	Policy  *Policy        `json:"policy,omitempty"`
	// Class is the size class of a unit that told its answers itself (R10).
	Class string `json:"class,omitempty"`
	// Previous is the hash of the line before, "" in the first.
	Previous string `json:"previous"`
}

// The kinds of entries.
const (
	KindRound      = "round"
	KindDisclosure = "disclosure"
)

// Ledger is what was published so far, in the order it was. It is kept outside
// the repository, and only ever appended to: each line names the hash of the one
// before, so that a line that was changed or taken out shows. Lines cut off at its
// end do not: whoever keeps it keeps a copy elsewhere.
type Ledger struct {
	Entries []Entry
}

// ErrLedger is wrapped by errors of ReadLedger: a line that is none, or a chain
// that is broken (R1).
var ErrLedger = errors.New("the ledger is broken")

// maxLedger is the largest ledger that is read, in bytes.
const maxLedger = 4 << 20

// ReadLedger reads JSON lines as Bytes writes them. Nothing is an empty ledger.
func ReadLedger(src []byte) (*Ledger, error) {
	if len(src) > maxLedger {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrLedger, maxLedger)
	}
	l := &Ledger{}
	previous := ""
	for i, line := range bytes.Split(bytes.TrimSuffix(src, []byte("\n")), []byte("\n")) {
		if len(src) == 0 {
			break
		}
		e, err := readEntry(line)
		if err != nil {
			return nil, fmt.Errorf("%w: line %d: %v", ErrLedger, i+1, err)
		}
		if e.Previous != previous {
			return nil, fmt.Errorf("%w: line %d does not follow the line before", ErrLedger, i+1)
		}
		if e.Kind == KindRound && l.Round(e.Round) != nil {
			return nil, fmt.Errorf("%w: line %d publishes round %s again", ErrLedger, i+1, e.Round)
		}
		l.Entries = append(l.Entries, e)
		previous = hash(line)
	}
	return l, nil
}

func readEntry(line []byte) (e Entry, err error) {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&e); err != nil {
		return e, errors.New("not a line of a ledger")
	}
	again, err := json.Marshal(e)
	if err != nil || !bytes.Equal(again, line) {
		return e, errors.New("not as it was written")
	}
	switch {
	case e.Round == "":
		return e, errors.New("no round")
	case e.Kind == KindRound && (e.Units == "" || e.Members == "" || e.Public == "" || e.Policy == nil):
		return e, errors.New("an incomplete round")
	case e.Kind != KindRound && e.Kind != KindDisclosure:
		return e, errors.New("an unknown kind")
	}
	return e, nil
}

// Bytes is the ledger as JSON lines.
func (l *Ledger) Bytes() ([]byte, error) {
	var out bytes.Buffer
	for _, e := range l.Entries {
		line, err := json.Marshal(e)
		if err != nil {
			return nil, err
		}
		out.Write(line)
		out.WriteByte('\n')
	}
	return out.Bytes(), nil
}

// With is the ledger with one more entry at its end, which is chained to it; l
// stays as it is.
func (l *Ledger) With(e Entry) (*Ledger, error) {
	e.Previous = ""
	if n := len(l.Entries); n > 0 {
		line, err := json.Marshal(l.Entries[n-1])
		if err != nil {
			return nil, err
		}
		e.Previous = hash(line)
	}
	return &Ledger{append(slices.Clone(l.Entries), e)}, nil
}

// Round returns the entry of a published round, or nil.
func (l *Ledger) Round(round string) *Entry {
	i := slices.IndexFunc(l.Entries, func(e Entry) bool { return e.Kind == KindRound && e.Round == round })
	if i < 0 {
		return nil
	}
	return &l.Entries[i]
}

// Rounds lists the published rounds in their order.
func (l *Ledger) Rounds() []string {
	var list []string
	for _, e := range l.Entries {
		if e.Kind == KindRound {
			list = append(list, e.Round)
		}
	}
	return list
}

// Disclosed counts the units of a class that told their answers of a round
// themselves; class "" counts all.
func (l *Ledger) Disclosed(round, class string) (n int) {
	for _, e := range l.Entries {
		if e.Kind == KindDisclosure && e.Round == round && (class == "" || e.Class == class) {
			n++
		}
	}
	return n
}

// Policy is p for the next release: T is raised by the round in which most units
// told their answers themselves (R10).
func (l *Ledger) Policy(p Policy) Policy {
	most := 0
	for _, e := range l.Entries {
		most = max(most, l.Disclosed(e.Round, ""))
	}
	return p.For(most)
}

// newEntry is the line about a round that is published.
func newEntry(t *Table, members, public *Release) (Entry, error) {
	e := Entry{Kind: KindRound, Round: t.Round, Units: t.population(), Sizes: map[string]int{},
		Since: members.Since, Policy: &members.Policy}
	for name, g := range members.Groups {
		e.Sizes[name] = g.N
	}
	for _, f := range []struct {
		r  *Release
		to *string
	}{{members, &e.Members}, {public, &e.Public}} {
		src, err := f.r.Bytes()
		if err != nil {
			return e, fmt.Errorf("writing the release of round %s: %w", t.Round, err)
		}
		*f.to = hash(src)
	}
	return e, nil
}

// population is a hash of all units together with their classes.
func (t *Table) population() string {
	var keys []string
	for _, u := range t.Units {
		keys = append(keys, strconv.Quote(u.Key)+" "+strconv.Itoa(u.Class))
	}
	slices.Sort(keys)
	return hash([]byte(strings.Join(keys, "\n")))
}

func hash(src []byte) string {
	sum := sha256.Sum256(src)
	return hex.EncodeToString(sum[:])
}

// refuse lists why a round cannot follow what the ledger holds (R1): it was
// published already, or the rounds before are not the ones that were published.
func (l *Ledger) refuse(t *Table, past []Published) diag.List {
	var list diag.List
	bad := func(id, round string) { list.Add(diag.New(id, "", 0, "rule", "R1", "round", round)) }
	if l.Round(t.Round) != nil {
		bad("disclosure-again", t.Round)
	}
	published := l.Rounds()
	for i, p := range past {
		e := l.Round(p.Table.Round)
		switch {
		case e == nil || i >= len(published) || published[i] != p.Table.Round:
			bad("disclosure-unknown-round", p.Table.Round)
		case e.Units != p.Table.population():
			bad("disclosure-population", p.Table.Round)
		case !e.published(p.Release):
			bad("disclosure-changed", p.Table.Round)
		}
	}
	for _, round := range published[min(len(past), len(published)):] {
		if round != t.Round {
			bad("disclosure-missing-round", round)
		}
	}
	return list
}

// published reports whether a release is the one that the entry is about.
func (e *Entry) published(r *Release) bool {
	src, err := r.Bytes()
	return err == nil && hash(src) == e.Members
}
