package site

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/office/text"
	"github.com/kaaw/nachbar/internal/privacy"
)

// maxInspected is how large a data file or a text beside a page may be to be
// looked through.
const maxInspected = 8 << 20

// inspector looks through files that have no front matter for what must not be
// shared. Pages are looked through when they are decoded (package content).
type inspector struct {
	fsys    fs.FS
	all     fs.FS // with what the audience may not read: asked for names only
	conf    *conf.Config
	rules   *privacy.Rules
	lenient bool
}

// inspectData looks through the texts of the data folder that the audience may
// read, and names allowances that are for no file.
func (n inspector) inspectData() (diag.List, error) {
	var problems diag.List
	err := fs.WalkDir(n.fsys, n.conf.Data, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || !isDataText(name) {
			if name == n.conf.Data {
				return nil // a site without data
			}
			return err
		}
		src, err := readText(n.fsys, name)
		if err != nil {
			return fmt.Errorf("look through data: %w", err)
		}
		problems.Add(n.judge(name, string(src), privacy.Text(string(src), privacy.Context{Rules: n.rules}))...)
		return nil
	})
	for _, a := range n.conf.Privacy.Allow {
		if _, err := fs.Stat(n.all, a.File); err != nil || strings.HasSuffix(a.File, ".md") {
			problems.Add(n.unused(a.Allowance(), a.File))
		}
	}
	return problems, err
}

func isDataText(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".yaml", ".yml", ".json", ".csv", ".txt":
		return true
	}
	return false
}

// readText reads a file unless it is too large to be looked through.
func readText(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil || info.Size() > maxInspected {
		return nil, err
	}
	return fs.ReadFile(fsys, name)
}

// inspectFile looks through a file beside a page; document is what can be read
// in it, if it is a document.
func (n inspector) inspectFile(name string, src []byte, document text.Text) diag.List {
	if len(document.Sections) > 0 {
		var all strings.Builder
		for _, section := range document.Sections {
			all.WriteString(section.Title + "\n" + section.Text + "\n")
		}
		problems := n.judge(name, all.String(), privacy.Text(all.String(), privacy.Context{Rules: n.rules}))
		for i := range problems { // lines of the text are none of the file
			problems[i].Line, problems[i].Col = 0, 0
		}
		return problems
	}
	if found := privacy.Picture(src); len(found) > 0 {
		return n.judge(name, "", found)
	}
	if len(src) > maxInspected || bytes.IndexByte(src[:min(len(src), 8<<10)], 0) >= 0 || !utf8.Valid(src) {
		return n.judge(name, "", nil)
	}
	return n.judge(name, string(src), privacy.Text(string(src), privacy.Context{Rules: n.rules}))
}

// judge tells findings of a file as problems, and which allowances for it have
// no use any more.
func (n inspector) judge(name, text string, found []privacy.Finding) diag.List {
	allow := n.conf.Privacy.Allowed(name)
	problems, unused := privacy.Judge(name, text, found, allow)
	for i, p := range problems {
		if n.lenient {
			problems[i] = p.AsWarning()
		}
	}
	for _, i := range unused {
		problems.Add(n.unused(allow[i], name))
	}
	return problems
}

// unused is the warning of an allowance of nachbar.yaml.
func (n inspector) unused(a privacy.Allowance, file string) diag.Problem {
	p := diag.New("privacy-unused-file", conf.File, 0, "kind", string(a.Kind), "file", file)
	p.Line, p.Col = settingAt(n.fsys, "privacy")
	return p.AsWarning()
}

// key is what the findings of a file depend on besides its bytes.
func (n inspector) key(name string) string {
	return fmt.Sprint(n.rules.Digest(), n.lenient, n.conf.Privacy.Allowed(name))
}

// inspectReleased looks through the released versions of templates, whose texts
// are shown on the pages of changes.
func (s *snapshot) inspectReleased() {
	for _, p := range s.model.Tree.Pages {
		for _, version := range p.Released {
			src, err := readText(s.opt.FS, version.Source)
			if err == nil { // else reported where it is read
				s.problems.Add(s.inspector.inspectFile(version.Source, src, text.Text{})...)
			}
		}
	}
}
