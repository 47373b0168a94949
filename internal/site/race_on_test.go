//go:build race

package site_test

// walks is how many walks of random edits are made; the race detector makes
// each ten times slower and has enough to look at in one.
const walks = 1
