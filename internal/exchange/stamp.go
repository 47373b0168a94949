package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// maxBookmark is the length of the longest bookmark that Word keeps.
const maxBookmark = 40

// Bookmark is the name of the hidden bookmark around a block in every copy:
// "_nb_<id>_<block>", with "_" for the hyphens that Word does not allow. Names
// that would be too long, or look like another one, end in a part of their hash, so a reader of
// copies works names out of a version's blocks rather than taking them apart.
func Bookmark(id, block string) string {
	full := "_nb_" + id + "_" + block
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return '_'
	}, full)
	if len(name) <= maxBookmark && strings.ReplaceAll(full, "-", "_") == name && !strings.Contains(block, "_") {
		return name
	}
	sum := sha256.Sum256([]byte(full))
	const digits = 8
	return name[:min(len(name), maxBookmark-digits-1)] + "_" + hex.EncodeToString(sum[:])[:digits]
}
