package main

import (
	"fmt"
	"slices"
	"strings"
)

// place is where a page stands: "technik/netz/sicherung-17.md".
type place struct {
	file, section string
	title         string
}

// shares are the sections and how many of a thousand pages each holds. The
// archive keeps its pages in one folder, the others split when they grow.
var shares = []struct {
	name  string
	share int
}{
	{"archiv", 100}, {"notfallplanung", 220}, {"technik", 180}, {"recht", 140}, {"personal", 110},
	{"gebaeude", 80}, {"kommunikation", 60}, {"uebungen", 50}, {"beschaffung", 30}, {"muster", 18},
	{"kontakte", 8}, {"hilfe", 4},
}

// folderSize is how many pages a folder holds before its section is split.
const folderSize = 180

// layOut gives every page its place and its title.
func layOut(pages int) []place {
	var all []place
	for i, s := range shares {
		count := max(1, pages*s.share/1000)
		if i == len(shares)-1 {
			count = max(1, pages-len(all))
		}
		for n := range count {
			all = append(all, placeOf(s.name, n, count, len(all)))
		}
	}
	return all[:min(pages, len(all))]
}

// placeOf spreads a section over folders of growing size: 60, 120, 180, 60, …
func placeOf(section string, n, count, serial int) place {
	dir := section
	if section != "archiv" && count > folderSize {
		cycle := n % (2 * folderSize)
		folder := n / (2 * folderSize) * 3
		switch {
		case cycle >= 180:
			folder += 2
		case cycle >= 60:
			folder++
		}
		dir = fmt.Sprintf("%s/%s-%d", section, slug(nouns[folder%len(nouns)].singular), folder/len(nouns)+1)
	}
	topic := nouns[(serial*7)%len(nouns)]
	field := nouns[(serial*13+serial/len(nouns))%len(nouns)]
	title := fmt.Sprintf("%s und %s, Teil %d", topic.plural, field.plural, serial+1)
	return place{file: fmt.Sprintf("%s/%s-%d.md", dir, slug(topic.singular), serial+1), section: dir, title: title}
}

// sections lists all folders, parents first.
func sections(pages []place) []string {
	var dirs []string
	for _, p := range pages {
		parts := strings.Split(p.section, "/")
		for i := range parts {
			dirs = append(dirs, strings.Join(parts[:i+1], "/"))
		}
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

func slug(s string) string {
	return strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", " ", "-").Replace(strings.ToLower(s))
}

// settings is nachbar.yaml with a menu of the largest sections.
func settings(pages []place) string {
	var b strings.Builder
	b.WriteString("title: Erzeugtes Portal\nlanguage: de\nbaseURL: https://portal.example.org/\ntlp: CLEAR\n")
	b.WriteString("search: false # the peers make none\n")
	b.WriteString("audiences: [{name: oeffentlich, tlp: CLEAR}]\nmenus:\n  main:\n")
	known := sections(pages)
	for _, s := range shares[:6] {
		if slices.Contains(known, s.name) {
			fmt.Fprintf(&b, "    - {title: %s, page: %s}\n", heading(s.name), s.name)
		}
	}
	b.WriteString("  footer:\n    - {title: Inhalte von A bis Z, page: a-z}\n")
	b.WriteString("organisation: {name: Musterverband, street: Musterstraße 1, city: 00000 Musterstadt, email: portal@example.org}\n")
	return b.String()
}
