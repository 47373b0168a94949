package text

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

// deflated makes a stream object of a text that is repeated.
func deflated(tb testing.TB, text string, times int) string {
	tb.Helper()
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	for range times {
		if _, err := w.Write([]byte(text)); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return fmt.Sprintf("<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream", b.Len(), b.String())
}

// samePages makes a PDF whose pages all show the same content, the object 5.
func samePages(count int, content string, more ...string) []byte {
	kids := strings.TrimSpace(strings.Repeat("4 0 R ", count))
	return pdfFile(append([]string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids, count),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >> /Contents 5 0 R >>",
		content,
	}, more...)...)
}

const word = "BT /F1 9 Tf (Notfall) Tj ET\n"

// encryptedPDF asks for a password: its entries for an empty one are wrong.
func encryptedPDF() []byte {
	const no = "0000000000000000000000000000000000000000000000000000000000000000"
	dict := "/Encrypt << /Filter /Standard /V 1 /R 2 /O <" + no + "> /U <" + no + "> /P -4 >> /ID [<00> <00>]"
	return bytes.Replace(pdfPages("geheim"), []byte("/Info"), []byte(dict+" /Info"), 1)
}

// hostilePDFs are files that want the reader to fall, with the ID of the
// problem they shall get instead; "" if they may be read.
func hostilePDFs(tb testing.TB) map[string]struct {
	src []byte
	id  string
} {
	plain := pdfPages("Notfallplan")
	catalogue, page := "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
	return map[string]struct {
		src []byte
		id  string
	}{
		"no more than a header":    {[]byte("%PDF-1.7\n"), "office-damaged"},
		"cut off":                  {plain[:len(plain)/2], "office-damaged"},
		"noise":                    {append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("\x80<<[(/1 0 obj"), 1<<15)...), "office-damaged"},
		"needs a password":         {encryptedPDF(), "office-encrypted"},
		"pages in a circle":        {pdfFile(catalogue, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"), ""},
		"claims 2,000,000,000":     {pdfFile(catalogue, "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", page), ""},
		"claims 100,000 pages":     {pdfFile(catalogue, "<< /Type /Pages /Kids [3 0 R] /Count 100000 >>", page), "office-pages"},
		"a million brackets":       {pdfFile(catalogue, "<< /Type /Pages /Kids "+strings.Repeat("[", 1<<20)+"] /Count 1 >>"), ""},
		"tables of places go back": {bytes.Replace(plain, []byte("/Info"), []byte("/Prev 600 /Info"), 1), ""},
		"a drawing draws itself":   {samePages(1, "stream /X Do", "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length 10 >>\nstream\n/X Do /X Do\nendstream"), "office-memory"},
		"160 MB of spaces":         {samePages(1, deflated(tb, strings.Repeat(" ", 1<<20), 160)), "office-memory"},
		"endless work":             {samePages(2900, deflated(tb, word, 1<<10)), "office-time"},
		"endless text":             {samePages(2900, "stream BT /F1 9 Tf ("+strings.Repeat("Notfall ", 600)+") Tj ET"), "office-t(ext|ime)"},
	}
}

func TestHostilePDFsAreRefusedAndHarmNoOther(t *testing.T) {
	r := NewReader("")
	defer r.Close()
	plain := pdfPages("Notfallplan")
	want := lines("--", "Notfallplan")
	for name, test := range hostilePDFs(t) {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, err := r.Extract(t.Context(), "a.pdf", test.src)
			id := ""
			var known *Error
			if errors.As(err, &known) {
				id = known.ID
			} else if err != nil {
				t.Error(err)
			}
			if !regexp.MustCompile("^(" + test.id + ")$").MatchString(id) {
				t.Errorf("got %q, want %q: %v", id, test.id, err)
			}
			if err != nil && strings.Contains(err.Error(), "\n") {
				t.Errorf("more than a line: %v", err)
			}
			if took := time.Since(start); took > time.Minute { // machines are busy
				t.Errorf("took %v", took)
			}
			if txt, err := r.Extract(t.Context(), "b.pdf", plain); err != nil || show(txt) != want {
				t.Errorf("the next file gives %q, %v", show(txt), err)
			}
		})
	}
}

func TestACancelledContextEndsThePDFEngine(t *testing.T) {
	r := NewReader("")
	defer r.Close()
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := r.Extract(ctx, "a.pdf", pdfPages("warm")); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(50*time.Millisecond, cancel)
	start := time.Now()
	_, err := r.Extract(ctx, "a.pdf", samePages(2900, deflated(t, word, 1<<14)))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
	if _, err := r.Extract(ctx, "a.pdf", pdfPages("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("afterwards %v", err)
	}
}

func TestAnEngineWritesNothingIntoTheNextFile(t *testing.T) {
	room, err := reserve(1 << 20)
	if err != nil {
		t.Fatal(err)
	}
	defer release(room)
	m := &memory{room: room}
	copy(m.Allocate(0, 0).Reallocate(1<<16), "geheim")
	m.Reallocate(1 << 19)[1<<18] = 1
	if m.Reallocate(1<<20+1) != nil || !m.denied {
		t.Error("more than the room was given")
	}
	second := m.Allocate(0, 0).Reallocate(1 << 20)
	if i := bytes.IndexFunc(second, func(r rune) bool { return r != 0 }); i >= 0 || m.denied {
		t.Errorf("byte %d is left", i)
	}
}

func TestAFilePaysWithItsSizeForItsTime(t *testing.T) {
	for size, want := range map[int]time.Duration{0: 2 * time.Second, 1 << 20: 6 * time.Second, 40 << 20: 30 * time.Second} {
		if got := timeFor(size); got != want {
			t.Errorf("%d bytes: %v, want %v", size, got, want)
		}
	}
}

func TestTheCodeCacheIsNamedAfterTheModulesInUse(t *testing.T) {
	mod, err := os.ReadFile("../../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	version := func(module string) string {
		return string(regexp.MustCompile(regexp.QuoteMeta(module) + ` v(\S+)`).FindSubmatch(mod)[1])
	}
	want := "pdfium-" + version("klippa-app/go-pdfium") + "-wazero-" + version("tetratelabs/wazero")
	if engineVersion != want {
		t.Errorf("engineVersion is %q, go.mod says %q", engineVersion, want)
	}
}

func TestAClosedReaderStartsNoEngine(t *testing.T) {
	r := NewReader(t.TempDir())
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Extract(t.Context(), "a.pdf", pdfPages("x")); err == nil {
		t.Error("read a file")
	}
}
