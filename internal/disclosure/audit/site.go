package audit

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// Unfounded is a figure of a page that follows from no release.
type Unfounded struct {
	Page   string `json:"page"`
	Figure string `json:"figure"`
	Where  string `json:"where"`
}

// resultsDir is the folder of the pages about rounds.
const resultsDir = "ergebnisse"

// siteReader compares what pages say with what releases say. It knows figures
// in the forms in which they are published: ranges and limits of counts, bands
// of shares, the files for download. Rounded estimates ("rund 64 %") are not
// looked up, but none may be finer than a whole percent.
type siteReader struct {
	report *Report
	counts map[string]bool // "38–41", "mindestens 42"
	bands  map[string]bool // "60 bis 65"
	lines  map[string]bool // of tables for download: group, lo, hi
}

func (r *Report) readSite(site fs.FS, rounds []*round) error {
	s := &siteReader{report: r, counts: map[string]bool{}, bands: map[string]bool{}, lines: map[string]bool{}}
	for _, x := range rounds {
		for _, f := range x.files {
			s.learn(f)
		}
	}
	err := fs.WalkDir(site, resultsDir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		src, err := fs.ReadFile(site, name)
		if err != nil {
			return err
		}
		s.read(name, src)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read results pages: %w", err)
	}
	return nil
}

// learn notes everything that a release lets a page say.
func (s *siteReader) learn(f *File) {
	for _, c := range f.cells {
		n := int64(f.group(c.group).n)
		if c.kind == share || c.kind == quantile {
			s.bands[percent(c.lo)+" bis "+percent(c.hi)] = true
			s.lines[c.group+" "+fraction6(c.lo)+" "+fraction6(c.hi)] = true
			s.lines[c.group+" "+decimal(percent(c.lo))+" "+decimal(percent(c.hi))] = true
			s.counts["höchstens "+percent(c.hi)+" %"], s.counts["mindestens "+percent(c.lo)+" %"] = true, true
			continue
		}
		s.counts[fmt.Sprintf("%d–%d", c.lo, c.hi)] = true
		s.counts[fmt.Sprintf("%d bis %d", c.lo, c.hi)] = true
		s.lines[fmt.Sprintf("%s %d %d", c.group, c.lo, c.hi)] = true
		if c.lo == 0 || c.kind == edge {
			s.counts[fmt.Sprintf("höchstens %d", max(c.lo, c.hi*one(c.kind == count)))] = true
		}
		if c.hi == n || c.kind == edge {
			s.counts[fmt.Sprintf("mindestens %d", max(c.lo*one(c.kind == count), c.hi*one(c.kind == edge)))] = true
		}
	}
}

func percent(millionths int64) string {
	return strings.Replace(strconv.FormatFloat(float64(millionths)/10000, 'f', -1, 64), ".", ",", 1)
}

func fraction6(millionths int64) string {
	return strconv.FormatFloat(float64(millionths)/scale, 'f', -1, 64)
}

func (s *siteReader) read(name string, src []byte) {
	switch path.Ext(name) {
	case ".html":
		s.page(name, src)
	case ".json":
		s.download(name, src)
	case ".csv":
		s.table(name, src)
	case ".svg":
		s.text(name, string(src), "Zeichnung")
	default:
		return
	}
	s.report.Pages++
}

func (s *siteReader) unfounded(page, figure, where string) {
	s.report.Unfounded = append(s.report.Unfounded, Unfounded{page, cut(figure), where})
}

// download holds a release on the site to those that are audited: the same
// cells, no others.
func (s *siteReader) download(name string, src []byte) {
	f, err := ReadFile(name, src)
	if err != nil {
		s.unfounded(name, path.Base(name), "keine Veröffentlichung in der bekannten Form")
		return
	}
	for _, c := range f.cells {
		s.report.Figures++
		key := fmt.Sprintf("%s %d %d", c.group, c.lo, c.hi)
		if c.kind == share || c.kind == quantile {
			key = c.group + " " + fraction6(c.lo) + " " + fraction6(c.hi)
		}
		if !s.lines[key] {
			s.unfounded(name, key, "Zelle der Datei")
		}
	}
}

