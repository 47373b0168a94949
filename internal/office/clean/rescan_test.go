package clean_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strings"
	"testing"
)

// The rescan shares no code with the package: it unpacks whatever can be
// unpacked and looks for words.

// traits are words of what does something, by the kind of file.
var traits = map[string][]string{
	"zip": {"vbaproject", "macroenabled", "attachedtemplate", "activex", "oleobject", "objectembed", "altchunk", "afchunk", "subdoc", "externallink",
		"connections.xml", "macrosheet", "dialogsheet", "querytable", "customui", "webextension", "dde", "includetext", "includepicture", "macrobutton",
		"mailmerge", "file:", `\\`, "javascript:", "vbscript:", "cmd|", "webservice", "w:del ", "w:del>", "w:ins ", "w:ins>", "w:vanish", "commentreference",
		"comments.xml", "lastmodifiedby", "<dc:creator", "initial-creator", "printersettings", "encryption-data", "office:script", "event-listener",
		"<script:", "star.script:", "form:form", "office:annotation", "tracked-changes", "draw:plugin", "draw:applet", "floating-frame", "table-source", "section-source",
		"text:display=", "thumbnail", "printername", "w:entrymacro", "rsidr", "embedregular", "docvar", "pivotcache", "auto_open", "x:scenarios", "<scenarios"},
	"pdf": {"/js", "/javascript", "/launch", "/aa", "/embeddedfile", "/xfa", "/submitform", "/importdata", "/richmedia", "/movie", "/sound", "/gotor",
		"/gotoe", "/encrypt", "/author", "/metadata", "file:", "/filespec"},
	"picture": {"exif", "<x:xmpmeta", "photoshop"},
}

var outside = regexp.MustCompile(`target="([^"]*)" targetmode="external"`)

// rescan returns the traits that are left in a file.
func rescan(t *testing.T, data []byte) (left []string) {
	t.Helper()
	look := func(kind, name string, text []byte) {
		lower := strings.ToLower(name + "\n" + string(text))
		if strings.Contains(lower, strings.ToLower(canary)) {
			left = append(left, name+": "+canary)
		}
		for _, trait := range traits[kind] {
			if strings.Contains(lower, trait) {
				left = append(left, name+": "+trait)
			}
		}
		for _, link := range outside.FindAllStringSubmatch(lower, -1) {
			if !strings.HasPrefix(link[1], "https://") && !strings.HasPrefix(link[1], "http://") && !strings.HasPrefix(link[1], "mailto:") {
				left = append(left, name+": "+link[1])
			}
		}
	}
	switch {
	case bytes.HasPrefix(data, []byte("PK")):
		r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.File {
			part, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(part)
			if err != nil {
				t.Fatal(err)
			}
			look("zip", f.Name, text)
			if bytes.HasPrefix(text, []byte("PK")) || bytes.HasPrefix(text, []byte("%PDF")) || bytes.HasPrefix(text, []byte("\xff\xd8")) || bytes.HasPrefix(text, []byte("\x89PNG")) {
				left = append(left, rescan(t, text)...)
			}
		}
	case bytes.HasPrefix(data, []byte("%PDF")):
		look("pdf", "", data)
		for rest := data; ; {
			i := bytes.Index(rest, []byte("stream\n"))
			if i < 0 {
				break
			}
			rest = rest[i+len("stream\n"):]
			if r, err := zlib.NewReader(bytes.NewReader(rest)); err == nil {
				text, _ := io.ReadAll(r)
				look("pdf", "stream", text)
			}
		}
	default:
		look("picture", "", data)
	}
	return left
}
