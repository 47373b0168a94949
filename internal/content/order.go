package content

import (
	"cmp"
	"strings"
)

// order sorts siblings: by weight (pages without one come last), then what has
// no date of its own, events from the earliest, news from the newest, then by
// title.
func order(a, b *Page) int {
	if a.Weight != b.Weight {
		switch {
		case a.Weight == 0:
			return 1
		case b.Weight == 0:
			return -1
		}
		return cmp.Compare(a.Weight, b.Weight)
	}
	if c := cmp.Compare(dated(a), dated(b)); c != 0 {
		return c
	}
	byDate := 0
	switch dated(a) {
	case byStart:
		byDate = Day(a.Event.Start).Compare(Day(b.Event.Start))
	case byNews:
		byDate = Day(b.Date).Compare(Day(a.Date))
	}
	return cmp.Or(byDate, cmp.Compare(a.titleKey, b.titleKey), cmp.Compare(a.Path, b.Path))
}

// What siblings of one weight are ordered by.
const (
	byTitle = iota
	byStart
	byNews
)

func dated(p *Page) int {
	switch {
	case p.Section:
		return byTitle
	case p.Event != nil:
		return byStart
	case p.Kind == News:
		return byNews
	}
	return byTitle
}

// TitleFromName makes "Bcm konzept" from "bcm-konzept".
func TitleFromName(name string) string {
	name = strings.NewReplacer("-", " ", "_", " ").Replace(name)
	if name == "" || name == "." {
		return name
	}
	first, rest := []rune(name)[:1], []rune(name)[1:]
	return strings.ToUpper(string(first)) + string(rest)
}
