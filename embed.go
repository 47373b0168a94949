// Package nachbar holds what the program brings along: layouts, style sheets
// and scripts, words, facts and the start of a new site.
package nachbar

import (
	"embed"
	"io/fs"
)

//go:embed all:layouts all:static i18n data/bsi data/rollen.yaml data/felder.yaml data/bsc/berichte.yaml all:starter
var defaults embed.FS

// Defaults returns the folders layouts, static, i18n and data. The files of a
// site lie over them: a file of the same path wins.
func Defaults() fs.FS { return defaults }

// Starter returns the content of a new site, to be written into an empty folder.
func Starter() (fs.FS, error) { return fs.Sub(defaults, "starter") }
