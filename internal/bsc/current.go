package bsc

// Current is the catalogue in use: of those that no other follows the one with
// the most questions, by id if they are even; nil if there is none.
func (all Catalogues) Current() *Catalogue {
	followed := map[string]bool{}
	for _, c := range all {
		followed[c.Predecessor] = true
	}
	var best *Catalogue
	for _, id := range all.IDs() {
		if c := all[id]; !followed[id] && (best == nil || len(c.Questions) > len(best.Questions)) {
			best = c
		}
	}
	return best
}
