// Package bia is the business impact analysis after BSI-Standard 200-4,
// chapters 6 to 8: a catalogue of the processes of a municipality with proposed
// values, the rules by which values follow from each other, and the workbook in
// which a municipality works out its own.
//
// The catalogue is data below data/prozesse, one file for each of the 17 areas
// of the product framework of North Rhine-Westphalia. Every value in it is a
// proposal: the analysis of a municipality replaces it.
package bia

import "slices"

// Dir is the folder of the catalogue below the data folder.
const Dir = "prozesse"

// Area is a product area with its processes.
type Area struct {
	ID        string    `yaml:"area" nb:"required,max=4"`
	Title     string    `yaml:"title" nb:"required,max=80"`
	Processes []Process `yaml:"processes" nb:"required,max=80"`
}

// Process is a business process as towns have it.
type Process struct {
	ID    string   `yaml:"id" nb:"required,max=10"`
	Title string   `yaml:"title" nb:"required,max=120"`
	About string   `yaml:"about" nb:"required,max=300"`
	Unit  []string `yaml:"unit" nb:"required,max=6"`
	Duty  Duty     `yaml:"duty" nb:"required,enum=A|M|G|J|D|E"`
	// MTA is the proposed class of the tolerable downtime (MTPD).
	MTA    Class  `yaml:"mta" nb:"required,enum=4h|24h|3T|7T|14T|30T|>30T"`
	Reason string `yaml:"reason" nb:"required,max=400"`
	// Source says where the class comes from: it is a proposal of the portal.
	Source string `yaml:"source" nb:"required,enum=vorschlag"`
	// Timed marks processes that are bound to dates and less critical otherwise,
	// Situation those that matter only in an emergency of the population.
	Timed     bool       `yaml:"timed"`
	Situation bool       `yaml:"situation"`
	Peaks     []string   `yaml:"peaks" nb:"max=6"`
	Deadlines []Deadline `yaml:"deadlines" nb:"max=6"`
	Damage    Damage     `yaml:"damage" nb:"required"`
	Resources []Resource `yaml:"resources" nb:"required,max=12"`
	Fallback  []string   `yaml:"fallback" nb:"required,max=6"`
	// Templates are ids of templates that belong to it.
	Templates []string `yaml:"templates" nb:"max=8"`
	// Words are other names under which towns list it.
	Words []string `yaml:"words" nb:"max=12"`
	// Needs are the processes without which it does not run.
	Needs []string `yaml:"needs" nb:"max=8"`

	// Area is the id of its area, File and Line are where it stands.
	Area string
	File string
	Line int
}

// Duty says which municipalities have a process (GO NRW, § 4).
type Duty string

// The duties: all; from medium-sized towns on; large towns; those with a youth
// welfare office of their own; those the district delegated it to; those with
// an enterprise of their own.
const (
	All       Duty = "A"
	Medium    Duty = "M"
	Large     Duty = "G"
	Youth     Duty = "J"
	Delegated Duty = "D"
	Operated  Duty = "E"
)

// Deadline is a date set by law; AsOf is the state of the law that was read.
type Deadline struct {
	Law  string `yaml:"law" nb:"required,max=80"`
	What string `yaml:"what" nb:"required,max=240"`
	AsOf string `yaml:"asOf" nb:"required,max=10"`
}

// Resource is something a process needs (BSI 200-4, 7.4); names are neutral.
type Resource struct {
	Category string `yaml:"category" nb:"required,enum=it|personal|gebaeude|dienstleister|information|geraete|betriebsmittel"`
	Name     string `yaml:"name" nb:"required,max=80"`
}

// Catalogue is all processes in the order of their ids.
type Catalogue struct {
	Areas     []Area
	Processes []*Process

	index map[string]*Process
}

// Process returns the process of an id, or nil.
func (c *Catalogue) Process(id string) *Process { return c.index[id] }

// Area returns the area of an id, or nil.
func (c *Catalogue) Area(id string) *Area {
	i := slices.IndexFunc(c.Areas, func(a Area) bool { return a.ID == id })
	if i < 0 {
		return nil
	}
	return &c.Areas[i]
}
