package clean

// classes sorts what is left out. A word for each is clean.<ID> in the
// catalogues.
var classes = map[string]Class{
	"external": Active, "template": Active, "macro": Active, "macrosheet": Active, "activex": Active, "ole": Active, "dde": Active,
	"field": Active, "connection": Active, "formula": Active, "link": Active, "embedded": Active, "control": Active,
	"listener": Active, "media": Active, "name": Active, "extension": Active,

	"comment": Hidden, "revision": Hidden, "hidden-text": Hidden, "hidden-sheet": Hidden, "hidden-row": Hidden, "hidden-column": Hidden,
	"hidden-string": Hidden, "variables": Hidden, "custom-xml": Hidden, "pivot": Hidden, "versions": Hidden, "signature": Hidden,
	"data": Hidden, "glossary": Hidden, "scenario": Hidden, "metadata": Hidden,

	"author": Personal, "company": Personal, "path": Personal, "printer": Personal, "person": Personal, "property": Personal,
	"picture-exif": Personal, "picture-place": Personal, "picture-note": Personal, "picture-preview": Hidden,
	"picture-profile": Technical, "picture-tail": Hidden,
	"pdf-author": Personal, "pdf-metadata": Technical, "pdf-remark": Hidden, "pdf-signature": Hidden, "pdf-older": Hidden,
	"pdf-tail": Technical, "pdf-program": Technical, "pdf-link": Technical,

	"history": Technical, "font": Technical, "thumbnail": Technical, "image": Technical, "settings": Technical, "part": Technical,
	"markup": Technical, "description": Technical,
}
