package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/kaaw/nachbar/internal/audience"
	"github.com/kaaw/nachbar/internal/board"
	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/derived"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/exchange"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/layout"
	"github.com/kaaw/nachbar/internal/markdown"
	"github.com/kaaw/nachbar/internal/privacy"
	"github.com/kaaw/nachbar/internal/tlp"
	"github.com/kaaw/nachbar/internal/view"
)

// snapshot is a site at one moment, ready to be rendered. It is immutable.
type snapshot struct {
	opt       Options // its FS is the audience's input: nothing else can be read
	audience  tlp.Label
	derived   *derived.FS
	model     *view.Model
	files     *files
	inspector inspector
	layouts   *layout.Set
	routes    map[string]*artefact
	order     []*artefact // sorted by path
	made      []*artefact // by number; nil where an output is no longer made
	paths     []string    // by number
	lost      bool        // whether made has gaps that records may still name
	sums      sync.Map    // templates, by path → made
	problems  diag.List   // of loading
	lenient   bool
}

// loader reads a site and reads again what changed. It is used by one
// goroutine at a time.
type loader struct {
	opt Options
	all fs.FS // what opt.FS was before guard
	// real is the guarded site without the data that the audience may not see;
	// opt.FS is derived, which lays pages over it.
	real    fs.FS
	linked  bool // whether guard found folders that are links
	derived *derived.FS

	conf         *conf.Config
	confProblems diag.List
	audience     tlp.Label
	labels       *audience.Labels
	content      *content.Loader
	text         *i18n.Catalogue
	textProbs    diag.List
	data         *view.Data
	dataProblems diag.List
	jargon       bsc.Jargon
	fields       *exchange.Registry
	surveys      *view.Surveys
	processes    *view.Processes
	board        *board.Board
	layouts      *layout.Set
	layoutProbs  diag.List
	markdown     *markdown.Renderer
	texts        *markdown.Renderer
	glossary     view.Digest
	glossProbs   diag.List
	inspector    inspector
	privacyProbs diag.List

	outputs *outputs
}

// load reads everything, or what changed paths (below the site's root) say.
// The error is one of the environment, of i18n or of options.
func (l *loader) load(ctx context.Context, changed []string) (s *snapshot, err error) {
	defer func() {
		if err != nil {
			l.conf = nil // some of the changes were not taken over: read everything next time
		}
	}()
	if l.conf == nil || touches(changed, conf.File) || touches(changed, l.labelFile()) {
		if err := l.start(); err != nil {
			return nil, err
		}
		changed = nil
	}
	if err := l.readParts(ctx, changed); err != nil {
		return nil, err
	}
	if changed != nil {
		l.content.Forget(changed)
	}
	l.derive()
	tree, treeProblems, err := l.content.Load(ctx)
	if err != nil {
		return nil, err
	}
	// From here on nothing exists but what this audience may read.
	opt := l.opt
	opt.FS = audience.Only(l.derived, l.conf.Content, tree.Holds)
	files, fileProblems, err := loadFiles(opt.FS, l.conf.Static, l.layouts, l.opt.Portable)
	if err != nil {
		return nil, err
	}
	past, pastProblems, err := l.loadPast(ctx, tree)
	if err != nil {
		return nil, err
	}
	if l.linked { // it is a link, which is reported
		treeProblems = slices.DeleteFunc(treeProblems, func(p diag.Problem) bool { return p.ID == "content-missing" })
	}
	s = &snapshot{opt: opt, audience: l.audience, derived: l.derived, inspector: l.inspector, files: files, layouts: l.layouts, lenient: l.conf.Lenient()}
	for _, found := range []diag.List{l.confProblems, l.textProbs, l.dataProblems, l.layoutProbs, l.glossProbs, l.privacyProbs, treeProblems, fileProblems, pastProblems} {
		s.problems.Add(found...)
	}
	s.model = view.NewModel(view.Parts{
		Conf: l.conf, Tree: tree, Text: l.text, Data: l.data, Files: files, Fields: l.fields, Surveys: l.surveys, Processes: l.processes, Board: l.board, Past: past, FS: opt.FS,
		Markdown: l.markdown, Texts: l.texts, GlossaryDigest: l.glossary, Audience: l.audience.String(), Portable: l.opt.Portable,
	})
	s.model.Make = s.unfilledOnce
	s.route()
	s.number(l.outputs)
	s.review()
	s.reviewCatalogues(l.jargon)
	s.reviewBoard()
	s.inspectReleased()
	s.reviewDerived(l.processPages())
	content.Locate(l.opt.FS, s.problems) // of all pages: only editors see problems
	return s, nil
}

