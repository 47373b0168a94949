package clean

import (
	"errors"
	"io/fs"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/parts"
)

// bundle cleans the entries of an archive, each as if it were alone. It is
// refused if one of them is.
func (c *cleaner) bundle(a *parts.Archive) ([]byte, string, error) {
	var files []form.File
	for _, key := range a.Names() {
		if a.IsFolder(key) {
			continue
		}
		name := a.Original(key)
		if err := checkName(name); err != nil {
			return nil, "", refused("clean-name", name, err)
		}
		src, err := a.Bytes(key)
		if err != nil {
			return nil, "", err
		}
		c.within, c.part = name, ""
		data, ext, err := c.file(name, src, true)
		if err != nil {
			return nil, "", within(name, err)
		}
		if ext != strings.ToLower(path.Ext(name)) && !(ext == ".jpg" && strings.EqualFold(path.Ext(name), ".jpeg")) {
			name = strings.TrimSuffix(name, path.Ext(name)) + ext
		}
		files = append(files, form.File{Name: name, Data: data})
	}
	c.within, c.part = "", ""
	if len(files) == 0 {
		return nil, "", &parts.Error{Reason: parts.Unreadable, ID: "clean-empty"}
	}
	data, err := archiveBytes(files)
	return data, ".zip", err
}

// within says of which entry an error tells.
func within(name string, err error) error {
	var known *parts.Error
	if !errors.As(err, &known) {
		return err
	}
	return &parts.Error{Reason: known.Reason, ID: "clean-entry", Args: map[string]string{"part": name, "id": known.ID}, Err: err}
}

// Names that Windows keeps for devices.
var devices = map[string]bool{"con": true, "prn": true, "aux": true, "nul": true, "clock$": true, "conin$": true, "conout$": true}

// checkName refuses the name of an entry that could do harm when it is
// unpacked, or that means something else on another system.
func checkName(name string) error {
	if !norm.NFC.IsNormalString(name) || !utf8.ValidString(name) {
		return errors.New("not in normalisation form C")
	}
	if !fs.ValidPath(name) {
		return errors.New("path")
	}
	for part := range strings.SplitSeq(name, "/") {
		stem, _, _ := strings.Cut(strings.ToLower(part), ".")
		stem = strings.TrimRight(stem, " ")
		port := len(stem) == 4 && (strings.HasPrefix(stem, "com") || strings.HasPrefix(stem, "lpt")) && stem[3] >= '0' && stem[3] <= '9'
		switch {
		case devices[stem] || port:
			return errors.New("name of a device")
		case len(part) > 120:
			return errors.New("longer than 120 bytes")
		case strings.ContainsAny(part, `:\*?"<>|`), strings.HasSuffix(part, "."), strings.HasSuffix(part, " "), strings.HasPrefix(part, " "):
			return errors.New("character that is not allowed")
		case strings.ContainsFunc(part, func(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) && r != ' ' }):
			return errors.New("invisible character")
		}
	}
	return nil
}
