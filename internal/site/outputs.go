package site

import (
	"encoding/binary"
	"slices"
)

// outputs numbers the output paths of a site. A path keeps its number from one
// load to the next and, through the Cache, from one build to the next: records
// name the outputs that a page links to by number, which takes a byte or two
// where an address takes forty.
type outputs struct {
	paths  []string // by number; "" is free
	number map[string]int
	free   []int
}

// newOutputs continues a numbering; paths may be nil.
func newOutputs(paths []string) *outputs {
	o := &outputs{paths: slices.Clone(paths), number: make(map[string]int, len(paths))}
	for n, path := range slices.Backward(o.paths) {
		if path == "" {
			o.free = append(o.free, n)
		} else {
			o.number[path] = n
		}
	}
	return o
}

// add returns the number of a path, a new one if it has none.
func (o *outputs) add(path string) int {
	if n, ok := o.number[path]; ok {
		return n
	}
	n := len(o.paths)
	if last := len(o.free) - 1; last >= 0 {
		n, o.free = o.free[last], o.free[:last]
		o.paths[n] = path
	} else {
		o.paths = append(o.paths, path)
	}
	o.number[path] = n
	return n
}

// packNumbers writes a set of numbers in little space: neighbours in a folder
// have neighbouring numbers.
func packNumbers(numbers []int) string {
	slices.Sort(numbers)
	numbers = slices.Compact(numbers)
	packed := make([]byte, 0, 2*len(numbers))
	before := 0
	for _, n := range numbers {
		packed = binary.AppendUvarint(packed, uint64(n-before))
		before = n
	}
	return string(packed)
}

// unpackNumbers calls visit with each number until it returns false. Damaged
// input ends the walk.
func unpackNumbers(packed string, visit func(n int) bool) {
	n, delta, shift := 0, 0, 0
	for i := range len(packed) {
		delta |= int(packed[i]&0x7f) << shift
		if packed[i] >= 0x80 {
			if shift += 7; shift > 28 {
				return
			}
			continue
		}
		n += delta
		if delta, shift = 0, 0; !visit(n) {
			return
		}
	}
}
