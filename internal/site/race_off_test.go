//go:build !race

package site_test

// walks is how many walks of random edits are made.
const walks = 3
