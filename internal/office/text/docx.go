package text

import (
	"encoding/xml"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// extractWord reads the body of a Word document, then its headers and footers.
func extractWord(a *parts.Archive, part string, txt Text) (Text, error) {
	relations, err := parts.Relations(a, part)
	if err != nil {
		return Text{}, err
	}
	styles, err := readWordStyles(a, targetOf(relations, "styles"))
	if err != nil {
		return Text{}, err
	}
	notes := map[string]string{}
	for _, kind := range []string{"footnotes", "endnotes"} {
		if err := readNotes(a, targetOf(relations, kind), styles, notes); err != nil {
			return Text{}, err
		}
	}
	out := &collector{}
	body := newWordReader(styles, out, false)
	body.notes = notes
	if err := body.read(a, part); err != nil {
		return Text{}, err
	}
	if err := readMargins(a, relations, styles, out); err != nil {
		return Text{}, err
	}
	txt.Sections = out.done()
	if body.title != "" {
		txt.Title = body.title
	}
	if txt.Language == "" {
		txt.Language = styles.language
	}
	return txt, nil
}

// targetOf returns the first part of a kind, "" if there is none.
func targetOf(relations []parts.Relation, kind string) string {
	for _, r := range relations {
		if r.Kind == kind {
			return r.Target
		}
	}
	return ""
}

// readNotes reads footnotes or endnotes: their text by kind and number, "f2".
func readNotes(a *parts.Archive, part string, styles *wordStyles, notes map[string]string) error {
	s, err := a.XML(part)
	if s == nil || err != nil {
		return err
	}
	defer s.Close()
	return s.Each(func(name string, e xml.StartElement) error {
		if name != "w:footnote" && name != "w:endnote" {
			return nil
		}
		out := &collector{}
		r := newWordReader(styles, out, true)
		if err := r.content(s); err != nil {
			return err
		}
		notes[noteKey(name, s.Attribute(e, "w:id"))] = joinText(out.done())
		return nil
	})
}

// noteKey names a note after its element or its reference.
func noteKey(element, id string) string {
	return strings.TrimPrefix(element, "w:")[:1] + id
}

// readMargins adds headers and footers, each text once.
func readMargins(a *parts.Archive, relations []parts.Relation, styles *wordStyles, out *collector) error {
	out.end()
	var seen []string
	for _, r := range relations {
		if r.Kind != "header" && r.Kind != "footer" {
			continue
		}
		margin := &collector{}
		reader := newWordReader(styles, margin, true)
		if err := reader.read(a, r.Target); err != nil {
			return err
		}
		text := joinText(margin.done())
		if slices.Contains(seen, text) {
			continue
		}
		seen = append(seen, text)
		if err := out.line(text); err != nil {
			return err
		}
	}
	return nil
}

// joinText puts the lines of sections without titles together.
func joinText(sections []Section) string {
	var lines []string
	for _, s := range sections {
		lines = append(lines, s.Text)
	}
	return strings.Join(lines, "\n")
}
