package conf

import (
	"errors"
	"io/fs"
	"time"
	_ "time/tzdata" // the same zones on every machine

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/strict"
	"github.com/kaaw/nachbar/internal/tlp"
	"gopkg.in/yaml.v3"
)

// Default returns the settings of a site that says nothing: one public
// audience, German, folders of the usual names.
func Default() *Config {
	return &Config{
		Language:   "de",
		Audiences:  []Audience{{Name: "oeffentlich", TLP: tlp.Clear}},
		Content:    "content",
		Layouts:    "layouts",
		Static:     "static",
		Data:       "data",
		I18n:       "i18n",
		Pagination: 25,
		TOC:        TOC{Min: 2, Max: 3},
		TimeZone:   "Europe/Berlin",
		Stick:      Stick{Review: strict.Period{Months: 6}},
	}
}

// Load reads nachbar.yaml at the root of fsys and checks every field. The
// Config is never nil: what could not be read has its default, so that
// "check" can go on. Nothing may be published while the list has errors.
func Load(fsys fs.FS) (*Config, diag.List) {
	c := Default()
	src, err := fs.ReadFile(fsys, File)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return c.complete(), diag.List{diag.New("conf-missing", File, 0)}
	case err != nil:
		return c.complete(), diag.List{diag.New("conf-unreadable", File, 0, "reason", err.Error())}
	}
	at := strict.Source{Path: File, FirstLine: 1}
	root, list := strict.Parse(src, at)
	if root == nil && list.HasErrors() {
		return c.complete(), list
	}
	if strict.Has(root, "audiences") {
		c.Audiences = nil // a list that cannot be read must not become public
	}
	list.Add(strict.Decode(root, at, c, strict.Options{})...)
	k := checker{conf: c, root: root, at: at}
	k.all()
	list.Add(k.list...)
	return c.complete(), list.Sorted()
}

// complete derives what is not in the file.
func (c *Config) complete() *Config {
	if c.Stick.Review == (strict.Period{}) { // it could not be read
		c.Stick = Default().Stick
	}
	if zone, err := time.LoadLocation(c.TimeZone); err == nil {
		c.location = zone
	}
	return c
}

// checker collects what is wrong with values that have the right type.
type checker struct {
	conf *Config
	root *yaml.Node
	at   strict.Source
	list diag.List
}

// add reports a problem at the value of a key, or at the nearest place that
// exists.
func (k *checker) add(id string, way []string, pairs ...string) {
	k.list.Add(k.at.Problem(id, strict.Find(k.root, way...), pairs...))
}
