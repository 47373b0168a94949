package clean

import (
	"errors"
	"regexp"
	"strings"

	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/parts"
)

// odfKinds are the kinds of OpenDocument files that are written: the element
// of their body and the suffix (OpenDocument 1.3, part 3, appendix A).
var odfKinds = map[string]struct{ body, ext string }{
	"application/vnd.oasis.opendocument.text":                 {"office:text", ".odt"},
	"application/vnd.oasis.opendocument.text-template":        {"office:text", ".ott"},
	"application/vnd.oasis.opendocument.spreadsheet":          {"office:spreadsheet", ".ods"},
	"application/vnd.oasis.opendocument.spreadsheet-template": {"office:spreadsheet", ".ots"},
	"application/vnd.oasis.opendocument.chart":                {"office:chart", ""},
	"application/vnd.oasis.opendocument.formula":              {"", ""},
}

// openDoc is an OpenDocument file that is written anew.
type openDoc struct {
	*cleaner
	a     *parts.Archive
	mime  string
	about description
	own   strings.Builder // the stamp, as elements of meta.xml
	// version is that of OpenDocument. Programs refuse a file whose list of
	// parts tells another one than its content.
	version string
	stamp   bool
	files   []form.File
	types   [][2]string       // the manifest: path and type
	names   map[string]string // picture in the file read → in the file written
	hidden  map[string]bool   // styles that hide text
	unseen  map[string]bool   // styles of tables that are not displayed
	base    map[string]string // style → the one it is based on
	gone    map[string]bool   // sheets that are left out
	done    map[string]bool   // parts that are written or listed
}

// openDocument writes an OpenDocument file anew.
func (c *cleaner) openDocument(a *parts.Archive) ([]byte, string, error) {
	d := &openDoc{cleaner: c, a: a, names: map[string]string{}, done: map[string]bool{"mimetype": true, "meta-inf/manifest.xml": true}}
	if err := d.manifestRead(); err != nil {
		return nil, "", err
	}
	src, err := a.Bytes("mimetype")
	if err != nil {
		return nil, "", err
	}
	d.mime = strings.TrimSpace(string(src))
	kind, known := odfKinds[d.mime]
	switch {
	case strings.HasPrefix(d.mime, "application/vnd.oasis.opendocument.presentation"):
		return nil, "", parts.Presentation.Refusal()
	case !known || kind.ext == "" || !a.Stored("mimetype"):
		return nil, "", &parts.Error{Reason: parts.Unreadable, ID: "clean-mimetype"}
	}
	d.files = []form.File{{Name: "mimetype", Data: []byte(d.mime), Stored: true}}
	if err := d.meta(); err != nil {
		return nil, "", err
	}
	if err := d.document("", d.mime); err != nil {
		return nil, "", err
	}
	d.add("meta.xml", "text/xml", d.aboutPart())
	d.unreached()
	c.part = ""
	d.files = append(d.files, form.File{Name: "META-INF/manifest.xml", Data: d.manifest()})
	data, err := archiveBytes(d.files)
	return data, kind.ext, err
}

// manifestRead refuses encryption.
func (d *openDoc) manifestRead() error {
	if d.a.Has("encrypted-package") {
		return parts.EncryptedFile()
	}
	const name = "META-INF/manifest.xml"
	if !d.a.Has(name) {
		return parts.Damaged(name, errors.New("part is missing"))
	}
	s, err := d.a.XML(name)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.Each(func(name string, _ startElement) error {
		if name == "manifest:encryption-data" {
			return parts.EncryptedFile()
		}
		return nil
	})
}

