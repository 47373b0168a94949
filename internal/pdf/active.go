package pdf

import (
	"net/url"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// Names that stand for something that runs, fetches, sends or carries
// something: ISO 32000-1, 7.11, 12.6, 12.7.8, 13.
var (
	activeKeys = []string{"JS", "JavaScript", "Launch", "EmbeddedFiles", "EF", "AF", "XFA", "RichMediaContent",
		"RichMediaSettings", "Renditions", "AlternatePresentations", "WebCapture", "SpiderInfo", "IDS", "URLS"}
	activeActions = []string{"JavaScript", "Launch", "SubmitForm", "ImportData", "ResetForm", "GoToR", "GoToE", "GoTo3DView", "Movie",
		"Sound", "Rendition", "RichMediaExecute", "Thread", "Trans"}
	activeKinds = []string{"RichMedia", "Movie", "Sound", "Screen", "3D", "FileAttachment", "Projection"}
	activeTypes = []string{"EmbeddedFile", "Filespec", "F", "MediaClip", "Rendition", "Collection"}
)

// harmless refuses a dictionary that does something. stream tells that it
// describes a stream.
func (w *writer) harmless(d types.Dict, stream bool) error {
	for _, key := range activeKeys {
		if d[key] != nil {
			return active(key)
		}
	}
	for _, known := range []struct {
		key   string
		names []string
	}{{"S", activeActions}, {"Subtype", activeKinds}, {"Type", activeTypes}} {
		if name, ok := w.resolve(d[known.key]).(types.Name); ok && slices.Contains(known.names, string(name)) {
			return active(string(name))
		}
	}
	if more, ok := w.resolve(d["AA"]).(types.Dict); ok && w.resolve(more["Type"]) != types.Name("Font") { // a font may have this name
		return active("AA")
	}
	if stream && (d["F"] != nil || d["FFilter"] != nil) {
		return active("F") // the bytes are elsewhere
	}
	if base, ok := w.resolve(d["URI"]).(types.Dict); ok && base["S"] == nil {
		return w.opening(d["OpenAction"])
	}
	if name, ok := w.resolve(d["S"]).(types.Name); ok && name == "URI" || d["URI"] != nil {
		if err := w.address(d["URI"]); err != nil {
			return err
		}
	}
	return w.opening(d["OpenAction"])
}

// opening refuses to do something when a file is opened, apart from showing a
// place of it.
func (w *writer) opening(o types.Object) error {
	switch action := w.resolve(o).(type) {
	case nil, types.Array, types.Name, types.StringLiteral, types.HexLiteral:
		return nil
	case types.Dict:
		if name, ok := w.resolve(action["S"]).(types.Name); ok && name == "GoTo" {
			return nil
		}
	}
	return active("OpenAction")
}

// address refuses what leads to files, scripts or network drives.
func (w *writer) address(o types.Object) error {
	address, ok := w.text(o)
	if ok && (parts.SafeLink(address) || relative(address)) {
		return nil
	}
	return active("URI")
}

// leadsNowhere reports whether an action leads to an address without a scheme,
// such as www.example.org: programs guess what is meant. It is left out.
func (w *writer) leadsNowhere(o types.Object) bool {
	d, ok := w.resolve(o).(types.Dict)
	if !ok || d["URI"] == nil {
		return false
	}
	address, ok := w.text(d["URI"])
	return !ok || !parts.SafeLink(address)
}

func relative(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "" && !strings.HasPrefix(address, "/") && !strings.Contains(address, `\`)
}

func (w *writer) isText(o types.Object) bool {
	_, ok := w.text(o)
	return ok
}

// text is the value of a string; a name of the catalogue is none.
func (w *writer) text(o types.Object) (string, bool) {
	var text string
	var err error
	switch o := w.resolve(o).(type) {
	case types.StringLiteral:
		text, err = types.StringLiteralToString(o)
	case types.HexLiteral:
		text, err = types.HexLiteralToString(o)
	default:
		return "", false
	}
	return strings.TrimSpace(text), err == nil
}

func active(what string) error {
	return &parts.Error{Reason: parts.Unsupported, ID: "pdf-active", Args: map[string]string{"what": "/" + strings.TrimSpace(what)}}
}

// remarks are the annotations that reviewers leave; links and fields of forms
// are none.
var remarks = []string{"Text", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline", "Squiggly",
	"StrikeOut", "Caret", "Stamp", "Ink", "Popup", "Redact"}

// leaves tells what a dictionary holds that is not written: data about the file
// rather than of its pages.
var leaves = map[string]Trait{
	"Metadata": Metadata, "PieceInfo": Program, "LastModified": Metadata, "Perms": Signature, "DSS": Signature,
	"Legal": Program, "SeparationInfo": Program, "Requirements": Program, "Extensions": Metadata,
}
