package audit

import "io/fs"

// Unfounded is a figure of a page that follows from no release.
type Unfounded struct {
	Page   string `json:"page"`
	Figure string `json:"figure"`
	Where  string `json:"where"`
}

func (r *Report) readSite(site fs.FS, rounds []*round) error { return nil }
