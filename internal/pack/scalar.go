package pack

import (
	"encoding"
	"encoding/binary"
	"reflect"
)

// reader takes values from the front of src. After the first damage it gives
// zero values only.
type reader struct {
	src string
	bad bool
}

func (r *reader) fail() {
	r.src, r.bad = "", true
}

func (r *reader) uvarint() uint64 {
	var x uint64
	for i := 0; i < len(r.src) && i < binary.MaxVarintLen64; i++ {
		b := r.src[i]
		x |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			r.src = r.src[i+1:]
			return x
		}
	}
	r.fail()
	return 0
}

// take returns the next n bytes.
func (r *reader) take(n uint64) string {
	if n > uint64(len(r.src)) {
		r.fail()
		return ""
	}
	out := r.src[:n]
	r.src = r.src[n:]
	return out
}

// length reads the length of a list whose elements need at least a byte each.
func (r *reader) length() int {
	n := r.uvarint()
	if n > uint64(len(r.src)) {
		r.fail()
		return 0
	}
	return int(n)
}

func boolCodec() codec {
	return codec{
		write: func(dst []byte, v reflect.Value) []byte {
			if v.Bool() {
				return append(dst, 1)
			}
			return append(dst, 0)
		},
		read: func(r *reader, v reflect.Value) { v.SetBool(r.take(1) == "\x01") },
	}
}

func intCodec() codec {
	return codec{
		write: func(dst []byte, v reflect.Value) []byte { return binary.AppendVarint(dst, v.Int()) },
		read: func(r *reader, v reflect.Value) {
			x := r.uvarint()
			v.SetInt(int64(x>>1) ^ -int64(x&1))
		},
	}
}

func uintCodec() codec {
	return codec{
		write: func(dst []byte, v reflect.Value) []byte { return binary.AppendUvarint(dst, v.Uint()) },
		read:  func(r *reader, v reflect.Value) { v.SetUint(r.uvarint()) },
	}
}

func hashCodec() codec {
	return codec{
		write: func(dst []byte, v reflect.Value) []byte { return binary.LittleEndian.AppendUint64(dst, v.Uint()) },
		read: func(r *reader, v reflect.Value) {
			if s := r.take(8); s != "" {
				v.SetUint(binary.LittleEndian.Uint64([]byte(s)))
			}
		},
	}
}

func stringCodec() codec {
	return codec{
		write: func(dst []byte, v reflect.Value) []byte {
			s := v.String()
			return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
		},
		read: func(r *reader, v reflect.Value) { v.SetString(r.take(r.uvarint())) },
	}
}

// binaryCodec leaves the form to the type.
func binaryCodec() codec {
	return codec{
		write: func(dst []byte, v reflect.Value) []byte {
			form, err := v.Interface().(encoding.BinaryMarshaler).MarshalBinary()
			if err != nil {
				form = nil // comes back as an error of UnmarshalBinary
			}
			return append(binary.AppendUvarint(dst, uint64(len(form))), form...)
		},
		read: func(r *reader, v reflect.Value) {
			form := r.take(r.uvarint())
			if r.bad || v.Addr().Interface().(encoding.BinaryUnmarshaler).UnmarshalBinary([]byte(form)) != nil {
				r.fail()
			}
		},
	}
}
