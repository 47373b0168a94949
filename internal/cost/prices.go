// Package cost is what a cooperation costs and offers: the price list from which
// each member's share follows (data/kosten.yaml), and the catalogue of services
// (data/leistungen.yaml).
//
// The share of a member has up to four steps, for each branch of the cooperation
// by itself:
//
//  1. The prices of the branch add up to its cost.
//  2. A part of it, "base" percent, is divided equally among all members.
//  3. The rest is divided by the inhabitants of all members and multiplied with
//     those of the member.
//  4. Work that only the law of one federal state makes is divided equally among
//     the members in that state.
//
// Money is counted in whole cents. Each step is rounded once, half up, so that
// programs in other languages come to the same cent: web/ts/cost.ts does, and
// testdata/shares.json holds both to it.
package cost

import (
	"slices"
	"strconv"

	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/strict"
)

// Data is the name of the price list in the data folder, without its ending.
const Data = "kosten"

// Prices is a price list with those who share it.
type Prices struct {
	// Example says that members and amounts are invented.
	Example bool   `yaml:"example" json:"example"`
	Date    string `yaml:"date" json:"date" nb:"required,max=10"`
	Members Size   `yaml:"members" json:"members" nb:"required"`
	Lands   []Land `yaml:"lands" json:"lands" nb:"required,max=16"`
	// Sizes are the numbers of inhabitants that tables and charts show.
	Sizes    []int    `yaml:"sizes" json:"sizes" nb:"required,max=20"`
	Branches []Branch `yaml:"branches" json:"branches" nb:"required,max=6"`
}

// Size is how many share a price.
type Size struct {
	Count       int `yaml:"count" json:"count" nb:"required,min=1,max=1000"`
	Inhabitants int `yaml:"inhabitants" json:"inhabitants" nb:"required,min=1,max=90000000"`
}

// Land is a federal state with the number of members in it.
type Land struct {
	ID      string `yaml:"id" json:"id" nb:"required,max=2"`
	Title   string `yaml:"title" json:"title" nb:"required,max=40"`
	Members int    `yaml:"members" json:"members" nb:"required,min=1,max=1000"`
}

// Branch is a part of the cooperation with prices of its own.
type Branch struct {
	ID    string `yaml:"id" json:"id" nb:"required,max=40"`
	Title string `yaml:"title" json:"title" nb:"required,max=60"`
	// Base is the part of the cost that is divided equally, in percent.
	Base  int    `yaml:"base" json:"base" nb:"min=0,max=100"`
	Items []Item `yaml:"items" json:"items" nb:"required,max=30"`
}

// Item is a line of the price list. One with a Land is paid by the members there.
type Item struct {
	ID     string `yaml:"id" json:"id" nb:"required,max=40"`
	Title  string `yaml:"title" json:"title" nb:"required,max=120"`
	Amount int    `yaml:"amount" json:"amount" nb:"required,min=1,max=10000"`
	Unit   string `yaml:"unit" json:"unit" nb:"required,max=40"`
	// Price is that of one unit a year, in whole euros.
	Price int    `yaml:"price" json:"price" nb:"required,min=1,max=1000000"`
	Land  string `yaml:"land" json:"land" nb:"max=2"`
}

// Cents is what the line costs a year.
func (i Item) Cents() int64 { return int64(i.Amount) * int64(i.Price) * 100 }

// Bounds that keep every product below 2^53, which browsers count exactly.
const (
	maxTotal = 1_000_000_000 // cents of a branch
	// MaxInhabitants is the largest municipality that shares are worked out for.
	MaxInhabitants = 1_000_000
)

// ReadPrices decodes a price list and names what in it contradicts itself. With
// a problem nothing is to be worked out from it.
func ReadPrices(node *yaml.Node, at strict.Source) (*Prices, diag.List) {
	p := &Prices{}
	problems := strict.Decode(node, at, p, strict.Options{})
	if problems.HasErrors() {
		return nil, problems
	}
	problems.Add(p.check(node, at)...)
	if problems.HasErrors() {
		return nil, problems
	}
	return p, problems
}

func (p *Prices) check(node *yaml.Node, at strict.Source) (problems diag.List) {
	members := 0
	seen := map[string]bool{}
	twice := func(id string, way ...string) {
		if seen[way[0]+" "+id] {
			problems.Add(at.Problem("cost-twice", strict.Find(node, way...), "id", id))
		}
		seen[way[0]+" "+id] = true
	}
	for i, l := range p.Lands {
		members += l.Members
		twice(l.ID, "lands", strconv.Itoa(i))
	}
	if members != p.Members.Count {
		problems.Add(at.Problem("cost-members", strict.Find(node, "members", "count"), "count", strconv.Itoa(p.Members.Count), "lands", strconv.Itoa(members)))
	}
	for i, n := range p.Sizes {
		if n < 1 || n > MaxInhabitants || i > 0 && n <= p.Sizes[i-1] {
			problems.Add(at.Problem("cost-size", strict.Find(node, "sizes", strconv.Itoa(i)), "n", strconv.Itoa(n), "max", strconv.Itoa(MaxInhabitants)))
		}
	}
	for i, b := range p.Branches {
		way := []string{"branches", strconv.Itoa(i)}
		twice(b.ID, way...)
		if b.Total() > maxTotal {
			problems.Add(at.Problem("cost-large", strict.Find(node, way...), "branch", b.Title, "max", strconv.Itoa(maxTotal/100)))
		}
		for k, item := range b.Items {
			if p.Land(item.Land) == nil && item.Land != "" {
				problems.Add(at.Problem("cost-land", strict.Find(node, append(slices.Clone(way), "items", strconv.Itoa(k), "land")...), "land", item.Land))
			}
		}
	}
	return problems
}

// Land returns the state of an id, or nil.
func (p *Prices) Land(id string) *Land {
	i := slices.IndexFunc(p.Lands, func(l Land) bool { return l.ID == id })
	if i < 0 {
		return nil
	}
	return &p.Lands[i]
}

// Total is what all pay for together, in cents a year.
func (b *Branch) Total() int64 { return b.sum("") }

// sum adds up the lines of a state; "" are those of all.
func (b *Branch) sum(land string) (cents int64) {
	for _, item := range b.Items {
		if item.Land == land {
			cents += item.Cents()
		}
	}
	return cents
}
