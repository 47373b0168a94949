package lint

import "bytes"

// lineCounter turns rising offsets into line numbers in one pass.
type lineCounter struct {
	src        []byte
	off, lines int
}

// at returns the line of off, counted from 1. off must not be smaller than
// at the last call.
func (c *lineCounter) at(off int) int {
	c.lines += bytes.Count(c.src[c.off:off], []byte{'\n'})
	c.off = off
	return c.lines + 1
}
