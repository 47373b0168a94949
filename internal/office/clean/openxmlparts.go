package clean

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/picture"
)

const officeRels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

// relationTypes are the addresses of kinds that are not below officeRels.
var relationTypes = map[string]string{
	"core-properties": "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
	"diagramDrawing":  "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing",
}

func sortedNames[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func archiveBytes(files []form.File) ([]byte, error) {
	var b bytes.Buffer
	if err := form.Write(&b, files); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// relationsPart writes the relations of a part in the folder dir.
func relationsPart(dir string, links []relation) []byte {
	var b bytes.Buffer
	b.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, r := range links {
		kind := relationTypes[r.kind]
		if kind == "" {
			kind = officeRels + r.kind
		}
		target := r.target
		if r.kind != "hyperlink" {
			target = relativePath(dir, target)
		}
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="%s" Target="%s"`, attrEscaper.Replace(r.id), kind, attrEscaper.Replace(target))
		if r.external {
			b.WriteString(` TargetMode="External"`)
		}
		b.WriteString("/>")
	}
	b.WriteString("</Relationships>")
	return b.Bytes()
}

// relativePath leads from a folder to a part.
func relativePath(dir, target string) string {
	up := ""
	for dir = strings.TrimSuffix(dir, "/"); dir != "" && !strings.HasPrefix(target, dir+"/"); {
		up += "../"
		if dir = path.Dir(dir); dir == "." {
			dir = ""
		}
	}
	if dir != "" {
		target = strings.TrimPrefix(target, dir+"/")
	}
	return up + target
}

func (p *pack) contentTypes() []byte {
	var b bytes.Buffer
	b.WriteString(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`)
	for _, d := range [][2]string{{"png", "image/png"}, {"jpg", "image/jpeg"}, {"jpeg", "image/jpeg"}, {"gif", "image/gif"}} {
		fmt.Fprintf(&b, `<Default Extension="%s" ContentType="%s"/>`, d[0], d[1])
	}
	for _, name := range sortedNames(p.types) {
		if kind := p.types[name]; kind != "" && kind != "application/xml" {
			fmt.Fprintf(&b, `<Override PartName="/%s" ContentType="%s"/>`, name, kind)
		}
	}
	b.WriteString("</Types>")
	return b.Bytes()
}

// media writes a picture of the file anew. One that cannot be read, or is of a
// kind that is no picture of points, becomes an empty one.
func (p *pack) media(part string) (string, error) {
	defer func(above string) { p.part = above }(p.part)
	p.part = part
	src, err := p.a.Bytes(part)
	if err != nil {
		return "", err
	}
	data, ext, err := p.pictureInside(src)
	if err != nil {
		return "", err
	}
	stem := strings.TrimSuffix(p.a.Original(part), path.Ext(part))
	if !goodName.MatchString(stem) {
		stem = "media/picture" // a name of our own is as good
	}
	name := stem + ext
	if old := path.Ext(p.a.Original(part)); ext == ".jpg" && strings.EqualFold(old, ".jpeg") {
		name = stem + ".jpeg"
	}
	for n := 1; p.files[name] != nil; n++ {
		name = fmt.Sprintf("%s-%d%s", stem, n, ext)
	}
	p.names[strings.ToLower(part)] = name
	p.files[name] = data
	return name, nil
}

// pictureInside is picture for one in an office file: what cannot stay is
// replaced by an empty picture, so that nothing else moves.
func (c *cleaner) pictureInside(src []byte) (data []byte, ext string, err error) {
	if picture.Recognise(src) == "" {
		c.note("image", "")
		return emptyPicture(), ".png", nil
	}
	if data, ext, err = c.picture(src); err == nil && !c.only {
		return data, ext, nil
	}
	if err != nil && (!isRefusal(err) || c.pixels > maxPixels) {
		return nil, "", err
	}
	if err != nil {
		c.note("image", "")
	}
	return emptyPicture(), ".png", nil
}

// emptyPicture is a point of grey, as package picture writes it.
func emptyPicture() []byte {
	var b bytes.Buffer
	point := image.NewGray(image.Rect(0, 0, 1, 1))
	point.Pix[0] = 0xcc
	if err := png.Encode(&b, point); err != nil {
		return nil // a buffer takes everything
	}
	res, err := picture.Clean(b.Bytes())
	if err != nil {
		return nil
	}
	return res.Data
}
