package conf

import "github.com/kaaw/nachbar/internal/privacy"

// Privacy is about what must not stand in shared texts (package privacy).
type Privacy struct {
	// Allow lets findings stand in files that have no front matter: data files,
	// attachments, released versions.
	Allow []privacy.FileAllowance `yaml:"allow" nb:"doc=schema.conf.privacy.allow"`
}

// Allowed are the allowances for a file below the site's root.
func (p Privacy) Allowed(file string) (list []privacy.Allowance) {
	for _, a := range p.Allow {
		if a.File == file {
			list = append(list, a.Allowance())
		}
	}
	return list
}
