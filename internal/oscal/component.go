package oscal

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Library is the catalogue that controls are named of: Grundschutz++ of the BSI.
// Href is where its OSCAL files are, State which of them ids belong to.
type Library struct{ Href, Title, State string }

// GrundschutzPP is the library that the ids of the check's questions belong to
// (CC BY-SA 4.0, which is why only ids are taken); state is that in the data.
func GrundschutzPP(state string) Library {
	return Library{"https://github.com/BSI-Bund/Stand-der-Technik-Bibliothek", "Grundschutz++", state}
}

// Source is what a file is made of and by whom. Date is a day; Space and Key
// start the uuids.
type Source struct {
	Title, Version, Date string
	// Owner is the name of the organization.
	Owner   string
	Remarks string
	Space   Space
	Key     string
}

// Component is something that helps to meet controls. Type is one of those in
// OSCAL, "policy" or "validation".
type Component struct {
	ID, Type, Title, Description string
	// Version of the document, "" without one; URL of its page, "" if unknown.
	Version, URL string
	Controls     []Control
	// Groups of controls that it is about as a whole.
	Groups []string
}

// groupSpace is the namespace of the property that names a group.
const groupSpace = "https://github.com/kaaw/nachbar/ns/isms"

// IsControl reports whether an id of Grundschutz++ is that of a control: those of
// practices ("NOT") and of the groups in them ("NOT.2") are not.
func IsControl(id string) bool { return strings.Count(id, ".") >= 2 }

// Control is a control and what helps with it.
type Control struct{ ID, Description string }

type (
	componentFile struct {
		Definition definition `json:"component-definition"`
	}
	definition struct {
		UUID       string      `json:"uuid"`
		Metadata   Metadata    `json:"metadata"`
		Components []component `json:"components"`
		BackMatter BackMatter  `json:"back-matter"`
	}
	component struct {
		UUID            string           `json:"uuid"`
		Type            string           `json:"type"`
		Title           string           `json:"title"`
		Description     string           `json:"description"`
		Props           []Prop           `json:"props,omitempty"`
		Links           []Link           `json:"links,omitempty"`
		Implementations []implementation `json:"control-implementations,omitempty"`
	}
	implementation struct {
		UUID         string        `json:"uuid"`
		Source       string        `json:"source"`
		Description  string        `json:"description"`
		Requirements []requirement `json:"implemented-requirements"`
	}
	requirement struct {
		UUID        string `json:"uuid"`
		Control     string `json:"control-id"`
		Description string `json:"description"`
	}
)

// ComponentDefinition writes components with the controls of a library that they
// help to meet. why says in general how they do. Groups are properties: only
// controls can be implemented.
func ComponentDefinition(s Source, lib Library, why string, list []Component) ([]byte, error) {
	file := componentFile{definition{
		UUID: s.id("component-definition"), Metadata: s.metadata(),
		BackMatter: BackMatter{[]Resource{s.resource(lib)}},
	}}
	for _, c := range list {
		file.Definition.Components = append(file.Definition.Components, s.component(lib, why, c))
	}
	data, err := Marshal(file)
	if err != nil {
		return nil, fmt.Errorf("write component definition: %w", err)
	}
	return data, nil
}

func (s Source) component(lib Library, why string, c Component) component {
	out := component{UUID: s.id("component", c.ID), Type: c.Type, Title: c.Title, Description: c.Description}
	if c.Version != "" {
		out.Props = append(out.Props, Prop{Name: "version", Value: c.Version})
	}
	for _, g := range c.Groups {
		out.Props = append(out.Props, Prop{Name: "group", Space: groupSpace, Value: g})
	}
	if c.URL != "" {
		out.Links = []Link{{Href: c.URL, Rel: "reference"}}
	}
	if len(c.Controls) == 0 {
		return out
	}
	impl := implementation{UUID: s.id("implementation", c.ID), Source: "#" + s.libraryID(lib), Description: why}
	for _, control := range c.Controls {
		impl.Requirements = append(impl.Requirements, requirement{s.id("requirement", c.ID, control.ID), control.ID, control.Description})
	}
	out.Implementations = []implementation{impl}
	return out
}

type (
	profileFile struct {
		Profile profile `json:"profile"`
	}
	profile struct {
		UUID       string      `json:"uuid"`
		Metadata   Metadata    `json:"metadata"`
		Imports    []importing `json:"imports"`
		Merge      merge       `json:"merge"`
		BackMatter BackMatter  `json:"back-matter"`
	}
	importing struct {
		Href    string      `json:"href"`
		Include []selection `json:"include-controls"`
	}
	selection struct {
		With  string   `json:"with-child-controls,omitempty"`
		IDs   []string `json:"with-ids,omitempty"`
		Match []match  `json:"matching,omitempty"`
	}
	match struct {
		Pattern string `json:"pattern"`
	}
	merge struct {
		AsIs bool `json:"as-is"`
	}
)

// Profile writes a selection of controls of a library. Groups are chosen with
// all controls in them, by a pattern; ids twice count once.
func Profile(s Source, lib Library, controls, groups []string) ([]byte, error) {
	out := profile{
		UUID: s.id("profile"), Metadata: s.metadata(), Merge: merge{true},
		BackMatter: BackMatter{[]Resource{s.resource(lib)}},
	}
	from := importing{Href: "#" + s.libraryID(lib)}
	if ids := sorted(controls); len(ids) > 0 {
		from.Include = append(from.Include, selection{With: "yes", IDs: ids})
	}
	var patterns []match
	for _, g := range sorted(groups) {
		patterns = append(patterns, match{g + ".*"})
	}
	if len(patterns) > 0 {
		from.Include = append(from.Include, selection{Match: patterns})
	}
	out.Imports = []importing{from}
	data, err := Marshal(profileFile{out})
	if err != nil {
		return nil, fmt.Errorf("write profile: %w", err)
	}
	return data, nil
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.SortFunc(list, cmp.Compare)
	return slices.Compact(list)
}

func (s Source) id(names ...string) string {
	return s.Space.UUID(append([]string{s.Key, s.Version}, names...)...)
}

func (s Source) metadata() Metadata {
	return Metadata{
		Title: s.Title, LastModified: Midnight(s.Date), Version: s.Version, OSCAL: Version, Remarks: s.Remarks,
		Parties: []Party{{UUID: s.id("party"), Type: "organization", Name: s.Owner}},
	}
}

func (s Source) libraryID(lib Library) string { return s.id("library", lib.Href, lib.State) }

// resource is the library with the state that its ids belong to.
func (s Source) resource(lib Library) Resource {
	return Resource{UUID: s.libraryID(lib), Title: lib.Title, Description: lib.State, Links: []ResourceLink{{lib.Href}}}
}
