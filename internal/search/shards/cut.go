package shards

import "encoding/binary"

// Shards are cut at a size that is worth a request and wastes little where only
// one entry is wanted.
const (
	leastShard   = 8 << 10
	largestShard = 16 << 10
)

// cut reports whether a shard of some size ends behind the entry with a key.
// Where it ends is a property of the entries, one of odds each, and not of what
// stands in front: a change moves few cuts.
func (o *output) cut(size int, key string, odds uint32) bool {
	size /= o.scale()
	return size >= largestShard || size >= leastShard && hash(key)%odds == 0
}

// scale is how many times as large as on the web shards are.
func (o *output) scale() int { return max(o.opt.Scale, 1) }

// hash is FNV-1a, with the bits mixed once more: keys differ in their last
// letters.
func hash(key string) uint32 {
	h := uint32(2166136261)
	for i := range len(key) {
		h = (h ^ uint32(key[i])) * 16777619
	}
	h ^= h >> 16
	h *= 0x85ebca6b
	return h ^ h>>13
}

func appendNumber(b []byte, n int) []byte { return binary.AppendUvarint(b, uint64(n)) }

func appendText(b []byte, s string) []byte { return append(appendNumber(b, len(s)), s...) }

// shared is how many bytes two texts have in common at their beginning.
func shared(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}
