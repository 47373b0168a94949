package clean

import (
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// wordDropped are the elements of texts that are left out with all that is in
// them, and what they are: ISO/IEC 29500-1, 17. "" is not listed, since it goes
// with something that is.
var wordDropped = map[string]string{
	"w:del": "revision", "w:moveFrom": "revision", "w:rPrChange": "revision", "w:pPrChange": "revision", "w:sectPrChange": "revision",
	"w:tblPrChange": "revision", "w:tblPrExChange": "revision", "w:tcPrChange": "revision", "w:trPrChange": "revision",
	"w:tblGridChange": "revision", "w:numberingChange": "revision", "w:cellIns": "revision", "w:cellDel": "revision", "w:cellMerge": "revision",
	"w:moveFromRangeStart": "", "w:moveFromRangeEnd": "", "w:moveToRangeStart": "", "w:moveToRangeEnd": "", "w:customXmlInsRangeStart": "",
	"w:customXmlInsRangeEnd": "", "w:customXmlDelRangeStart": "", "w:customXmlDelRangeEnd": "", "w:customXmlMoveFromRangeStart": "",
	"w:customXmlMoveFromRangeEnd": "", "w:customXmlMoveToRangeStart": "", "w:customXmlMoveToRangeEnd": "", "w:delText": "", "w:delInstrText": "",
	"w:commentRangeStart": "comment", "w:commentRangeEnd": "", "w:commentReference": "", "w:annotationRef": "",
	"w:permStart": "person", "w:permEnd": "", "w:proofErr": "", "w:lastRenderedPageBreak": "",
	"w:control": "activex", "w:objectEmbed": "ole", "w:objectLink": "ole", "o:OLEObject": "ole", "w:altChunk": "embedded", "w:subDoc": "embedded",
	"w:contentPart": "media", "w:movie": "media", "w:fldData": "field", "w:entryMacro": "macro", "w:exitMacro": "macro", "w:mc": "macro",
	"w:smartTagPr": "", "w:customXmlPr": "", "w:printerSettings": "printer", "w:hps": "",
	"w:embedRegular": "font", "w:embedBold": "font", "w:embedItalic": "font", "w:embedBoldItalic": "font",
	"a:snd": "media", "a:wavAudioFile": "media", "a:audioFile": "media", "a:audioCd": "media", "a:videoFile": "media", "a:quickTimeFile": "media",
	"c:externalData": "data", "c:userShapes": "settings", "c:printSettings": "printer", "w14:contentPart": "media", "xdr:contentPart": "media",
	"o:ink": "media", "o:signatureline": "signature",
}

// wordUnwrapped are those that only what is in them stays of.
var wordUnwrapped = map[string]string{
	"w:ins": "revision", "w:moveTo": "revision", "w:smartTag": "markup", "w:customXml": "custom-xml",
}

// cleanWord cleans the parts of a text document.
func cleanWord(p *pack, t *tree) error {
	history := false
	t.root.prune(func(n, above *node) verdict {
		if p.dropWord(n, above) {
			return drop
		}
		if id, found := wordUnwrapped[n.name]; found {
			p.note(id, "")
			return unwrap
		}
		history = p.wordAttributes(n) || history
		return keep
	})
	if history {
		p.note("history", "rsid")
	}
	p.fields(t.root)
	p.hideless(t.root)
	complete(t.root)
	return nil
}

// dropWord lists an element that is left out.
func (p *pack) dropWord(n, above *node) bool {
	id, found := wordDropped[n.name]
	switch {
	case found && id != "":
		p.note(id, "")
	case found:
	case n.name == "w:tr" && n.child("w:trPr", "w:del") != nil,
		n.name == "w:p" && n.child("w:pPr", "w:rPr", "w:del") != nil && !saysAnything(n):
		p.note("revision", "")
		return true
	case n.name == "w:dataBinding" && !strings.EqualFold(n.attr("w:storeItemID"), storeID):
		p.note("custom-xml", n.attr("w:xpath"))
		return true
	case n.name == "w:r" && onlyRefersToComment(n):
		return true
	}
	return found
}

// saysAnything reports whether there are runs in a paragraph that were not
// deleted.
func saysAnything(p *node) bool {
	return slices.ContainsFunc(p.kids, func(k *node) bool {
		return k.name != "" && k.name != "w:pPr" && k.name != "w:del" && k.name != "w:moveFrom" && k.name != "w:proofErr" &&
			!strings.HasPrefix(k.name, "w:bookmark") && !strings.HasPrefix(k.name, "w:comment")
	})
}

func onlyRefersToComment(r *node) bool {
	found := false
	for _, k := range r.kids {
		switch k.name {
		case "w:commentReference", "w:annotationRef":
			found = true
		case "w:rPr", "":
		default:
			return false
		}
	}
	return found
}

// wordAttributes cleans attributes and reports whether some told of editing.
func (p *pack) wordAttributes(n *node) (history bool) {
	n.attrs = slices.DeleteFunc(n.attrs, func(a attr) bool {
		switch {
		case strings.HasPrefix(a.name, "w:rsid"):
			history = true
			return true
		case a.name == "o:gfxdata":
			return true
		case strings.HasPrefix(n.name, "v:") && slices.Contains([]string{"href", "src", "o:href", "o:althref", "o:hrefs"}, a.name),
			n.name == "w:sdt" && strings.HasSuffix(a.name, ":href"):
			if parts.SafeLink(a.value) {
				return false
			}
			p.note("link", a.value)
			return true
		case a.name == "action" && strings.HasPrefix(n.name, "a:hlink"):
			p.note("media", a.value)
			return true
		}
		return false
	})
	return history
}

// references sees to it that no element names a relation that is gone.
func (p *pack) references(root *node, kept map[string]bool) {
	root.prune(func(n, _ *node) verdict {
		for _, a := range slices.Clone(n.attrs) {
			if !strings.HasPrefix(a.name, "r:") || kept[a.value] {
				continue
			}
			switch {
			case n.name == "w:hyperlink" && n.attr("w:anchor") == "":
				return unwrap
			case n.name == "w:hyperlink", n.name == "a:blip", n.name == "x:pageSetup", a.value == "" && n.name != "a:hlinkClick":
				n.removeAttr(a.name)
			case n.name == "dgm:relIds":
				n.removeAttr(a.name)
			default:
				return drop
			}
		}
		return keep
	})
}

// complete puts a paragraph where there has to be one.
func complete(root *node) {
	root.each(func(n *node) {
		switch n.name {
		case "w:tc", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:txbxContent":
			last := len(n.kids) - 1
			for last >= 0 && n.kids[last].name == "" {
				last--
			}
			if last < 0 || n.kids[last].name != "w:p" && n.name == "w:tc" || n.child("w:p") == nil && n.child("w:tbl") == nil && n.child("w:sdt") == nil {
				n.kids = append(n.kids, &node{name: "w:p"})
			}
		}
	})
}

// settingsDropped are settings of a text that lead elsewhere or tell of persons
// and machines: ISO/IEC 29500-1, 17.15.
var settingsDropped = map[string]string{
	"w:attachedTemplate": "template", "w:linkStyles": "", "w:mailMerge": "connection", "w:docVars": "variables", "w:rsids": "history",
	"w:attachedSchema": "settings", "w:saveThroughXslt": "external", "w:schemaLibrary": "settings", "w:trackRevisions": "", "w:revisionView": "",
	"w:writeProtection": "settings", "w:documentProtection": "", "w:forceUpgrade": "", "w14:docId": "history", "w15:docId": "history",
	"w:smartTagType": "settings", "w:activeWritingStyle": "", "w:savePreviewPicture": "", "w:doNotUseLongFileNames": "",
	"w:stylePaneFormatFilter": "", "w:captions": "settings", "w:readModeInkLockDown": "", "w15:chartTrackingRefBased": "",
}

// cleanSettings cleans the settings of a text.
func cleanSettings(p *pack, t *tree) error {
	t.root.prune(func(n, _ *node) verdict {
		id, found := settingsDropped[n.name]
		if found && n.name == "w:documentProtection" {
			return keep // against mistakes in forms
		}
		if found && id != "" {
			p.note(id, "")
		}
		if found {
			return drop
		}
		return keep
	})
	return cleanWord(p, t)
}

// cleanDrawing cleans drawings, charts and diagrams.
func cleanDrawing(p *pack, t *tree) error {
	t.root.prune(func(n, above *node) verdict {
		if p.dropWord(n, above) {
			return drop
		}
		p.wordAttributes(n)
		if n.name == "c:f" && !p.harmlessFormula(n.characters()) {
			n.kids = []*node{{text: "#REF!"}}
		}
		if n.name == "xdr:sp" || n.name == "xdr:pic" || n.name == "xdr:graphicFrame" || n.name == "xdr:cxnSp" {
			if macro := n.attr("macro"); macro != "" {
				p.note("macro", macro)
				n.setAttr("macro", "")
			}
			if link := n.attr("textlink"); link != "" && !p.harmlessFormula(link) {
				n.removeAttr("textlink")
			}
		}
		return keep
	})
	return nil
}
