// Package pack writes plain Go values in a compact binary form and reads them
// back. It is made for caches: files that the same program wrote, of which
// there are very many, and that may be damaged but need not be understood by
// anything else.
//
// A value is written without names or types: fields in order, numbers as
// variable-length integers, uint64 as eight bytes (they are hashes), text and
// lists behind their length, pointers behind a byte that says whether they are
// nil. A pointer to a zero value comes back as one, which encoding/gob does not
// promise. Types that implement encoding.BinaryMarshaler and its counterpart
// write themselves. Decoded texts share the memory of the source.
//
// Who reads has to know that the same types wrote: put a version of the
// program in front. Damaged input gives an error or wrong values; a length that
// the input cannot hold costs nothing. Types must not contain themselves.
package pack

import (
	"encoding"
	"errors"
	"reflect"
)

// ErrDamaged means that the input is no value of the type.
var ErrDamaged = errors.New("damaged value")

// TypeError says that values of a type have no form: channels, functions,
// interfaces, structs with unexported fields.
type TypeError struct{ Type reflect.Type }

func (e *TypeError) Error() string { return "values of " + e.Type.String() + " have no form" }

// codec writes and reads values of one type.
type codec struct {
	write func(dst []byte, v reflect.Value) []byte
	read  func(r *reader, v reflect.Value)
}

// Form is how values of a type are written. It is immutable and safe for
// concurrent use.
type Form[T any] struct{ codec codec }

// Of works out the form of a type. The error is a *TypeError.
func Of[T any]() (Form[T], error) {
	c, err := codecOf(reflect.TypeFor[T]())
	return Form[T]{c}, err
}

// Append appends the form of *v.
func (f Form[T]) Append(dst []byte, v *T) []byte {
	return f.codec.write(dst, reflect.ValueOf(v).Elem())
}

// Decode reads a value that Append wrote from the start of src into *v and
// returns the rest. The error is ErrDamaged.
func (f Form[T]) Decode(src string, v *T) (rest string, err error) {
	r := &reader{src: src}
	f.codec.read(r, reflect.ValueOf(v).Elem())
	if r.bad {
		return "", ErrDamaged
	}
	return r.src, nil
}

var (
	marshaler   = reflect.TypeFor[encoding.BinaryMarshaler]()
	unmarshaler = reflect.TypeFor[encoding.BinaryUnmarshaler]()
)

func codecOf(t reflect.Type) (codec, error) {
	if t.Implements(marshaler) && reflect.PointerTo(t).Implements(unmarshaler) {
		return binaryCodec(), nil
	}
	switch t.Kind() {
	case reflect.Bool:
		return boolCodec(), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return intCodec(), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32:
		return uintCodec(), nil
	case reflect.Uint64:
		return hashCodec(), nil
	case reflect.String:
		return stringCodec(), nil
	case reflect.Pointer:
		return pointerCodec(t)
	case reflect.Slice:
		return sliceCodec(t)
	case reflect.Array:
		return arrayCodec(t)
	case reflect.Map:
		return mapCodec(t)
	case reflect.Struct:
		return structCodec(t)
	}
	return codec{}, &TypeError{t}
}
