package pack

import (
	"encoding/binary"
	"reflect"
)

func pointerCodec(t reflect.Type) (codec, error) {
	elem, err := codecOf(t.Elem())
	if err != nil {
		return codec{}, err
	}
	return codec{
		write: func(dst []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return append(dst, 0)
			}
			return elem.write(append(dst, 1), v.Elem())
		},
		read: func(r *reader, v reflect.Value) {
			if r.take(1) != "\x01" {
				return
			}
			v.Set(reflect.New(t.Elem()))
			elem.read(r, v.Elem())
		},
	}, nil
}

// sliceCodec tells nil from empty: 0 is nil, n+1 a list of n.
func sliceCodec(t reflect.Type) (codec, error) {
	elem, err := codecOf(t.Elem())
	if err != nil {
		return codec{}, err
	}
	return codec{
		write: func(dst []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return append(dst, 0)
			}
			dst = binary.AppendUvarint(dst, uint64(v.Len())+1)
			for i := range v.Len() {
				dst = elem.write(dst, v.Index(i))
			}
			return dst
		},
		read: func(r *reader, v reflect.Value) {
			n := r.uvarint()
			if n == 0 || n-1 > uint64(len(r.src)) { // an element needs at least a byte
				r.bad = r.bad || n > 0
				return
			}
			v.Set(reflect.MakeSlice(t, int(n-1), int(n-1)))
			for i := 0; i < v.Len() && !r.bad; i++ {
				elem.read(r, v.Index(i))
			}
		},
	}, nil
}

// arrayCodec writes the elements alone; arrays of bytes, which are hashes, as
// they are.
func arrayCodec(t reflect.Type) (codec, error) {
	if t.Elem().Kind() == reflect.Uint8 {
		return bytesCodec(t), nil
	}
	elem, err := codecOf(t.Elem())
	if err != nil {
		return codec{}, err
	}
	return codec{
		write: func(dst []byte, v reflect.Value) []byte {
			for i := range t.Len() {
				dst = elem.write(dst, v.Index(i))
			}
			return dst
		},
		read: func(r *reader, v reflect.Value) {
			for i := range t.Len() {
				elem.read(r, v.Index(i))
			}
		},
	}, nil
}

func bytesCodec(t reflect.Type) codec {
	return codec{
		write: func(dst []byte, v reflect.Value) []byte {
			if !v.CanAddr() { // the value of a map
				addressable := reflect.New(t).Elem()
				addressable.Set(v)
				v = addressable
			}
			return append(dst, v.Bytes()...)
		},
		read: func(r *reader, v reflect.Value) { copy(v.Bytes(), r.take(uint64(t.Len()))) },
	}
}

func mapCodec(t reflect.Type) (codec, error) {
	key, err := codecOf(t.Key())
	if err != nil {
		return codec{}, err
	}
	elem, err := codecOf(t.Elem())
	if err != nil {
		return codec{}, err
	}
	return codec{
		write: func(dst []byte, v reflect.Value) []byte {
			dst = binary.AppendUvarint(dst, uint64(v.Len()))
			for it := v.MapRange(); it.Next(); {
				dst = elem.write(key.write(dst, it.Key()), it.Value())
			}
			return dst
		},
		read: func(r *reader, v reflect.Value) {
			n := r.length()
			if n == 0 {
				return
			}
			v.Set(reflect.MakeMap(t))
			for range n {
				k, e := reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()
				key.read(r, k)
				elem.read(r, e)
				if r.bad {
					return
				}
				v.SetMapIndex(k, e)
			}
		},
	}, nil
}

func structCodec(t reflect.Type) (codec, error) {
	fields := make([]codec, t.NumField())
	for i := range fields {
		if !t.Field(i).IsExported() {
			return codec{}, &TypeError{t}
		}
		var err error
		if fields[i], err = codecOf(t.Field(i).Type); err != nil {
			return codec{}, err
		}
	}
	return codec{
		write: func(dst []byte, v reflect.Value) []byte {
			for i, c := range fields {
				dst = c.write(dst, v.Field(i))
			}
			return dst
		},
		read: func(r *reader, v reflect.Value) {
			for i, c := range fields {
				c.read(r, v.Field(i))
			}
		},
	}, nil
}
