package clean

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/parts"
)

// relation leads from a part to another one, or out of the file.
type relation struct {
	id, kind, target string
	external         bool
}

// pack is an Office Open XML file that is written anew.
type pack struct {
	*cleaner
	a     *parts.Archive
	kinds map[string]partKind
	stamp bool              // the file says that nachbar has made it
	files map[string][]byte // what is written, by name
	types map[string]string // content types of these
	rels  map[string][]relation
	names map[string]string // part in the file read → in the file written
	said  map[string]bool   // parts that were listed
	word  wordStyles
	book  *workbook
}

// goodName are the names of parts that are written.
var goodName = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$`)

// openXML writes an Office Open XML file anew (ISO/IEC 29500).
func (c *cleaner) openXML(a *parts.Archive) ([]byte, string, error) {
	p := &pack{cleaner: c, a: a, files: map[string][]byte{}, types: map[string]string{}, rels: map[string][]relation{},
		names: map[string]string{}, said: map[string]bool{}}
	top, err := p.relations("")
	if err != nil {
		return nil, "", err
	}
	main := slices.IndexFunc(top, func(r relation) bool { return r.kind == "officeDocument" && !r.external })
	if main < 0 {
		return nil, "", parts.Damaged("_rels/.rels", errors.New("no main part"))
	}
	if err := p.properties(top); err != nil {
		return nil, "", err
	}
	ext, err := p.main(top[main].target)
	if err != nil {
		return nil, "", err
	}
	for _, r := range top {
		p.leaveOut(r)
	}
	p.unreached()
	c.part = ""
	data, err := p.bytes()
	return data, ext, err
}

// main writes the main part and all that it leads to.
func (p *pack) main(part string) (ext string, err error) {
	if strings.HasSuffix(part, ".bin") && p.a.Has(part) {
		return "", parts.UnsupportedFormat("XLSB")
	}
	root, err := parts.Root(p.a, part)
	if err != nil {
		return "", err
	}
	template, err := p.isTemplate(part)
	if err != nil {
		return "", err
	}
	switch root {
	case "w:document":
		p.kinds = wordKinds
		if err := p.loadWordStyles(part); err != nil {
			return "", err
		}
		ext = ".docx"
		if template {
			ext = ".dotx"
		}
	case "x:workbook":
		p.kinds = sheetKinds
		ext = ".xlsx"
		if template {
			ext = ".xltx"
		}
	case "p:presentation":
		return "", parts.Presentation.Refusal()
	default:
		return "", parts.Damaged(part, errors.New("neither text nor sheets"))
	}
	if _, err := p.write(part, partKind{root: root, content: mainTypes[ext], clean: p.kinds["officeDocument"].clean}); err != nil {
		return "", err
	}
	p.rels[""] = append([]relation{{id: "rId1", kind: "officeDocument", target: p.names[strings.ToLower(part)]}}, p.rels[""]...)
	return ext, nil
}

var mainTypes = map[string]string{
	".docx": wordML + "document.main+xml", ".dotx": wordML + "template.main+xml",
	".xlsx": sheetML + "sheet.main+xml", ".xltx": sheetML + "template.main+xml",
}

// isTemplate reads the content type of the main part.
func (p *pack) isTemplate(part string) (bool, error) {
	if !p.a.Has("[Content_Types].xml") {
		return false, parts.Damaged("[Content_Types].xml", errors.New("part is missing"))
	}
	t, err := p.load(p.a, "[Content_Types].xml")
	if err != nil {
		return false, err
	}
	found := false
	t.root.each(func(n *node) {
		if n.name == "ct:Override" && strings.EqualFold(strings.TrimPrefix(n.attr("PartName"), "/"), part) {
			kind := n.attr("ContentType")
			found = strings.Contains(strings.ToLower(kind), "template")
			if strings.Contains(strings.ToLower(kind), "macroenabled") {
				p.part = part
				p.note("macro", kind)
			}
		}
	})
	return found, nil
}

// write cleans a part of a kind and writes it; "" says that it cannot be
// written. It is written once, however many relations lead to it.
func (p *pack) write(part string, kind partKind) (string, error) {
	key := strings.ToLower(part)
	if name, done := p.names[key]; done {
		return name, nil
	}
	if kind.picture {
		return p.media(part)
	}
	name := p.a.Original(part)
	if name == "" {
		return "", nil
	}
	if !goodName.MatchString(name) {
		return "", refused("office-archive", name, errors.New("name of the part"))
	}
	p.names[key] = name
	defer func(above string) { p.part = above }(p.part)
	p.part = name
	t, err := p.load(p.a, part)
	if err != nil {
		return "", err
	}
	if t.root.name != kind.root {
		return "", parts.Damaged(name, fmt.Errorf("begins with %s instead of %s", t.root.name, kind.root))
	}
	links, err := p.relations(part)
	if err != nil {
		return "", err
	}
	settle(t.root)
	kept := p.sort(links)
	if err := kind.clean(p, t); err != nil {
		return "", err
	}
	p.references(t.root, kept)
	p.files[name], p.types[name] = t.bytes(), kind.content
	used := usedIDs(t.root)
	t = nil
	return name, p.follow(name, links, kept, used)
}

// bytes writes the archive: types, relations, then parts by their names.
func (p *pack) bytes() ([]byte, error) {
	for from, links := range p.rels {
		if len(links) > 0 {
			dir, file := path.Split(from)
			p.files[dir+"_rels/"+file+".rels"] = relationsPart(dir, links)
		}
	}
	files := []form.File{{Name: "[Content_Types].xml", Data: p.contentTypes()}, {Name: "_rels/.rels", Data: p.files["_rels/.rels"]}}
	for _, name := range sortedNames(p.files) {
		if name != "_rels/.rels" {
			files = append(files, form.File{Name: name, Data: p.files[name]})
		}
	}
	return archiveBytes(files)
}
