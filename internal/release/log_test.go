package release

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

// logged is a store with some lines in its log.
func logged(t *testing.T) (s *Store, name string) {
	t.Helper()
	s = newStore(t)
	for _, text := range []string{"eins", "zwei", "drei"} {
		mustPublish(t, s, text, files{"index.html": text}, files{"index.html": "intern"})
	}
	if _, err := s.Rollback(context.Background(), ""); err != nil {
		t.Fatal(err)
	}
	return s, s.path(stateDir, logFile)
}

func TestTheLogIsAChainOfLines(t *testing.T) {
	s, name := logged(t)
	entries, err := s.Log()
	if err != nil || len(entries) != 4 {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	first, last := entries[0], entries[3]
	if first.N != 1 || first.Event != EventPublished || first.Prev != "" || first.By != "cli" || first.Manifest == "" ||
		!first.Time.Equal(clock().Truncate(time.Second)) || last.Prev != entries[2].Hash {
		t.Errorf("entries are %+v", entries)
	}
	body, err := os.ReadFile(name)
	if err != nil || bytes.Count(body, []byte("\n")) != 4 {
		t.Errorf("the file is %q, %v", body, err)
	}
}

func TestTheFirstLineThatWasTouchedIsNamed(t *testing.T) {
	_, name := logged(t)
	body, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(body), "\n")
	forged, err := Entry{N: 2, Event: EventPublished, Prev: strings.Repeat("0", 64)}.line()
	if err != nil {
		t.Fatal(err)
	}
	for what, test := range map[string]struct {
		log  string
		line int
	}{
		"a letter":       {lines[0] + strings.Replace(lines[1], "zwei", "zwoi", 1) + lines[2], 2},
		"a line less":    {lines[0] + lines[2] + lines[3], 2},
		"the first less": {lines[1] + lines[2], 1},
		"another order":  {lines[0] + lines[2] + lines[1], 2},
		"a line twice":   {lines[0] + lines[0], 2},
		"a forged line":  {lines[0] + string(forged) + "\n" + lines[1], 2},
		"a blank":        {lines[0] + " " + lines[1], 2},
		"an empty line":  {lines[0] + "\n" + lines[1], 2},
		"cut off":        {lines[0] + lines[1][:40], 2},
		"another key":    {lines[0] + strings.Replace(lines[1], "{", `{"x":1,`, 1), 2},
	} {
		entries, err := ReadLog(strings.NewReader(test.log))
		var broken *BrokenLogError
		if !errors.As(err, &broken) || broken.Line != test.line || len(entries) != test.line-1 {
			t.Errorf("%s: %d entries, %v", what, len(entries), err)
		}
	}
}

func TestTheTornEndOfALogIsSetAsideAndSaid(t *testing.T) {
	s, name := logged(t)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	end := bytes.LastIndexByte(whole[:len(whole)-1], '\n') + 1
	for _, torn := range []string{string(whole[end : end+30]), strings.Repeat("\x00", 50), "{}\n", string(whole[end : len(whole)-1])} {
		log := append(bytes.Clone(whole[:end]), torn...)
		if err := os.WriteFile(name, log, 0o640); err != nil {
			t.Fatal(err)
		}
		r := mustPublish(t, s, "neu", files{"index.html": torn}, files{"index.html": "intern"})
		entries, err := s.Log()
		if err != nil {
			t.Errorf("%.20q: %v", torn, err)
			continue
		}
		if last := entries[len(entries)-1]; last.Release != r.ID {
			t.Errorf("%.20q: the last entry is %+v", torn, last)
		}
		if entries[3].Event == EventRolledBack { // nothing but the end of the line was missing
			continue
		}
		aside, err := os.ReadFile(s.path(stateDir, entries[3].Note))
		if err != nil || entries[3].Event != EventTorn || string(aside) != torn {
			t.Errorf("%.20q: set aside is %q, %+v, %v", torn, aside, entries[3], err)
		}
		if entries[4].Event != EventRecovered { // the torn line said what is current
			t.Errorf("%.20q: then comes %+v", torn, entries[4])
		}
	}
}

func TestNotesStayWithinALine(t *testing.T) {
	s, _ := logged(t)
	l, err := s.TryLock()
	if err == nil {
		err = l.Record(EventRefused, "", "abcd", strings.Repeat("ä\n", maxNote)+"\xff")
	}
	if err = errors.Join(err, l.Unlock()); err != nil {
		t.Fatal(err)
	}
	if e := lastEntry(t, s); e.Event != EventRefused || len(e.Note) > maxNote+10 {
		t.Errorf("entry is %d bytes", len(e.Note))
	}
}

func FuzzReadLog(f *testing.F) {
	one, err := Entry{N: 1, Event: EventPublished, Release: "000001-aaaa"}.line()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(append(one, '\n'))
	f.Add([]byte("{}\n"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, body []byte) {
		entries, err := ReadLog(bytes.NewReader(body))
		if (err == nil) != (bytes.Count(body, []byte("\n")) == len(entries) && (len(body) == 0 || body[len(body)-1] == '\n')) {
			t.Errorf("%d entries of %q, %v", len(entries), body, err)
		}
		var end logEnd
		torn, err := end.scan(bytes.NewReader(body))
		if err == nil && end.size+int64(len(torn)) != int64(len(body)) {
			t.Errorf("%d bytes and %d of %d", end.size, len(torn), len(body))
		}
	})
}

func FuzzParseManifest(f *testing.F) {
	body, err := Manifest{ID: "000001-aaaa", Audiences: []Audience{{Name: "oeffentlich"}}}.Bytes()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	f.Add([]byte(`{"id": "../x", "audiences": [{"name": ".."}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		m, err := ParseManifest(body)
		if err != nil {
			return
		}
		for _, a := range m.Audiences {
			if strings.ContainsAny(a.Name+m.ID, "/\\") || a.Name == ".." || a.Name == "" {
				t.Errorf("leads elsewhere: %q, %q", m.ID, a.Name)
			}
		}
	})
}
