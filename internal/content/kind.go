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
)

// Kinds lists all kinds in the order of the handbook; the tags in front.go name
// them too.
func Kinds() []Kind { return []Kind{Plain, Guide, News, Event} }

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

// Front returns a pointer to a new, empty front matter of the kind: the one
// source of its decoding and of its JSON Schema. Sections are of no kind of
// their own: they have the common keys.
func (k Kind) Front() any {
	switch k {
	case Guide:
		return new(guideFront)
	case Event:
		return new(eventFront)
	}
	return new(plainFront)
}

// split takes the parts of a decoded front matter apart.
func split(front any) (Common, *GuideKeys, *EventKeys) {
	switch f := front.(type) {
	case *guideFront:
		return f.Common, &f.GuideKeys, nil
	case *eventFront:
		return f.Common, nil, &f.EventKeys
	case *plainFront:
		return f.Common, nil, nil
	}
	return Common{}, nil, nil
}
