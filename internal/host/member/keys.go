package member

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// Keys seal what browsers keep for us: the first seals, all open.
type Keys []cipher.AEAD

// KeySize is the size of a key in bytes, MaxKeys how many there may be.
const (
	KeySize = 32
	MaxKeys = 2
)

// ReadKeys reads one or two keys, each a line of 64 hexadecimal digits; empty lines
// and those that begin with # do not count. Errors never repeat what was read.
func ReadKeys(text string) (Keys, error) {
	var keys Keys
	seen := map[string]bool{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		raw, err := hex.DecodeString(line)
		if err != nil || len(raw) != KeySize || seen[string(raw)] || strings.Count(line, line[:2]) == KeySize {
			return nil, problem("key %d is none of 64 random hexadecimal digits", len(keys)+1)
		}
		seen[string(raw)] = true
		block, err := aes.NewCipher(raw)
		if err != nil {
			return nil, problem("key %d: %w", len(keys)+1, err)
		}
		aead, err := cipher.NewGCM(block)
		if err != nil {
			return nil, problem("key %d: %w", len(keys)+1, err)
		}
		keys = append(keys, aead)
	}
	if len(keys) == 0 || len(keys) > MaxKeys {
		return nil, problem("%d keys; there have to be one or two", len(keys))
	}
	return keys, nil
}

// maxSealed is the size of a cookie that is looked at.
const maxSealed = 4 << 10

// seal encrypts and authenticates data for one purpose.
func (k Keys) seal(data []byte, purpose string) string {
	nonce := make([]byte, k[0].NonceSize(), k[0].NonceSize()+len(data)+k[0].Overhead())
	_, _ = rand.Read(nonce) // never fails
	return base64.RawURLEncoding.EncodeToString(k[0].Seal(nonce, nonce, data, []byte(purpose)))
}

// open is the inverse of seal; ok is false for everything else, and for a second
// spelling of the same bytes.
func (k Keys) open(text, purpose string) (data []byte, ok bool) {
	if len(text) > maxSealed {
		return nil, false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || strings.ContainsAny(text, "\r\n") {
		return nil, false
	}
	for _, key := range k {
		if n := key.NonceSize(); len(raw) > n {
			if data, err := key.Open(nil, raw[:n], raw[n:], []byte(purpose)); err == nil {
				return data, true
			}
		}
	}
	return nil, false
}
