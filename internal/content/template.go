package content

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/strict"
	"github.com/kaaw/nachbar/internal/tlp"
)

// TemplateKeys are the keys of a template and of a policy: a document, or a
// workbook, that a municipality takes home with its own data in it.
type TemplateKeys struct {
	GuideKeys
	// ID names the template for ever: in files, stamps and references. It is
	// the last part of the page's path.
	ID      string   `yaml:"id" nb:"required,min=3,max=40,doc=schema.template.id"`
	Version Version  `yaml:"version" nb:"required,doc=schema.template.version"`
	Changes []Change `yaml:"changes" nb:"required,max=200,doc=schema.template.changes"`

	Purpose  string `yaml:"purpose" nb:"required,max=600,doc=schema.template.purpose"`
	When     string `yaml:"when" nb:"max=400,doc=schema.template.when"`
	Who      string `yaml:"who" nb:"max=400,doc=schema.template.who"`
	Effort   string `yaml:"effort" nb:"max=120,doc=schema.template.effort"`
	Doctype  string `yaml:"doctype" nb:"max=60,doc=schema.template.doctype"`
	Audience string `yaml:"audience" nb:"max=200,doc=schema.template.audience"`
	Scope    string `yaml:"scope" nb:"max=400,doc=schema.template.scope"`

	License string `yaml:"license" nb:"enum=CC-BY-4.0|CC-BY-SA-4.0|CC0-1.0,doc=schema.template.license"`
	Origin  string `yaml:"origin" nb:"max=200,doc=schema.template.origin"`
	UsedBy  int    `yaml:"usedBy" nb:"min=0,max=10000,doc=schema.template.usedBy"`
	// FilledTLP is the label of a copy with the data of a municipality in it.
	FilledTLP *tlp.Label `yaml:"filledTlp" nb:"doc=schema.template.filledTlp"`
	Needs     []string   `yaml:"needs" nb:"max=40,doc=schema.template.needs"`
	BasedOn   []Ref      `yaml:"basedOn" nb:"max=20,doc=schema.template.basedOn"`

	Paper    string  `yaml:"paper" nb:"enum=hoch|quer,doc=schema.template.paper"`
	Cover    *bool   `yaml:"cover" nb:"doc=schema.template.cover"`
	Numbered *bool   `yaml:"numbered" nb:"doc=schema.template.numbered"`
	Fields   []Field `yaml:"fields" nb:"max=60,doc=schema.template.fields"`
	Sheet    *Sheet  `yaml:"sheet" nb:"doc=schema.template.sheet"`

	// Refs are ids of the IT-Grundschutz-Kompendium that a policy answers to:
	// ORP.4 or ORP.4.A1. Templates have none.
	Refs []string
}

// Change is an entry of a template's history. Class tells people who took an
// older version home what to do: nothing, look, or check anew.
type Change struct {
	Version Version     `yaml:"version" nb:"required,doc=schema.template.version"`
	Date    strict.Date `yaml:"date" nb:"required,doc=schema.change.date"`
	Class   string      `yaml:"class" nb:"required,enum=tippfehler|ergaenzung|pruefen,doc=schema.change.class"`
	Why     string      `yaml:"why" nb:"required,max=400,doc=schema.change.why"`
}

// Field is a place for data of the reader, named {{id}} in texts. Type is one
// of text, zahl, datum, telefon, mail and auswahl, which has Choices.
type Field struct {
	ID       string   `yaml:"id" nb:"required,max=64,doc=schema.field.id"`
	Label    string   `yaml:"label" nb:"required,max=80,doc=schema.field.label"`
	Help     string   `yaml:"help" nb:"max=300,doc=schema.field.help"`
	Example  string   `yaml:"example" nb:"max=120,doc=schema.field.example"`
	Type     string   `yaml:"type" nb:"required,enum=text|zahl|datum|telefon|mail|auswahl,doc=schema.field.type"`
	Choices  []string `yaml:"choices" nb:"max=40,doc=schema.field.choices"`
	Personal bool     `yaml:"personal" nb:"doc=schema.field.personal"`
}

// Version is a version number of three parts (semver.org, without suffixes).
type Version struct{ Major, Minor, Patch int }