// labelFile is the file with the labels of data files.
func (l *loader) labelFile() string { return path.Join(l.conf.Data, audience.File) }

// start reads nachbar.yaml and forgets all that depends on it.
func (l *loader) start() error {
	if l.all == nil {
		l.all = l.opt.FS
	}
	if l.outputs == nil {
		l.outputs = newOutputs(nil)
	}
	cfg, problems := conf.Load(l.all)
	fsys, links := guard(l.all, cfg)
	problems.Add(links...)
	_, l.linked = fsys.(*guarded)
	labels, found, err := audience.LoadLabels(fsys, cfg.Data, roundLabel(cfg.Data))
	if err != nil {
		return err
	}
	problems.Add(found...)
	l.conf, l.confProblems = cfg, problems
	if l.audience, err = l.pickAudience(); err != nil {
		return err
	}
	l.real = labels.Within(fsys, l.audience)
	l.inspector = inspector{fsys: l.real, all: fsys, conf: cfg, rules: privacy.NewRules(cfg.Organisation.Email, l.opt.Members), lenient: cfg.Lenient()}
	l.derived = derived.Over(l.real, nil)
	l.opt.FS, l.labels = l.derived, labels
	l.content = content.NewLoader(l.opt.FS, content.Options{
		Dir: cfg.Content, Lenient: cfg.Lenient(), Drafts: l.opt.Drafts,
		Max: l.audience, DefaultLabel: cfg.DefaultTLP, Ignored: cfg.Ignored, Store: l.opt.Store,
		Rules: l.inspector.rules, Derived: func(source string) bool { return l.derived.Page(source) != nil },
	})
	return nil
}

func (l *loader) pickAudience() (tlp.Label, error) {
	if l.opt.Audience == "" && len(l.conf.Audiences) > 0 && l.conf.Audiences[0].TLP.Valid() {
		return l.conf.Audiences[0].TLP, nil
	}
	if a, ok := l.conf.Audience(l.opt.Audience); ok && a.TLP.Valid() {
		return a.TLP, nil
	}
	if l.confProblems.HasErrors() { // one of them may be why the audience is unknown
		return tlp.Clear, nil
	}
	e := &UnknownAudienceError{Name: l.opt.Audience}
	for _, a := range l.conf.Audiences {
		e.Known = append(e.Known, a.Name)
	}
	return 0, e
}

