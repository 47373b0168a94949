package cost

import (
	"slices"
	"strconv"

	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/strict"
)

// ServicesData is the name of the catalogue of services in the data folder,
// without its ending.
const ServicesData = "leistungen"

// Services is what a cooperation offers, and what it does not.
type Services struct {
	Date   string  `yaml:"date" nb:"required,max=10"`
	Areas  []Area  `yaml:"areas" nb:"required,max=10"`
	Quotas Quotas  `yaml:"quotas"`
	Limits []Limit `yaml:"limits" nb:"required,max=30"`
}

// Area is a part of the offer.
type Area struct {
	ID       string    `yaml:"id" nb:"required,max=40"`
	Title    string    `yaml:"title" nb:"required,max=80"`
	Services []Service `yaml:"services" nb:"required,max=30"`
}

// Service is something members get. Page is the logical path of the page that
// tells more.
type Service struct {
	ID    string `yaml:"id" nb:"required,max=40"`
	Title string `yaml:"title" nb:"required,max=80"`
	// Get is what a member gets, Bring what it adds, How how to ask for it.
	Get   string `yaml:"get" nb:"required,max=300"`
	Bring string `yaml:"bring" nb:"required,max=300"`
	How   string `yaml:"how" nb:"required,max=300"`
	Page  string `yaml:"page" nb:"max=200"`
	// Optional services are agreed on one by one.
	Optional bool `yaml:"optional"`
}

// Quotas are days of advice a year by size class.
type Quotas struct {
	Example bool    `yaml:"example"`
	Note    string  `yaml:"note" nb:"max=400"`
	Classes []Quota `yaml:"classes" nb:"max=10"`
}

// Quota is the days of one of the size classes of the Basis-Sicherheitscheck, by
// the id of an area.
type Quota struct {
	Class string         `yaml:"class" nb:"required,enum=klein|mittel|gross"`
	Days  map[string]int `yaml:"days" nb:"required"`
}

// Limit is what members do not get, and what they need instead.
type Limit struct {
	ID      string `yaml:"id" nb:"required,max=40"`
	Title   string `yaml:"title" nb:"required,max=80"`
	Why     string `yaml:"why" nb:"required,max=300"`
	Instead string `yaml:"instead" nb:"required,max=300"`
	Page    string `yaml:"page" nb:"max=200"`
}

// ReadServices decodes the catalogue of services and names ids that are there
// twice and quotas of areas that do not exist.
func ReadServices(node *yaml.Node, at strict.Source) (*Services, diag.List) {
	s := &Services{}
	problems := strict.Decode(node, at, s, strict.Options{})
	if problems.HasErrors() {
		return nil, problems
	}
	seen := map[string]bool{}
	note := func(id string, way ...string) {
		if seen[id] {
			problems.Add(at.Problem("cost-twice", strict.Find(node, way...), "id", id))
		}
		seen[id] = true
	}
	for i, a := range s.Areas {
		for k, service := range a.Services {
			note(service.ID, "areas", strconv.Itoa(i), "services", strconv.Itoa(k))
		}
	}
	for i, l := range s.Limits {
		note(l.ID, "limits", strconv.Itoa(i))
	}
	for i, q := range s.Quotas.Classes {
		for id := range q.Days {
			if !slices.ContainsFunc(s.Areas, func(a Area) bool { return a.ID == id }) {
				problems.Add(at.Problem("cost-quota", strict.Find(node, "quotas", "classes", strconv.Itoa(i), "days", id), "id", id))
			}
		}
	}
	if problems.HasErrors() {
		return nil, problems
	}
	return s, problems
}
