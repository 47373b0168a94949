package pack

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

type inner struct {
	Name string
	On   *bool
}

type sample struct {
	Text   string
	N      int
	Small  uint16
	Hash   uint64
	Sum    [4]byte
	Pairs  [2]int
	Yes    bool
	List   []string
	Deep   []inner
	Args   map[string]string
	When   time.Time
	Maybe  *int
	Absent *inner
}

func full() sample {
	off, zero := false, 0
	return sample{
		Text: "Grüße\x00", N: -12345, Small: 65535, Hash: 1<<64 - 1, Sum: [4]byte{1, 0, 255, 7}, Pairs: [2]int{-1, 1},
		Yes: true, List: []string{"", "b"}, Deep: []inner{{Name: "a", On: &off}},
		Args: map[string]string{"x": "y", "": "z"}, When: time.Date(2027, 1, 14, 9, 0, 0, 5, time.UTC), Maybe: &zero,
	}
}

func formOf[T any](t testing.TB) Form[T] {
	t.Helper()
	f, err := Of[T]()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func form(t testing.TB, v sample) string {
	t.Helper()
	return string(formOf[sample](t).Append(nil, &v))
}

func TestValuesComeBack(t *testing.T) {
	for name, in := range map[string]sample{"full": full(), "zero": {}, "empty list": {List: []string{}}} {
		var out sample
		rest, err := formOf[sample](t).Decode(form(t, in)+"rest", &out)
		if err != nil || rest != "rest" || !reflect.DeepEqual(in, out) {
			t.Errorf("%s: got %+v, rest %q, error %v, want %+v", name, out, rest, err, in)
		}
	}
}

func TestEveryCutIsDamage(t *testing.T) {
	whole, samples := form(t, full()), formOf[sample](t)
	for n := range len(whole) {
		var out sample
		if _, err := samples.Decode(whole[:n], &out); !errors.Is(err, ErrDamaged) {
			t.Errorf("the first %d of %d bytes: error %v", n, len(whole), err)
		}
	}
}

func TestClaimedLengthsCostNothing(t *testing.T) {
	claim := strings.Repeat("\xff", 9) + "\x01"
	lists, tables := formOf[[][]string](t), formOf[map[string]string](t)
	allocated := testing.AllocsPerRun(1, func() {
		var list [][]string
		if _, err := lists.Decode(claim, &list); !errors.Is(err, ErrDamaged) {
			t.Errorf("list: error %v", err)
		}
		var table map[string]string
		if _, err := tables.Decode(claim, &table); !errors.Is(err, ErrDamaged) {
			t.Errorf("map: error %v", err)
		}
	})
	if allocated > 20 {
		t.Errorf("%v allocations for a length that is not there", allocated)
	}
}

func TestTypesWithoutAFormAreRefused(t *testing.T) {
	var refused *TypeError
	if _, err := Of[struct{ hidden int }](); !errors.As(err, &refused) {
		t.Errorf("unexported field: error %v", err)
	}
	if _, err := Of[map[string][]chan int](); !errors.As(err, &refused) {
		t.Errorf("channel: error %v", err)
	}
	if _, err := Of[struct{ F func() }](); !errors.As(err, &refused) {
		t.Errorf("function: error %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(form(f, full()))
	f.Add("")
	samples := formOf[sample](f)
	f.Fuzz(func(t *testing.T, src string) {
		var out sample
		if rest, err := samples.Decode(src, &out); err == nil && !strings.HasSuffix(src, rest) {
			t.Errorf("rest %q is no end of the input", rest)
		}
	})
}