// table reads a table for download with columns runde, gruppe, von and bis.
func (s *siteReader) table(name string, src []byte) {
	rd := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(src, []byte("\ufeff"))))
	rd.Comma, rd.FieldsPerRecord = ';', -1
	rows, err := rd.ReadAll()
	if err != nil || len(rows) == 0 {
		s.unfounded(name, path.Base(name), "keine lesbare Tabelle")
		return
	}
	column := func(title string) int { return slices.Index(rows[0], title) }
	round, group, lo, hi := column("runde"), column("gruppe"), column("von"), column("bis")
	if min(round, group, lo, hi) < 0 {
		s.unfounded(name, path.Base(name), "Tabelle ohne die Spalten runde, gruppe, von, bis")
		return
	}
	for _, row := range rows[1:] {
		s.report.Figures++
		if len(row) != len(rows[0]) || !s.lines[row[round]+"/"+row[group]+" "+decimal(row[lo])+" "+decimal(row[hi])] {
			s.unfounded(name, strings.Join(row[:min(4, len(row))], " "), "Zeile der Tabelle")
		}
	}
}

// decimal writes a number as fraction6 does.
func decimal(word string) string {
	v, err := strconv.ParseFloat(strings.Replace(word, ",", ".", 1), 64)
	if err != nil {
		return word
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// page reads everything inside main: texts, tool tips and alternative texts,
// data attributes, and the drawings.
func (s *siteReader) page(name string, src []byte) {
	doc, err := html.Parse(bytes.NewReader(src))
	if err != nil {
		s.unfounded(name, path.Base(name), "keine lesbare Seite")
		return
	}
	for n := range doc.Descendants() {
		if n.Data == "main" {
			s.main(name, n)
		}
	}
}

func (s *siteReader) main(name string, main *html.Node) {
	for n := range main.Descendants() {
		if n.Type == html.TextNode {
			s.text(name, n.Data, "Text")
		}
		for _, a := range n.Attr {
			if a.Key == "title" || a.Key == "alt" || a.Key == "aria-label" || a.Key == "content" || strings.HasPrefix(a.Key, "data-") {
				s.text(name, a.Val, "Attribut "+a.Key)
			}
		}
		if n.Data == "svg" {
			s.drawing(name, n)
		}
	}
}

var (
	countRange = regexp.MustCompile(`\b(\d{1,3})–(\d{1,3})\b([ \x{00a0}\x{202f}]%)?`)
	countLimit = regexp.MustCompile(`\b(mindestens|höchstens) (\d{1,3})\b([ \x{00a0}\x{202f}](?:%|Prozent))?`)
	shareBand  = regexp.MustCompile(`\b(\d{1,3}(?:,\d+)?) bis (\d{1,3}(?:,\d+)?)[ \x{00a0}\x{202f}](?:%|Prozent)`)
	tooFine    = regexp.MustCompile(`\b\d{1,3},\d+[ \x{00a0}\x{202f}](?:%|Prozent\b)`)
)

// text looks for figures in the forms of the releases.
func (s *siteReader) text(page, text, where string) {
	for _, m := range countRange.FindAllStringSubmatch(text, -1) {
		s.report.Figures++
		if m[3] == "" && !s.counts[m[1]+"–"+m[2]] {
			s.unfounded(page, m[0], where)
		}
	}
	for _, m := range countLimit.FindAllStringSubmatch(text, -1) {
		s.report.Figures++
		unit := ""
		if m[3] != "" {
			unit = " %"
		}
		if !s.counts[m[1]+" "+m[2]+unit] {
			s.unfounded(page, m[0], where)
		}
	}
	banded := shareBand.ReplaceAllStringFunc(text, func(found string) string {
		m := shareBand.FindStringSubmatch(found)
		s.report.Figures++
		if !s.bands[m[1]+" bis "+m[2]] {
			s.unfounded(page, m[0], where)
		}
		return ""
	})
	for _, m := range tooFine.FindAllString(banded, -1) {
		s.report.Figures++
		s.unfounded(page, m, where+": genauer als veröffentlicht")
	}
}

// drawing checks that bars with the same printed limit have the same size:
// what is printed alike must not be drawn apart.
func (s *siteReader) drawing(page string, svg *html.Node) {
	printed, sizes := "", map[string]string{}
	for n := range svg.Descendants() {
		if n.Type == html.TextNode && countLimit.MatchString(n.Data) {
			printed = strings.TrimSpace(n.Data)
			continue
		}
		if n.Data != "rect" || printed == "" || !strings.Contains(attribute(n, "class"), "chart-hatch") {
			continue
		}
		size := attribute(n, "x") + "/" + attribute(n, "width")
		if known, ok := sizes[printed]; ok && known != size {
			s.unfounded(page, printed, "Balken gleicher Angabe sind verschieden lang")
		}
		sizes[printed] = size
		printed = ""
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
