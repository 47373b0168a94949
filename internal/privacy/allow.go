package privacy

import (
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
)

// Allowance lets one finding stand, with the reason. Pages carry theirs in the
// front matter key "allow"; files without front matter in nachbar.yaml, under
// privacy.allow.
type Allowance struct {
	Kind Kind `yaml:"kind" nb:"required,enum=mail|phone|iban|tax|insurance|ip|mac|secret|member|exif|name|host|coordinates,doc=schema.allow.kind"`
	// Text is what was found, as it stands in the text; spaces may differ. For a
	// picture it is what the message names: "GPS".
	Text string `yaml:"text" nb:"required,max=300,doc=schema.allow.text"`
	// Why is for those who look through the list of allowances later.
	Why string `yaml:"why" nb:"required,min=8,max=300,doc=schema.allow.why"`
}

// FileAllowance is an Allowance for a file without front matter.
type FileAllowance struct {
	// File is its path below the site's root: "data/rollen.yaml".
	File string `yaml:"file" nb:"required,max=300,doc=schema.allow.file"`
	Kind Kind   `yaml:"kind" nb:"required,enum=mail|phone|iban|tax|insurance|ip|mac|secret|member|exif|name|host|coordinates,doc=schema.allow.kind"`
	Text string `yaml:"text" nb:"required,max=300,doc=schema.allow.text"`
	Why  string `yaml:"why" nb:"required,min=8,max=300,doc=schema.allow.why"`
}

// Allowance returns it without the file.
func (f FileAllowance) Allowance() Allowance { return Allowance{f.Kind, f.Text, f.Why} }

// mostProblems is how many findings of one file are told one by one.
const mostProblems = 50

// Judge tells what was found in text, the content of the file path, as problems:
// errors of hard kinds, warnings of soft ones. What an allowance names is left
// out; unused are the indices of allowances that name nothing in the file. An
// allowance without a reason allows nothing.
func Judge(path, text string, found []Finding, allow []Allowance) (problems diag.List, unused []int) {
	used := make([]bool, len(allow))
	for _, f := range found {
		what := f.Text
		if f.End > f.Start && f.End <= len(text) {
			what = text[f.Start:f.End]
		}
		if allowed(f.Kind, what, allow, used) {
			continue
		}
		if len(problems) == mostProblems {
			problems.Add(diag.New("privacy-more", path, f.Line, "count", strconv.Itoa(len(found))))
			break
		}
		problems.Add(f.Problem(path))
	}
	for i := range allow {
		if !used[i] {
			unused = append(unused, i)
		}
	}
	return problems, unused
}

// Problem is the finding as a problem of the file path.
func (f Finding) Problem(path string) diag.Problem {
	part := ""
	if f.Part != "" {
		part = " (" + f.Part + ")"
	}
	p := diag.New("privacy-"+string(f.Kind), path, f.Line, "text", f.Text, "kind", string(f.Kind), "part", part)
	p.Col = f.Col
	if f.Part != "" { // lines of a part are none of the file
		p.Line, p.Col = 0, 0
	}
	if !f.Hard {
		return p.AsWarning()
	}
	return p
}

// allowed reports whether an allowance names what was found, and notes which.
func allowed(kind Kind, what string, allow []Allowance, used []bool) bool {
	found := false
	what = spaced(what)
	for i, a := range allow {
		if a.Kind == kind && spaced(a.Text) == what {
			used[i] = true // without a reason as well: that is reported elsewhere
			found = found || strings.TrimSpace(a.Why) != ""
		}
	}
	return found
}

// spaced has one blank for each run of space.
func spaced(s string) string { return strings.Join(strings.Fields(s), " ") }
