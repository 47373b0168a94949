package report

import (
	"crypto/sha1"
	"fmt"
	"strings"
)

// space is the namespace of the uuids that are made here, itself one made at
// random once.
var space = [16]byte{0x5d, 0x0a, 0x1e, 0x5c, 0x3b, 0x8f, 0x4c, 0x6a, 0x9e, 0x27, 0x71, 0xd4, 0x0c, 0x92, 0xb6, 0xe3}

// uuid is a version 5 uuid (RFC 9562, 5.5): the same names give the same one.
func uuid(names ...string) string {
	h := sha1.New()
	h.Write(space[:])
	h.Write([]byte(strings.Join(names, "\x00")))
	b := h.Sum(nil)[:16]
	b[6] = b[6]&0x0f | 0x50
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:16])
}
