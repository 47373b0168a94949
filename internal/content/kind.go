package content

import "strings"

// Kind says what a page is and which front matter keys it has.
type Kind string

// The kinds of pages that are written as Markdown.
const (
	Plain Kind = "page"
	Guide Kind = "guide"
	News  Kind = "news"
	Event Kind = "event"
	// Template and Policy are documents and workbooks to take home.
	Template Kind = "template"
	Policy   Kind = "policy"
	// Survey is a topic of a catalogue of questions, or a round of answers.
	Survey Kind = "survey"
	// Process is a business process of a municipality.
	Process Kind = "process"
)

// Kinds lists all kinds in the order of the handbook; the tags in front.go name
// them too.
func Kinds() []Kind { return []Kind{Plain, Guide, News, Event, Template, Policy, Survey, Process} }

// KindOf is the kind of the pages in a top-level folder, unless the folder or
// the page says otherwise. path is below the content folder.
func KindOf(path string) Kind {
	section, _, _ := strings.Cut(path, "/")
	switch section {
	case "leitfaden":
		return Guide
	case "aktuelles":
		return News
	case "termine":
		return Event
	case "vorlagen":
		return Template
	case "richtlinien":
		return Policy
	case "basischeck", "ergebnisse":
		return Survey
	case "prozesse":
		return Process
	}
	return Plain
}

type plainFront struct{ Common }

type guideFront struct {
	Common
	GuideKeys
}

type eventFront struct {
	Common
	EventKeys
}

type surveyFront struct {
	Common
	SurveyKeys
}

type processFront struct {
	Common
	ProcessKeys
}

type templateFront struct {
	Common
	TemplateKeys
}

type policyFront struct {
	Common
	TemplateKeys
	Refs []string `yaml:"refs" nb:"max=60,doc=schema.refs"`
}

// Front returns a pointer to a new, empty front matter of the kind: the one
// source of its decoding and of its JSON Schema. Sections are of no kind of
// their own: they have the common keys.
func (k Kind) Front() any {
	switch k {
	case Guide:
		return new(guideFront)
	case Event:
		return new(eventFront)
	case Template:
		return new(templateFront)
	case Policy:
		return new(policyFront)
	case Survey:
		return new(surveyFront)
	case Process:
		return new(processFront)
	}
	return new(plainFront)
}

// keys are the decoded front matter of a page, in parts: the common keys and
// those of its kind. Templates have a step and levels as guide chapters do.
type keys struct {
	front    Common
	guide    *GuideKeys
	event    *EventKeys
	template *TemplateKeys
	survey   *SurveyKeys
	process  *ProcessKeys
}

// split takes the parts of a decoded front matter apart.
func split(front any) keys {
	switch f := front.(type) {
	case *guideFront:
		return keys{front: f.Common, guide: &f.GuideKeys}
	case *eventFront:
		return keys{front: f.Common, event: &f.EventKeys}
	case *templateFront:
		return keys{front: f.Common, guide: &f.GuideKeys, template: &f.TemplateKeys}
	case *policyFront:
		f.TemplateKeys.Refs = f.Refs
		return keys{front: f.Common, guide: &f.GuideKeys, template: &f.TemplateKeys}
	case *surveyFront:
		return keys{front: f.Common, survey: &f.SurveyKeys}
	case *processFront:
		return keys{front: f.Common, process: &f.ProcessKeys}
	case *plainFront:
		return keys{front: f.Common}
	}
	return keys{}
}
