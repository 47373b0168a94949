package leak

import (
	"encoding/base64"
	"encoding/hex"
)

// base64Byte are the digits of Base64 in both alphabets.
var base64Byte = func() (digits [256]bool) {
	for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=") {
		digits[c] = true
	}
	return digits
}()

// fromHex decodes a run of hexadecimal digits; nil if it is none.
func fromHex(run []byte) []byte {
	for _, c := range run[:min(len(run), 16)] {
		if unhex(c) < 0 {
			return nil
		}
	}
	out := make([]byte, len(run)/2)
	if n, err := hex.Decode(out, run[:len(run)/2*2]); err != nil || n == 0 {
		return nil
	}
	return out
}

// fromBase64 decodes a run in either alphabet, with padding or without, as far
// as it goes.
func fromBase64(run []byte) []byte {
	plain := make([]byte, 0, len(run))
	for _, c := range run {
		switch c {
		case '-':
			c = '+'
		case '_':
			c = '/'
		case '=':
			if len(plain)%4 == 0 { // in front of a value: src=
				continue
			}
			return decodeStd(plain)
		}
		plain = append(plain, c)
	}
	return decodeStd(plain)
}

func decodeStd(plain []byte) []byte {
	if len(plain)%4 == 1 {
		plain = plain[:len(plain)-1]
	}
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(plain)))
	n, err := base64.RawStdEncoding.Decode(out, plain)
	if err != nil {
		return nil
	}
	return out[:n]
}
