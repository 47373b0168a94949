package site

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/exchange"
	"github.com/kaaw/nachbar/internal/office/docx"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/ods"
	"github.com/kaaw/nachbar/internal/office/odt"
	"github.com/kaaw/nachbar/internal/office/xlsx"
	"github.com/kaaw/nachbar/internal/view"
)

// writers make forms of documents, by the endings of files, sheetWriters those
// of workbooks.
var (
	writers      = map[string]func(*document.Document) *form.Form{"odt": odt.Write, "docx": docx.Write}
	sheetWriters = map[string]func(*document.Workbook) *form.Form{"ods": ods.Write, "xlsx": xlsx.Write}
)

// routeCopies adds what municipalities take home: the pages on which they fill
// in and collect, the unfilled files, and the forms that browsers fill.
func (s *snapshot) routeCopies(add func(*artefact)) {
	if !s.model.HasTemplates() {
		return
	}
	for _, page := range []struct{ path, title, name string }{
		{view.ProfilePath, "page.profile", "profile"}, {view.BasketPath, "page.basket", "basket"},
	} {
		p := s.generatedPage(page.path, s.model.Text.T(page.title, nil))
		add(&artefact{path: p.Output(), place: page.path, target: view.Target{Page: p, Output: p.Output(), Name: page.name}})
	}
	add(&artefact{path: exchange.DataPath, place: exchange.DataPath, make: s.templateData})
	var templates []*content.Page
	for _, kind := range []content.Kind{content.Template, content.Policy} {
		for _, p := range s.model.OfKind(kind) {
			s.routeTemplate(p, add)
			s.routeLineage(p, add)
			templates = append(templates, p)
		}
	}
	s.routeComparisons(templates, add)
	s.routeCatalogue(add)
}

// routeTemplate adds the files of a template.
func (s *snapshot) routeTemplate(p *content.Page, add func(*artefact)) {
	if p.Template == nil {
		return
	}
	for _, format := range exchange.Formats(p.Template) {
		add(&artefact{
			path: path.Join(p.Path, p.Template.ID+"."+format), place: p.Source, page: p,
			make: func(c *view.Context) ([]byte, error) {
				f, err := s.formOf(c, p, format)
				if err != nil {
					return nil, err
				}
				return f.Bytes(nil)
			},
		})
		add(&artefact{
			path: exchange.FormPath(p.Template.ID, format), place: p.Source, page: p,
			make: func(c *view.Context) ([]byte, error) {
				f, err := s.formOf(c, p, format)
				if err != nil {
					return nil, err
				}
				return exchange.FormScript(exchange.FormRef(p.Template.ID, format), f)
			},
		})
	}
}

// formOf is the file of a template with holes. c is a context of its page.
func (s *snapshot) formOf(c *view.Context, p *content.Page, format string) (*form.Form, error) {
	src, err := s.sourceOf(c, p)
	if err != nil {
		return nil, err
	}
	return s.form(src, format), nil
}

func (s *snapshot) form(src exchange.Source, format string) *form.Form {
	if src.Page.Template.Sheet != nil {
		book := exchange.MakeWorkbook(src, s.model.Fields, s.model.Text.T)
		return sheetWriters[format](&book)
	}
	doc := exchange.Make(src, s.model.Fields, s.model.Text.T)
	return writers[format](&doc)
}

// fields are those of a template's files.
func (s *snapshot) fields(src exchange.Source) []document.Field {
	if src.Page.Template.Sheet != nil {
		return exchange.MakeWorkbook(src, s.model.Fields, s.model.Text.T).Fields
	}
	return exchange.Make(src, s.model.Fields, s.model.Text.T).Fields
}

// sourceOf reads a template's text and pictures.
func (s *snapshot) sourceOf(c *view.Context, p *content.Page) (exchange.Source, error) {
	src := exchange.Source{Page: p, Portal: cmp.Or(s.model.Conf.BaseURL, s.model.Conf.Title)}
	c.Ask("data", strings.TrimSuffix(exchange.File, ".yaml"))
	if p.Template.Scope != "" {
		src.Scope = c.Runs(p.Template.Scope)
	}
	if p.BodyEmpty {
		return src, nil
	}
	body, hash, err := p.Read(s.opt.FS)
	if err != nil {
		return src, err
	}
	if hash != p.Hash {
		return src, errChanged
	}
	src.Body = c.Document(body)
	document.Pictures(src.Body.Blocks, func(image *document.Image) { err = errors.Join(err, s.fetch(image)) })
	return src, err
}

// maxPicture is the size of the largest picture that goes into a document.
const maxPicture = 8 << 20

// fetch reads the bytes of a picture that word processors know; of others the
// document has the description.
func (s *snapshot) fetch(image *document.Image) error {
	switch strings.ToLower(path.Ext(image.Source)) {
	case ".png", ".jpg", ".jpeg":
	default:
		return nil
	}
	info, err := fs.Stat(s.opt.FS, image.Source)
	if err != nil || info.Size() > maxPicture {
		return err
	}
	image.Data, err = fs.ReadFile(s.opt.FS, image.Source)
	return err
}

// unfilled makes the unfilled files of a template for its page, which shows their
// sizes and sums. c notes what they are made of.
func (s *snapshot) unfilled(c *view.Context, p *content.Page) (view.Made, error) {
	src, err := s.sourceOf(c, p)
	if err != nil {
		return view.Made{}, err
	}
	made := view.Made{Fields: s.fields(src)}
	for _, format := range exchange.Formats(p.Template) {
		data, err := s.form(src, format).Bytes(nil)
		if err != nil {
			return made, err
		}
		made.Files = append(made.Files, view.MadeFile{Format: format, Size: int64(len(data)), Sum: sha256.Sum256(data)})
	}
	return made, nil
}

// wordsPrefix starts the keys of the texts that browsers show around templates.
const wordsPrefix = "ui.copy."

// templateData is the script with all templates.
func (s *snapshot) templateData(c *view.Context) ([]byte, error) {
	var offered []exchange.Offered
	for _, p := range c.Templates() {
		own := s.model.NewContext(view.Target{Page: p, Output: p.Output()})
		src, err := s.sourceOf(own, p)
		if err != nil {
			return nil, err
		}
		c.Ask("body", p.Path)
		o := exchange.Offered{Page: p}
		for _, f := range s.fields(src) {
			o.Fields = append(o.Fields, f.ID)
		}
		offered = append(offered, o)
	}
	c.Ask("data", strings.TrimSuffix(exchange.File, ".yaml"))
	words := map[string]string{}
	for _, key := range s.model.Text.Keys() {
		if name, ok := strings.CutPrefix(key, wordsPrefix); ok {
			words[name] = s.model.Text.T(key, nil)
		}
	}
	cfg := s.model.Conf
	info := exchange.PortalInfo{Title: cfg.Title, URL: cfg.BaseURL, Lang: c.Lang()}
	return exchange.NewPortal(info, s.model.Fields, offered, words).Script()
}
