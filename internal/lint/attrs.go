package lint

// attr names the attributes that a rule reads.
type attr uint8

const (
	aNone attr = iota
	aAction
	aAlt
	aActiveDescendant // aActiveDescendant to aPopoverTarget hold ids of the page
	aControls
	aDescribedBy
	aDetails
	aErrorMessage
	aFlowTo
	aLabelledBy
	aOwns
	aFor
	aForm
	aHeaders
	aList
	aPopoverTarget
	aAriaHidden
	aAriaLabel
	aBackground
	aCharset
	aContent
	aData
	aEncoding
	aFormAction
	aHidden
	aHref
	aHTTPEquiv
	aID
	aImageSrcset
	aLang
	aManifest
	aName
	aPing
	aPoster
	aRel
	aRole
	aScope
	aSrc
	aSrcdoc
	aSrcset
	aStyle
	aTabindex
	aTarget
	aTitle
	aType
	aValue
	aXlinkHref
	attrCount
)

// attrNames are the attributes by number.
var attrNames = [attrCount]string{
	aAction: "action", aAlt: "alt", aActiveDescendant: "aria-activedescendant", aControls: "aria-controls",
	aDescribedBy: "aria-describedby", aDetails: "aria-details", aErrorMessage: "aria-errormessage",
	aFlowTo: "aria-flowto", aLabelledBy: "aria-labelledby", aOwns: "aria-owns", aFor: "for", aForm: "form",
	aHeaders: "headers", aList: "list", aPopoverTarget: "popovertarget", aAriaHidden: "aria-hidden",
	aAriaLabel: "aria-label", aBackground: "background", aCharset: "charset", aContent: "content", aData: "data", aEncoding: "encoding",
	aFormAction: "formaction", aHidden: "hidden", aHref: "href", aHTTPEquiv: "http-equiv", aID: "id",
	aImageSrcset: "imagesrcset", aLang: "lang", aManifest: "manifest", aName: "name", aPing: "ping",
	aPoster: "poster", aRel: "rel", aRole: "role", aScope: "scope", aSrc: "src", aSrcdoc: "srcdoc",
	aSrcset: "srcset", aStyle: "style", aTabindex: "tabindex", aTarget: "target", aTitle: "title", aType: "type",
	aValue: "value", aXlinkHref: "xlink:href",
}

// lookupAttr finds a lower-case name. The first letters rule out most of what
// pages carry (class, data-*) without a comparison.
func lookupAttr(name []byte) attr {
	if len(name) < 2 || len(name) > len("aria-activedescendant") || name[0] == 'c' && name[1] == 'l' {
		return aNone
	}
	if len(name) > 5 && string(name[:5]) == "aria-" {
		return lookupAria(name)
	}
	switch string(name) {
	case "action":
		return aAction
	case "alt":
		return aAlt
	case "for":
		return aFor
	case "form":
		return aForm
	case "headers":
		return aHeaders
	case "list":
		return aList
	case "popovertarget":
		return aPopoverTarget
	case "background":
		return aBackground
	case "charset":
		return aCharset
	case "content":
		return aContent
	case "data":
		return aData
	case "encoding":
		return aEncoding
	case "formaction":
		return aFormAction
	case "hidden":
		return aHidden
	case "href":
		return aHref
	case "http-equiv":
		return aHTTPEquiv
	case "id":
		return aID
	case "imagesrcset":
		return aImageSrcset
	case "lang":
		return aLang
	case "manifest":
		return aManifest
	case "name":
		return aName
	case "ping":
		return aPing
	case "poster":
		return aPoster
	case "rel":
		return aRel
	case "role":
		return aRole
	case "scope":
		return aScope
	case "src":
		return aSrc
	case "srcdoc":
		return aSrcdoc
	case "srcset":
		return aSrcset
	case "style":
		return aStyle
	case "tabindex":
		return aTabindex
	case "target":
		return aTarget
	case "title":
		return aTitle
	case "type":
		return aType
	case "value":
		return aValue
	case "xlink:href":
		return aXlinkHref
	}
	return aNone
}

func lookupAria(name []byte) attr {
	switch string(name) {
	case "aria-activedescendant":
		return aActiveDescendant
	case "aria-controls":
		return aControls
	case "aria-describedby":
		return aDescribedBy
	case "aria-details":
		return aDetails
	case "aria-errormessage":
		return aErrorMessage
	case "aria-flowto":
		return aFlowTo
	case "aria-labelledby":
		return aLabelledBy
	case "aria-owns":
		return aOwns
	case "aria-hidden":
		return aAriaHidden
	case "aria-label":
		return aAriaLabel
	}
	return aNone
}
