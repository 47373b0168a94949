package clean

import "strings"

const (
	wordML    = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	sheetML   = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	drawingML = "application/vnd.openxmlformats-officedocument.drawingml."
	themeType = "application/vnd.openxmlformats-officedocument.theme+xml"
)

// partKind says how a part is written that a relation of some kind leads to.
type partKind struct {
	content string // type
	root    string // the element it begins with
	clean   func(*pack, *tree) error
	implied bool // stays without a mention of the relation's id
	picture bool
	only    bool // leads nowhere itself: hyperlinks, and the main part
}

// wordKinds and sheetKinds are the relations that stay.
var (
	wordKinds = map[string]partKind{
		"officeDocument": {clean: cleanWord, only: true},
		"hyperlink":      {only: true},
		"styles":         {content: wordML + "styles+xml", root: "w:styles", clean: cleanWord, implied: true},
		"numbering":      {content: wordML + "numbering+xml", root: "w:numbering", clean: cleanWord, implied: true},
		"settings":       {content: wordML + "settings+xml", root: "w:settings", clean: cleanSettings, implied: true},
		"fontTable":      {content: wordML + "fontTable+xml", root: "w:fonts", clean: cleanWord, implied: true},
		"footnotes":      {content: wordML + "footnotes+xml", root: "w:footnotes", clean: cleanWord, implied: true},
		"endnotes":       {content: wordML + "endnotes+xml", root: "w:endnotes", clean: cleanWord, implied: true},
		"header":         {content: wordML + "header+xml", root: "w:hdr", clean: cleanWord},
		"footer":         {content: wordML + "footer+xml", root: "w:ftr", clean: cleanWord},
		"customXml":      {content: "application/xml", root: "nb:felder", clean: cleanStore, implied: true},
		"customXmlProps": {content: "application/vnd.openxmlformats-officedocument.customXmlProperties+xml", root: "ds:datastoreItem", clean: cleanStore, implied: true},
	}
	sheetKinds = map[string]partKind{
		"officeDocument": {clean: cleanWorkbook, only: true},
		"hyperlink":      {only: true},
		"worksheet":      {content: sheetML + "worksheet+xml", root: "x:worksheet", clean: cleanSheet},
		"chartsheet":     {content: sheetML + "chartsheet+xml", root: "x:chartsheet", clean: cleanSheet},
		"sharedStrings":  {content: sheetML + "sharedStrings+xml", root: "x:sst", clean: cleanStrings, implied: true},
		"styles":         {content: sheetML + "styles+xml", root: "x:styleSheet", clean: cleanSheetPart, implied: true},
		"table":          {content: sheetML + "table+xml", root: "x:table", clean: cleanSheetPart},
		"drawing":        {content: "application/vnd.openxmlformats-officedocument.drawing+xml", root: "xdr:wsDr", clean: cleanDrawing},
	}
)

// sharedKinds are those of both.
var sharedKinds = map[string]partKind{
	"theme":             {content: themeType, root: "a:theme", clean: cleanDrawing, implied: true},
	"image":             {picture: true},
	"chart":             {content: drawingML + "chart+xml", root: "c:chartSpace", clean: cleanDrawing},
	"diagramData":       {content: drawingML + "diagramData+xml", root: "dgm:dataModel", clean: cleanDrawing},
	"diagramLayout":     {content: drawingML + "diagramLayout+xml", root: "dgm:layoutDef", clean: cleanDrawing},
	"diagramQuickStyle": {content: drawingML + "diagramStyle+xml", root: "dgm:styleDef", clean: cleanDrawing},
	"diagramColors":     {content: drawingML + "diagramColors+xml", root: "dgm:colorsDef", clean: cleanDrawing},
	"diagramDrawing":    {content: "application/vnd.ms-office.drawingml.diagramDrawing+xml", root: "dsp:drawing", clean: cleanDrawing, implied: true},
}

// droppedKinds say what a relation that does not stay led to.
var droppedKinds = map[string]string{
	"vbaProject": "macro", "wordVbaData": "macro", "keyMapCustomizations": "macro", "attachedToolbars": "macro", "vbaProjectSignature": "macro",
	"xlMacrosheet": "macrosheet", "xlIntlMacrosheet": "macrosheet", "dialogsheet": "macrosheet",
	"control": "activex", "activeXControlBinary": "activex", "ctrlProp": "activex",
	"oleObject": "ole", "package": "ole", "attachedTemplate": "template",
	"externalLink": "external", "externalLinkPath": "external", "connections": "connection", "queryTable": "connection",
	"mailMergeSource": "connection", "mailMergeHeaderSource": "connection", "recipientData": "connection", "volatileDependencies": "connection",
	"aFChunk": "embedded", "subDocument": "embedded", "frame": "embedded", "htmlPubSaveAs": "embedded",
	"extensibility": "extension", "webextension": "extension", "webextensiontaskpanes": "extension", "customUI": "extension",
	"video": "media", "audio": "media", "media": "media",
	"comments": "comment", "commentsExtended": "comment", "commentsIds": "comment", "commentsExtensible": "comment", "people": "person",
	"threadedComment": "comment", "person": "person", "vmlDrawing": "comment", "documenttasks": "comment",
	"revisionHeaders": "revision", "revisionLog": "revision", "usernames": "person",
	"printerSettings": "printer", "glossaryDocument": "glossary", "customXml": "custom-xml", "customProperty": "variables",
	"pivotTable": "pivot", "pivotCacheDefinition": "pivot", "pivotCacheRecords": "pivot", "slicer": "pivot", "slicerCache": "pivot",
	"timeline": "pivot", "timelineCache": "pivot", "origin": "signature", "signature": "signature",
	"font": "font", "thumbnail": "thumbnail", "webSettings": "settings", "stylesWithEffects": "settings", "calcChain": "", "sheetMetadata": "settings",
	"chartStyle": "settings", "chartColorStyle": "settings", "themeOverride": "settings",
}

// byName tells by its name what a part is that no known relation leads to.
func byName(part string) string {
	name := strings.ToLower(part)
	for _, known := range [][2]string{
		{"vbaproject", "macro"}, {"vbadata", "macro"}, {"customui", "extension"}, {"webextension", "extension"}, {"macrosheets/", "macrosheet"},
		{"dialogsheets/", "macrosheet"}, {"activex", "activex"}, {"embeddings/", "ole"}, {"externallinks/", "external"}, {"connections", "connection"},
		{"querytables/", "connection"}, {"comments", "comment"}, {"persons/", "person"}, {"revisions/", "revision"}, {"printersettings", "printer"},
		{"customxml/", "custom-xml"}, {"pivot", "pivot"}, {"_xmlsignatures/", "signature"}, {"thumbnail", "thumbnail"}, {"glossary/", "glossary"},
		{"fonts/", "font"}, {"calcchain", ""},
	} {
		if strings.Contains(name, known[0]) {
			return known[1]
		}
	}
	return "part"
}
