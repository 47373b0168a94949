package clean

import (
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// link decides on an address in a tree: what it is replaced with, and whether
// it stays at all. Pictures and objects of the file are written.
func (d *openDoc) link(n *node, dir, address string) (string, bool, error) {
	inside := strings.TrimPrefix(address, "./")
	switch {
	case n.name == "text:a" || n.name == "draw:a":
		if !parts.SafeLink(address) {
			d.note("link", address)
			return "", false, nil
		}
		return address, true, nil
	case n.name == "draw:object":
		return d.object(dir, address, inside)
	case strings.HasPrefix(strings.ToLower(inside), "objectreplacements/"):
		d.done[strings.ToLower(dir+inside)] = true
		return "", false, nil // programs draw it anew
	case isPictureElement(n.name) && d.a.Has(path.Join(dir, inside)) && !strings.Contains(inside, ".."):
		name, err := d.picture(dir, inside)
		return name, err == nil, err
	}
	d.note("external", address)
	return "", false, nil
}

func isPictureElement(name string) bool {
	return slices.Contains([]string{"draw:image", "draw:fill-image", "style:background-image", "text:list-level-style-image", "draw:image-map", "chart:symbol-image"}, name)
}

// picture writes a picture of the file.
func (d *openDoc) picture(dir, inside string) (string, error) {
	part := path.Join(dir, inside)
	key := strings.ToLower(part)
	if name := d.names[key]; name != "" {
		return name, nil
	}
	defer func(above string) { d.part = above }(d.part)
	d.part = part
	src, err := d.a.Bytes(part)
	if err != nil {
		return "", err
	}
	data, ext, err := d.pictureInside(src)
	if err != nil {
		return "", err
	}
	stem := strings.TrimSuffix(inside, path.Ext(inside))
	if !goodName.MatchString(stem) {
		return "", refused("office-archive", part, errors.New("name of the part"))
	}
	name := stem + ext
	for old := path.Ext(inside); ext == ".jpg" && strings.EqualFold(old, ".jpeg"); old = "" {
		name = stem + ".jpeg"
	}
	for d.done[strings.ToLower(path.Join(dir, name))] {
		stem += "-1"
		name = stem + ext
	}
	d.names[key], d.done[key] = name, true
	d.add(path.Join(dir, name), map[string]string{".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif"}[ext], data)
	return name, nil
}

// object writes a chart or a formula that is part of the file; others hold
// data that nobody sees.
func (d *openDoc) object(dir, address, inside string) (string, bool, error) {
	folder := dir + inside + "/"
	mime := ""
	if dir == "" && goodName.MatchString(strings.ReplaceAll(inside, " ", "_")) && d.a.Has(folder+"content.xml") {
		root, err := parts.Root(d.a, folder+"content.xml")
		if err != nil {
			return "", false, err
		}
		if root == "?:math" {
			mime = "application/vnd.oasis.opendocument.formula"
		} else if d.isChart(folder) {
			mime = "application/vnd.oasis.opendocument.chart"
		}
	}
	if mime == "" {
		d.note("ole", address)
		return "", false, nil
	}
	if d.done[strings.ToLower(folder+"content.xml")] {
		return address, true, nil
	}
	defer func(above string) { d.part = above }(d.part)
	return address, true, d.document(folder, mime)
}

func (d *openDoc) isChart(folder string) bool {
	t, err := d.load(d.a, folder+"content.xml")
	return err == nil && t.root.child("office:body", "office:chart") != nil
}
