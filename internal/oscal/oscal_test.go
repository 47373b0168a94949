package oscal

import (
	"strings"
	"testing"
)

// The example of RFC 9562, A.4: a name in the namespace of DNS names.
func TestUUIDIsThatOfTheStandard(t *testing.T) {
	dns := Space{0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}
	if got, want := dns.UUID("www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if dns.UUID("a", "b") == dns.UUID("ab") {
		t.Error("two names are taken for one")
	}
}

func TestGroupsAreNoControls(t *testing.T) {
	for id, want := range map[string]bool{"NOT": false, "NOT.4": false, "NOT.4.14": true, "REA.2.6.2.1": true} {
		if IsControl(id) != want {
			t.Errorf("%s: %v", id, !want)
		}
	}
}

func TestFilesKeepTextsAsTheyAre(t *testing.T) {
	data, err := Profile(Source{Title: "A <b> & „c“", Version: "1", Date: "2026-11-23", Owner: "O", Key: "k"}, GrundschutzPP("Stand x"), []string{"NOT.4.14", "NOT.4.14", "BER.1.2"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	if !strings.Contains(text, "A <b> & „c“") {
		t.Errorf("the title was changed: %s", text)
	}
	if strings.Count(text, "NOT.4.14") != 1 || strings.Index(text, "BER.1.2") > strings.Index(text, "NOT.4.14") {
		t.Errorf("ids are not sorted and told once: %s", text)
	}
}
