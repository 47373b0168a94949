package audit

import (
	"strings"
	"testing"
)

func TestReaderRefusesWhatItCouldNotAudit(t *testing.T) {
	p := invent("2026", world{seed: 1, sizes: []int{10, 10}, topics: []int{3}})
	good := string(p.release(rules(), 20))
	if _, err := ReadFile("x.json", []byte(good)); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"other format":         {"nachbar-round/1", "nachbar-round/2"},
		"unknown key":          {`"policy"`, `"mean":1,"policy"`},
		"unknown answer":       {`"a":["ja"]`, `"a":["jein"]`},
		"unknown group":        {`"g":"2026/klein"`, `"g":"2026/riesig"`},
		"group of other round": {`"2026/klein":{`, `"2025/klein":{`},
		"count beyond n":       {`"g":"2026/alle","hi":`, `"g":"2026/alle","hi":9`},
		"fraction of a unit":   {`"g":"2026/alle","hi":`, `"g":"2026/alle","hi":0.`},
		"no family":            {`"sensitive":[`, `"sensitive":[[],`},
		"no all":               {`"2026/alle":{`, `"2026/andere":{`},
		"too fine a share":     {`"lo":0.`, `"lo":0.0000001`},
		"percentile beyond":    {`"p":25`, `"p":125`},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		if bad == good {
			t.Errorf("%s: the test changes nothing", name)
		}
		_, err := ReadFile("x.json", []byte(bad))
		if err == nil {
			t.Errorf("%s: no error", name)
		} else if !strings.Contains(err.Error(), "x.json") {
			t.Errorf("%s: %v does not name the file", name, err)
		}
	}
}

func FuzzReadFile(f *testing.F) {
	p := invent("2026", world{seed: 1, sizes: []int{4, 3}, topics: []int{2}})
	f.Add(p.release(rules(), 7))
	f.Add([]byte(`{"format":"nachbar-round/1","cells":[{"q":[],"lo":1e400}]}`))
	f.Add([]byte(`{}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		file, err := ReadFile("f", src)
		if err != nil {
			return
		}
		if _, err := newRounds([]*File{file}, nil); err == nil && file.size() < 1 {
			t.Error("a release without units was taken")
		}
	})
}

func FuzzReadMembers(f *testing.F) {
	p := invent("2026", world{seed: 1, sizes: []int{4, 3}, topics: []int{2}})
	f.Add(p.csv())
	f.Add([]byte("member;class;q\n\"a;b"))
	f.Fuzz(func(t *testing.T, src []byte) {
		raw, err := readMembers("2026", src)
		if err == nil && len(raw.keys) != len(raw.units) {
			t.Error("members and answers are not as many")
		}
	})
}