// readParts reads words, data, layouts and the glossary, as far as changed.
// A nil list means everything.
func (l *loader) readParts(ctx context.Context, changed []string) error {
	all := changed == nil
	words := all || touches(changed, l.conf.I18n)
	data := all || touches(changed, l.conf.Data)
	if words {
		if err := l.readWords(); err != nil {
			return err
		}
	}
	if data {
		var err error
		if l.data, l.dataProblems, err = view.LoadData(l.opt.FS, l.conf.Data); err != nil {
			return fmt.Errorf("read data: %w", err)
		}
		var found diag.List
		if l.fields, found, err = exchange.LoadFields(l.opt.FS, l.conf.Data+"/"+exchange.File); err != nil {
			return fmt.Errorf("read data: %w", err)
		}
		l.dataProblems.Add(found...)
		if l.surveys, found, err = view.LoadSurveys(l.opt.FS, l.conf.Data, l.audience); err != nil {
			return fmt.Errorf("read data: %w", err)
		}
		l.dataProblems.Add(found...)
		if l.processes, found, err = view.LoadProcesses(l.opt.FS, l.conf.Data, l.audience); err != nil {
			return fmt.Errorf("read data: %w", err)
		}
		l.dataProblems.Add(found...)
		if l.jargon, found, err = l.loadJargon(); err != nil {
			return err
		}
		l.dataProblems.Add(found...)
		if l.board, found, err = l.loadBoard(ctx); err != nil {
			return err
		}
		l.dataProblems.Add(found...)
		if l.privacyProbs, err = l.inspector.inspectData(); err != nil {
			return err
		}
	}
	layouts := all || touches(changed, l.conf.Layouts)
	if layouts {
		var err error
		l.layouts, l.layoutProbs, err = layout.Load(l.opt.FS, l.conf.Layouts)
		if errors.Is(err, fs.ErrNotExist) {
			l.layoutProbs.Add(diag.New("layout-no-base", l.conf.Layouts, 0, "file", l.conf.Layouts+"/base.html"))
		} else if err != nil {
			return err
		}
	}
	if words || data || layouts {
		l.prepareMarkdown()
	}
	return nil
}

// readWords reads the words of the portal's language. If there are none, or none
// that can be read, the rest of the site is checked with others.
func (l *loader) readWords() (err error) {
	l.textProbs = nil
	for _, lang := range []string{l.conf.Language, "de", "en"} {
		l.text, err = i18n.LoadFrom(l.opt.FS, l.conf.I18n, lang)
		if errors.Is(err, fs.ErrNotExist) && l.opt.Defaults != nil {
			l.text, err = i18n.Load(l.opt.Defaults, lang)
		}
		var unreadable *i18n.Error
		switch {
		case err == nil:
			l.text = l.overDefaults(lang)
			return nil
		case errors.As(err, &unreadable):
			l.textProbs.Add(unreadable.Problems...)
		case errors.Is(err, fs.ErrNotExist):
			p := diag.New("conf-words", conf.File, 0, "language", lang, "file", l.conf.I18n+"/"+lang+".yaml")
			p.Line, p.Col = settingAt(l.opt.FS, "language")
			l.textProbs.Add(p)
		default:
			return err
		}
	}
	return err
}

// overDefaults lays the site's words over the built-in ones of the language.
func (l *loader) overDefaults(lang string) *i18n.Catalogue {
	if l.opt.Defaults == nil {
		return l.text
	}
	base, err := i18n.Load(l.opt.Defaults, lang)
	if err != nil {
		return l.text // a language that nachbar does not speak
	}
	return base.Overlay(l.text)
}

// prepareMarkdown compiles the glossary and the words that Markdown adds.
func (l *loader) prepareMarkdown() {
	terms, problems := view.GlossaryTerms(l.data, l.conf.Data)
	l.glossProbs = problems
	labels := map[string]string{}
	for _, key := range markdown.LabelKeys() {
		labels[key] = l.text.T("markdown."+key, nil)
	}
	l.glossary = view.DigestText(fmt.Sprint(terms), fmt.Sprint(labels), fmt.Sprint(l.layouts.IDs()))
	opt := markdown.Options{
		TOCMin: l.conf.TOC.Min, TOCMax: l.conf.TOC.Max, Highlight: true,
		Lenient: l.conf.Lenient(), MaxBytes: content.MaxPageBytes, Labels: labels,
		Reserved: l.layouts.IDs(),
	}
	l.markdown, l.texts = markdown.New(opt, markdown.NewGlossary(terms)), markdown.New(opt, nil)
}

// touches reports whether a changed path is name or lies below it.
func touches(changed []string, name string) bool {
	for _, p := range changed {
		if p == name || strings.HasPrefix(p, name+"/") || strings.HasPrefix(name, p+"/") {
			return true
		}
	}
	return false
}
