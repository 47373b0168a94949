// Package bsc is the Basis-Sicherheitscheck: catalogues of questions, the
// answers of one municipality, how they are scored and what they recommend.
//
// A catalogue is data below data/bsc/<id>: katalog.yaml describes it and lists
// its topics, one file for each topic holds the questions, zuordnung.yaml says
// what became of the questions of its predecessor. Answers of a municipality
// never come into the repository of the portal; what may be published about
// many of them is decided by package disclosure.
package bsc

import "slices"

// Catalogue is a set of questions that does not change once it was used.
type Catalogue struct {
	ID      string `yaml:"id" nb:"required,max=40"`
	Title   string `yaml:"title" nb:"required,max=120"`
	Version string `yaml:"version" nb:"required,max=20"`
	Date    string `yaml:"date" nb:"required,max=10"`
	About   string `yaml:"about" nb:"required,max=2000"`
	License string `yaml:"license" nb:"required,max=40"`
	// Example marks a catalogue that was invented for the portal.
	Example bool `yaml:"example"`
	// Predecessor is the id of the catalogue that this one follows.
	Predecessor string `yaml:"predecessor" nb:"max=40"`
	// GSPP names the state of the Grundschutz++ library that its ids belong to.
	GSPP   string  `yaml:"gspp" nb:"max=80"`
	Topics []Topic `yaml:"topics" nb:"required,max=40"`

	// Questions are in the order of the topics.
	Questions []Question
	// Changes tells what became of the predecessor's questions.
	Changes []Change

	index map[string]int
}

// Topic is a group of questions, "T05".
type Topic struct {
	ID    string   `yaml:"id" nb:"required,max=10"`
	Title string   `yaml:"title" nb:"required,max=80"`
	About string   `yaml:"about" nb:"required,max=600"`
	WiBA  []string `yaml:"wiba" nb:"max=10"`
}

// Question is one requirement, asked so that "ja" is what is wanted.
type Question struct {
	ID       string `yaml:"id" nb:"required,max=40"`
	Text     string `yaml:"text" nb:"required,max=300"`
	Short    string `yaml:"short" nb:"required,max=60"`
	Help     string `yaml:"help" nb:"required,max=900"`
	Evidence string `yaml:"evidence" nb:"required,max=400"`
	Advice   string `yaml:"advice" nb:"required,max=500"`
	// Strength, Risk and Decision are for the head of the municipality: plain
	// German without technical words.
	Strength string `yaml:"strength" nb:"required,max=200"`
	Risk     string `yaml:"risk" nb:"required,max=200"`
	Decision string `yaml:"decision" nb:"required,max=200"`
	// Weight counts 1 to 3: how much damage the requirement prevents.
	Weight int    `yaml:"weight" nb:"required,min=1,max=3"`
	Effort Effort `yaml:"effort" nb:"required,enum=gering|mittel|hoch"`
	// Priority is 1 (first) to 4, as the priority groups of WiBA.
	Priority int  `yaml:"priority" nb:"required,min=1,max=4"`
	Refs     Refs `yaml:"refs"`
	// Links are paths of pages that help to fulfil it.
	Links []string `yaml:"links" nb:"max=8"`

	// Topic is the id of its topic.
	Topic string

	line int // of its id in the file, 0 if it was not read from one
}

// Refs are the rules that a question follows.
type Refs struct {
	Grundschutz []string `yaml:"grundschutz" nb:"max=12"` // Kompendium, edition 2023
	WiBA        []string `yaml:"wiba" nb:"max=6"`
	GSPP        []string `yaml:"gspp" nb:"max=12"` // Grundschutz++, see Catalogue.GSPP
	BCM         []string `yaml:"bcm" nb:"max=6"`   // chapters of BSI 200-4
}

// Effort is how much work a requirement takes.
type Effort string

// The efforts: up to two days, up to ten days, more.
const (
	Low    Effort = "gering"
	Medium Effort = "mittel"
	High   Effort = "hoch"
)

// Days is a rough figure to divide by: the middle of what the word stands for.
func (e Effort) Days() int {
	switch e {
	case Low:
		return 1
	case Medium:
		return 5
	}
	return 20
}

// Change says what became of a question from one catalogue to the next. Old is
// empty for a new question, New for one that was dropped. Only kept questions
// are compared between rounds.
type Change struct {
	Old    string `yaml:"old" nb:"max=40"`
	New    string `yaml:"new" nb:"max=40"`
	Change string `yaml:"change" nb:"required,enum=kept|changed|new|dropped"`
	Why    string `yaml:"why" nb:"max=300"`
}

// Question returns the question of an id, or nil.
func (c *Catalogue) Question(id string) *Question {
	i, ok := c.index[id]
	if !ok {
		return nil
	}
	return &c.Questions[i]
}

// Topic returns the topic of an id, or nil.
func (c *Catalogue) Topic(id string) *Topic {
	i := slices.IndexFunc(c.Topics, func(t Topic) bool { return t.ID == id })
	if i < 0 {
		return nil
	}
	return &c.Topics[i]
}

// Of lists the questions of a topic in their order.
func (c *Catalogue) Of(topic string) []Question {
	var list []Question
	for _, q := range c.Questions {
		if q.Topic == topic {
			list = append(list, q)
		}
	}
	return list
}

// Kept maps the ids of questions to those of the predecessor that ask the same.
func (c *Catalogue) Kept() map[string]string {
	kept := map[string]string{}
	for _, ch := range c.Changes {
		if ch.Change == "kept" {
			kept[ch.New] = ch.Old
		}
	}
	return kept
}

func (c *Catalogue) prepare() {
	c.index = make(map[string]int, len(c.Questions))
	for i, q := range c.Questions {
		if _, known := c.index[q.ID]; !known {
			c.index[q.ID] = i
		}
	}
}
