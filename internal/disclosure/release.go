package disclosure

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// Format names the files that Release describes.
const Format = "nachbar-round/1"

// Audiences of a release: what members may see, and its coarser view.
const (
	Members = "members"
	Public  = "public"
)

// Release is what is published about one round, and all that ever is: every
// figure on a page, in an export or in a tooltip is a function of one.
type Release struct {
	Format    string `json:"format"`
	Round     string `json:"round"`
	Audience  string `json:"audience"`
	Catalogue string `json:"catalogue"`
	// Closed is the day on which the round ended, "2026-06-30".
	Closed string `json:"closed"`
	// Example marks results that were invented.
	Example bool   `json:"example,omitempty"`
	Policy  Policy `json:"policy"`
	// Unanswered says how open questions were counted; "" if there were none.
	Unanswered string               `json:"unanswered,omitempty"`
	AnswerSets map[string]AnswerSet `json:"answer_sets"`
	Groups     map[string]Group     `json:"groups"`
	// Since tells who joined and left since the round before; nil in the first.
	Since *Movement `json:"since,omitempty"`
	Cells []Cell    `json:"cells"`
}

// Policy is the policy's free numbers (T, ρ, g, smallest class).
type Policy struct {
	T        int     `json:"T"`
	Rho      float64 `json:"rho"`
	G        int     `json:"g"`
	MinClass int     `json:"minClass"`
}

// AnswerSet is the answers of a kind of question, and the families of answers
// of which none may ever be certain for one unit.
type AnswerSet struct {
	Answers   []string   `json:"answers"`
	Sensitive [][]string `json:"sensitive"`
}

// Group is a set of units: all of a round, or a class. Its name is the round,
// a slash and "alle" or the class.
type Group struct {
	N int `json:"n"`
	// Most is set where only a band is told: N to Most units (R8).
	Most int `json:"most,omitempty"`
	// Title is what a page calls a class; "" for all.
	Title string `json:"title,omitempty"`
	// Merged lists the classes that were put together to this one.
	Merged []string `json:"merged,omitempty"`
}

// Movement counts units that are in a round and were not in the one before, and
// the other way round.
type Movement struct {
	Round  string `json:"round"`
	Joined int    `json:"joined"`
	Left   int    `json:"left"`
}

// Cell is one published figure about a group. It is one of
//
//	a count    A:        Lo ≤ number of units whose answer is in A ≤ Hi
//	an edge    A, Edge:  that number is ≤ Lo or ≥ Hi (R9)
//	           Num, Den, Edge: that share is ≤ Lo or > Hi (R8 and R9)
//	a share    Num, Den: Lo < Σ Num ÷ Σ Den ≤ Hi over all questions and units;
//	                     Lo = 0 includes 0 (and an empty Den)
//	a quantile Num, Half, Den, P: the P-th percentile of the units' own rates
//	                     (Num + ½ Half) ÷ Den lies in Lo ≤ x < Hi; Hi = 1 is included
//
// The P-th percentile of n units is the ⌈P·n ÷ 100⌉-th smallest of their n
// rates; a unit with an empty Den has the rate 0, so that the rank depends on n
// alone. A quantile without a Topic is one of all questions.
type Cell struct {
	Group     string    `json:"g"`
	Questions Questions `json:"q"`
	Answers   []string  `json:"a,omitempty"`
	Edge      bool      `json:"edge,omitempty"`
	Num       []string  `json:"num,omitempty"`
	Half      []string  `json:"half,omitempty"`
	Den       []string  `json:"den,omitempty"`
	P         int       `json:"p,omitempty"`
	// Topic is the id of the topic, or the ids of merged ones with "+" between;
	// "" for all questions and for counts.
	Topic string  `json:"topic,omitempty"`
	Lo    float64 `json:"lo"`
	Hi    float64 `json:"hi"`
}

// Questions is one question or several; as JSON one of them stands alone.
type Questions []string

// MarshalJSON writes a single question as a text.
func (q Questions) MarshalJSON() ([]byte, error) {
	if len(q) == 1 {
		return json.Marshal(q[0])
	}
	return json.Marshal([]string(q))
}

// UnmarshalJSON reads a text or a list of texts.
func (q *Questions) UnmarshalJSON(src []byte) error {
	if len(src) > 0 && src[0] == '"' {
		*q = make(Questions, 1)
		return json.Unmarshal(src, &(*q)[0])
	}
	return json.Unmarshal(src, (*[]string)(q))
}

// ErrFormat is wrapped by errors of ReadRelease about files of another format.
var ErrFormat = errors.New("not a " + Format + " file")

// ReadRelease reads a release as Bytes writes it; unknown keys are errors.
func ReadRelease(src []byte) (*Release, error) {
	d := json.NewDecoder(bytes.NewReader(src))
	d.DisallowUnknownFields()
	r := &Release{}
	if err := d.Decode(r); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrFormat, err)
	}
	if r.Format != Format {
		return nil, fmt.Errorf("%w: format is %q", ErrFormat, r.Format)
	}
	return r, nil
}

// Bytes is the release as JSON, one cell a line, so that git shows changes well.
// The same release gives the same bytes.
func (r *Release) Bytes() ([]byte, error) {
	head := *r
	head.Cells = nil
	src, err := json.MarshalIndent(head, "", "  ")
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.Write(bytes.TrimSuffix(src, []byte("null\n}")))
	out.WriteString("[\n")
	for i, c := range r.Cells {
		line, err := json.Marshal(c)
		if err != nil {
			return nil, err
		}
		out.WriteString("    ")
		out.Write(line)
		if i < len(r.Cells)-1 {
			out.WriteByte(',')
		}
		out.WriteByte('\n')
	}
	out.WriteString("  ]\n}\n")
	return out.Bytes(), nil
}
