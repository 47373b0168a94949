package lint

// Target is where a reference leads.
type Target struct {
	// Path is the output path, "leitfaden/bia/index.html". It is valid until
	// the next reference is followed.
	Path []byte
	// Fragment is what stands behind "#", still percent-encoded.
	Fragment string
	// Folder says that the address names a folder and not the file in it,
	// which file:// does not find.
	Folder bool
	// Inside is false when the address leaves the site; Path is then empty.
	Inside bool
}

// Follow resolves every reference of the page that stands at from, in document
// order.
func (p Page) Follow(from string, visit func(ref Ref, to Target)) {
	var buf []byte
	for _, ref := range p.Refs {
		path, fragment, ok := resolve(buf, from, ref.URL)
		if ok {
			buf = path
		}
		visit(ref, Target{Path: path, Fragment: fragment, Folder: namesFolder(ref.URL), Inside: ok})
	}
}
