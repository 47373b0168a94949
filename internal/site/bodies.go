package site

// maxBodies is how many bytes of rendered outputs a session keeps.
const maxBodies = 64 << 20

// bodies keeps the outputs that were asked for last. Dropping the oldest is
// enough: an editor looks at few pages.
type bodies struct {
	byPath map[string][]byte
	order  []string
	size   int
}

func newBodies() *bodies { return &bodies{byPath: map[string][]byte{}} }

func (b *bodies) get(path string) []byte { return b.byPath[path] }

// put keeps a body, which must not be changed afterwards.
func (b *bodies) put(path string, body []byte) {
	b.drop(path)
	b.byPath[path] = body
	b.order = append(b.order, path)
	b.size += len(body)
	for b.size > maxBodies && len(b.order) > 1 {
		b.drop(b.order[0])
	}
}

func (b *bodies) drop(path string) {
	body, ok := b.byPath[path]
	if !ok {
		return
	}
	b.size -= len(body)
	delete(b.byPath, path)
	for i, p := range b.order {
		if p == path {
			b.order = append(b.order[:i], b.order[i+1:]...)
			break
		}
	}
}
