package tlp

import (
	"errors"
	"strings"
	"testing"
)

func TestLabelsAreReadWithAndWithoutPrefix(t *testing.T) {
	for _, tt := range []struct {
		src  string
		want Label
	}{
		{"CLEAR", Clear}, {"GREEN", Green}, {"AMBER", Amber}, {"AMBER+STRICT", AmberStrict}, {"RED", Red},
		{"TLP:CLEAR", Clear}, {"TLP:GREEN", Green}, {"TLP:AMBER", Amber}, {"TLP:AMBER+STRICT", AmberStrict}, {"TLP:RED", Red},
	} {
		l, err := Parse(tt.src)
		if err != nil || l != tt.want {
			t.Errorf("%s: got %v, %v", tt.src, l, err)
		}
		if again, err := Parse(l.String()); err != nil || again != l {
			t.Errorf("%s does not survive being written as %s", tt.src, l)
		}
	}
}

func TestEverythingElseFailsClosedWithAReason(t *testing.T) {
	for _, tt := range []struct {
		src  string
		want Reason
	}{
		{"", Empty}, {"TLP:", Empty}, {"  ", Empty},
		{"WHITE", Retired}, {"TLP:WHITE", Retired}, {"white", Retired},
		{"clear", Case}, {"Green", Case}, {"tlp:green", Case}, {"TLP:amber+strict", Case},
		{" CLEAR", Space}, {"CLEAR ", Space}, {"TLP: GREEN", Space}, {"AMBER + STRICT", Space}, {"CLEAR\n", Space}, {"\u00a0CLEAR", Space},
		{"\u0421LEAR", LookAlike},        // Cyrillic Es
		{"CL\u0395AR", LookAlike},        // Greek Epsilon
		{"CLE\u200bAR", LookAlike},       // zero width space
		{"\u202eRAELC", LookAlike},       // override
		{"\uff23LEAR", LookAlike},        // full width
		{"R\u0415D", LookAlike},          // Cyrillic Ie
		{"CLEA\u0301R", LookAlike},       // combining accent
		{"\ufeffCLEAR", LookAlike},       // byte order mark
		{"AMBER\uff0bSTRICT", LookAlike}, // full-width plus
		{"\xffCLEAR", LookAlike},         // not UTF-8
		{"BLUE", Unknown}, {"AMBER-STRICT", Unknown}, {"TLP:TLP:RED", Unknown}, {"CLEARGREEN", Unknown}, {"öffentlich", Unknown}, {"STRICT", Unknown}, {"CLEAR\x00", Unknown},
	} {
		l, err := Parse(tt.src)
		var typed *Error
		if !errors.As(err, &typed) || typed.Reason != tt.want || l != 0 {
			t.Errorf("%q: got %v, %v, want %s", tt.src, l, err, tt.want)
		}
	}
}

func TestAudiencesGetWhatIsWithinTheirLabel(t *testing.T) {
	var none Label
	for i, item := range Labels() {
		for j, limit := range Labels() {
			if got := item.Within(limit); got != (i <= j) {
				t.Errorf("%v within %v: %v", item, limit, got)
			}
		}
		if item.Within(none) || none.Within(item) || item.Within(Red+1) || (Red + 1).Within(item) {
			t.Errorf("no label lies within %v or the other way round", item)
		}
		if want := i <= 2; item.Publishable() != want {
			t.Errorf("%v publishable: %v", item, !want)
		}
	}
	if none.Publishable() || none.Valid() || none.String() != "" || none.Within(none) {
		t.Error("the zero label is a label")
	}
}

func TestUnmarshalTextClearsTheLabelOnAnError(t *testing.T) {
	l := Clear
	if err := l.UnmarshalText([]byte("clear")); err == nil || l.Valid() {
		t.Errorf("got %v, %v", l, err)
	}
	if err := l.UnmarshalText([]byte("AMBER")); err != nil || l != Amber {
		t.Errorf("got %v, %v", l, err)
	}
	if text, err := l.MarshalText(); err != nil || string(text) != "TLP:AMBER" {
		t.Errorf("got %s, %v", text, err)
	}
}

func TestErrorsMakeForeignCharactersVisible(t *testing.T) {
	_, err := Parse("\u0421LEAR ü")
	id, args := err.(*Error).Explain()
	if id != "tlp-lookalike" || args["value"] != "[U+0421]LEAR ü" || !strings.Contains(args["allowed"], "AMBER+STRICT") {
		t.Errorf("got %s, %v", id, args)
	}
	if !strings.Contains(err.Error(), `\u0421LEAR`) {
		t.Errorf("got %v", err)
	}
	if !err.(*Error).FailsClosed() {
		t.Error("a bad label could be ignored in lenient mode")
	}
}

func TestSchemaValuesAreExactlyWhatIsRead(t *testing.T) {
	values := Clear.SchemaValues()
	for _, v := range values {
		if _, err := Parse(v); err != nil {
			t.Error(err)
		}
	}
	if len(values) != 10 {
		t.Errorf("got %q", values)
	}
}

func FuzzLabel(f *testing.F) {
	for _, seed := range append(Clear.SchemaValues(), "", "white", "\u0421LEAR", "TLP: RED", "AMBER+STRICT\u200b", "\xff") {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l, err := Parse(s)
		if err != nil {
			var typed *Error
			if l != 0 || !errors.As(err, &typed) || typed.Reason == "" {
				t.Fatalf("%q: got %v and %v", s, l, err)
			}
			return
		}
		if s != l.Name() && s != l.String() {
			t.Fatalf("%q was read as %v", s, l)
		}
	})
}