// document writes the parts of the file, or of an object in the folder dir.
func (d *openDoc) document(dir, mime string) error {
	outer := *d
	d.hidden, d.unseen, d.base, d.gone = map[string]bool{}, map[string]bool{}, map[string]string{}, map[string]bool{}
	if dir != "" {
		d.types = append(d.types, [2]string{dir, mime})
	}
	trees := map[string]*tree{}
	for _, name := range []string{"content.xml", "styles.xml", "settings.xml"} {
		if !d.a.Has(dir+name) || name == "settings.xml" && dir != "" {
			continue
		}
		d.part = dir + name
		t, err := d.load(d.a, dir+name)
		if err != nil {
			return err
		}
		trees[name] = t
		d.collect(t.root)
	}
	content := trees["content.xml"]
	if content == nil {
		return parts.Damaged(dir+"content.xml", errors.New("part is missing"))
	}
	if want := odfKinds[mime].body; want != "" && (content.root.name != "office:document-content" || content.root.child("office:body", want) == nil) {
		return &parts.Error{Reason: parts.Unreadable, ID: "clean-mimetype"}
	}
	if v := content.root.attr("office:version"); dir == "" && odfVersion.MatchString(v) {
		d.version = v
	}
	d.resolveStyles()
	for _, name := range []string{"content.xml", "styles.xml", "settings.xml"} {
		t := trees[name]
		if t == nil {
			continue
		}
		d.part = dir + name
		if err := d.body(t, dir); err != nil {
			return err
		}
		d.add(dir+name, "text/xml", t.bytes())
	}
	d.hidden, d.unseen, d.base, d.gone = outer.hidden, outer.unseen, outer.base, outer.gone
	return nil
}

func (d *openDoc) add(name, kind string, data []byte) {
	d.done[strings.ToLower(name)] = true
	d.files = append(d.files, form.File{Name: name, Data: data})
	d.types = append(d.types, [2]string{name, kind})
}

var odfVersion = regexp.MustCompile(`^1\.[0-9]$`)

// versioned writes the version as an attribute; files before 1.2 have none.
func (d *openDoc) versioned(name string) string {
	if d.version == "" {
		return ""
	}
	return " " + name + `="` + d.version + `"`
}

// manifest lists what is written.
func (d *openDoc) manifest() []byte {
	var b strings.Builder
	version := d.versioned("manifest:version")
	b.WriteString(xmlHead + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"` + version +
		`><manifest:file-entry manifest:full-path="/"` + version + ` manifest:media-type="` + d.mime + `"/>`)
	for _, t := range d.types {
		own := ""
		if strings.HasSuffix(t[0], "/") {
			own = version
		}
		b.WriteString(`<manifest:file-entry manifest:full-path="` + attrEscaper.Replace(t[0]) + `"` + own + ` manifest:media-type="` + t[1] + `"/>`)
	}
	b.WriteString("</manifest:manifest>")
	return []byte(b.String())
}

// unreached lists the parts that are not written.
func (d *openDoc) unreached() {
	for _, name := range d.a.Names() {
		if d.done[name] || d.a.IsFolder(name) {
			continue
		}
		d.part = name
		id := "part"
		for _, known := range [][2]string{
			{"basic/", "macro"}, {"scripts/", "macro"}, {"dialogs/", "macro"}, {"thumbnails/", "thumbnail"}, {"configurations2/", "settings"},
			{"meta-inf/documentsignatures", "signature"}, {"meta-inf/macrosignatures", "signature"}, {"meta-inf/packagesignatures", "signature"},
			{"versions/", "versions"}, {"versionlist.xml", "versions"}, {"fonts/", "font"}, {"layout-cache", ""}, {"manifest.rdf", "metadata"},
			{"database/", "connection"}, {"objectreplacements/", ""}, {"media/", "media"},
		} {
			if strings.HasPrefix(name, known[0]) {
				id = known[1]
				break
			}
		}
		if id == "metadata" && d.plainRDF(name) {
			id = ""
		}
		if id != "" {
			d.note(id, "")
		}
	}
}

// plainRDF reports whether the metadata of the parts only say which parts there
// are, as every program writes it.
func (d *openDoc) plainRDF(name string) bool {
	src, err := d.a.Bytes(name)
	return err == nil && len(src) < 2048 && !strings.Contains(string(src), "Literal") && strings.Contains(string(src), "meta/pkg")
}