// versionError says that a text is no Version, or no Ref.
type versionError struct{ id, text string }

func (e *versionError) Error() string { return fmt.Sprintf("%q is not like 1.0.0", e.text) }

// Explain implements strict.Explainer.
func (e *versionError) Explain() (id string, args diag.Args) {
	return e.id, diag.Args{"value": e.text}
}

// ParseVersion reads "1.12.0".
func ParseVersion(s string) (Version, error) {
	parts := strings.Split(s, ".")
	var n [3]int
	if len(parts) != len(n) {
		return Version{}, &versionError{"yaml-bad-version", s}
	}
	for i, part := range parts {
		v, err := strconv.Atoi(part)
		if err != nil || v < 0 || v > 9999 || part != strconv.Itoa(v) {
			return Version{}, &versionError{"yaml-bad-version", s}
		}
		n[i] = v
	}
	return Version{n[0], n[1], n[2]}, nil
}

// UnmarshalText is ParseVersion for decoders.
func (v *Version) UnmarshalText(text []byte) error {
	parsed, err := ParseVersion(string(text))
	*v = parsed
	return err
}

// SchemaPattern is the form of a version as a regular expression.
func (Version) SchemaPattern() string { return `^\d{1,4}\.\d{1,4}\.\d{1,4}$` }

func (v Version) String() string { return fmt.Sprintf("%d.%d.%d", v.Major, v.Minor, v.Patch) }

// IsZero reports whether no version was given.
func (v Version) IsZero() bool { return v == Version{} }

// Compare orders versions by age.
func (v Version) Compare(o Version) int {
	return cmp.Or(cmp.Compare(v.Major, o.Major), cmp.Compare(v.Minor, o.Minor), cmp.Compare(v.Patch, o.Patch))
}

// Ref is a version of another template: id@1.0.0.
type Ref struct {
	ID      string
	Version Version
}

// UnmarshalText reads "id@1.0.0".
func (r *Ref) UnmarshalText(text []byte) error {
	id, number, _ := strings.Cut(string(text), "@")
	version, err := ParseVersion(number)
	if err != nil || !ValidID(id) {
		return &versionError{"yaml-bad-ref", string(text)}
	}
	*r = Ref{id, version}
	return nil
}

// SchemaPattern is the form of a Ref as a regular expression.
func (Ref) SchemaPattern() string { return `^[a-z0-9-]{3,40}@\d{1,4}\.\d{1,4}\.\d{1,4}$` }

func (r Ref) String() string { return r.ID + "@" + r.Version.String() }

// ValidID reports whether s may name a template: small letters, digits and
// single hyphens between them.
func ValidID(s string) bool {
	return len(s) >= 3 && len(s) <= 40 && isName(s, 'a', 'z') && !strings.Contains(s, "--")
}

// isName reports whether s is letters from low to high and digits, with
// hyphens between them, starting with a letter.
func isName(s string, low, high byte) bool {
	for i := range len(s) {
		c := s[i]
		letter := c >= low && c <= high
		if !letter && (i == 0 || (c < '0' || c > '9') && (c != '-' || i == len(s)-1)) {
			return false
		}
	}
	return s != ""
}

// Newest is the change of the highest version, nil without any.
func (t *TemplateKeys) Newest() *Change {
	if len(t.Changes) == 0 {
		return nil
	}
	newest := slices.MaxFunc(t.Changes, func(a, b Change) int { return a.Version.Compare(b.Version) })
	return &newest
}

// History lists the changes, the newest first.
func (t *TemplateKeys) History() []Change {
	list := slices.Clone(t.Changes)
	slices.SortStableFunc(list, func(a, b Change) int { return b.Version.Compare(a.Version) })
	return list
}

// DefaultLicense is that of templates that name none.
const DefaultLicense = "CC-BY-4.0"

// Licensed is the licence under which the template may be used.
func (t *TemplateKeys) Licensed() string { return cmp.Or(t.License, DefaultLicense) }

// Filled is the label of a copy with the data of a municipality in it: the one
// the author gave, else GREEN, for what is filled in is seldom for everybody.
func (t *TemplateKeys) Filled() tlp.Label {
	if t.FilledTLP != nil {
		return *t.FilledTLP
	}
	return tlp.Green
}
