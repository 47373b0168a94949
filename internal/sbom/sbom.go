// Package sbom lists what the program is made of, as CycloneDX 1.6 (ECMA-424).
//
// The modules are those that the Go linker wrote into the program, with their
// versions and checksums; their licences stand in licences.tsv, which a test
// holds to the licence files of the modules. What the pages bring to the browser
// stands in browser.tsv, held to web/package-lock.json. The list carries no time
// and no serial number: the same program gives the same bytes.
package sbom

import (
	"bytes"
	_ "embed"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"
)

//go:embed licences.tsv
var licences string

//go:embed browser.tsv
var browser string

// ownLicence is the licence of nachbar itself.
const ownLicence = "EUPL-1.2"

// JSON lists the modules of info and the libraries in the pages. version is that
// of nachbar. It fails for a module whose licence nobody looked at.
func JSON(info *debug.BuildInfo, version string) ([]byte, error) {
	known := Licences()
	own := cdx.Component{
		BOMRef: "nachbar", Type: cdx.ComponentTypeApplication, Name: "nachbar", Version: version, Licenses: licence(ownLicence),
	}
	parts := []cdx.Component{standardLibrary(info.GoVersion)}
	for _, module := range info.Deps {
		id, ok := known[module.Path]
		if !ok {
			return nil, fmt.Errorf("list parts: the licence of %s is not known", module.Path)
		}
		parts = append(parts, component(module, id))
	}
	parts = append(parts, browserParts()...)
	slices.SortFunc(parts, func(a, b cdx.Component) int { return strings.Compare(a.BOMRef, b.BOMRef) })
	var refs []string
	for _, part := range parts {
		refs = append(refs, part.BOMRef)
	}
	bom := cdx.NewBOM()
	bom.Metadata = &cdx.Metadata{Component: &own}
	bom.Components = &parts
	bom.Dependencies = &[]cdx.Dependency{{Ref: own.BOMRef, Dependencies: &refs}}
	var out bytes.Buffer
	enc := cdx.NewBOMEncoder(&out, cdx.BOMFileFormatJSON).SetPretty(true)
	if err := enc.EncodeVersion(bom, cdx.SpecVersion1_6); err != nil {
		return nil, fmt.Errorf("list parts: %w", err)
	}
	return out.Bytes(), nil
}

// Licences maps the path of each module that the program may be made of to the
// SPDX identifier of its licence.
func Licences() map[string]string {
	known := map[string]string{}
	for _, row := range rows(licences) {
		known[row[0]] = row[1]
	}
	return known
}

// component is a module. The checksum is that of go.sum, which is no hash of one
// file and therefore a property.
func component(module *debug.Module, id string) cdx.Component {
	url := "pkg:golang/" + module.Path + "@" + module.Version
	return cdx.Component{
		BOMRef: url, Type: cdx.ComponentTypeLibrary, Name: module.Path, Version: module.Version, PackageURL: url, Licenses: licence(id),
		Properties: &[]cdx.Property{{Name: "go:sum", Value: module.Sum}},
	}
}

func standardLibrary(version string) cdx.Component {
	number, _, _ := strings.Cut(strings.TrimPrefix(version, "go"), " ")
	url := "pkg:golang/std@" + number
	return cdx.Component{BOMRef: url, Type: cdx.ComponentTypeLibrary, Name: "std", Version: number, PackageURL: url, Licenses: licence("BSD-3-Clause")}
}

// browserParts are the libraries and fonts in the pages.
func browserParts() []cdx.Component {
	var parts []cdx.Component
	for _, row := range rows(browser) {
		url := "pkg:npm/" + strings.ReplaceAll(row[0], "@", "%40") + "@" + row[1]
		parts = append(parts, cdx.Component{
			BOMRef: url, Type: cdx.ComponentTypeLibrary, Name: row[0], Version: row[1], PackageURL: url, Licenses: licence(row[2]),
		})
	}
	return parts
}

// licence is one identifier, or an expression such as "MIT AND Apache-2.0".
func licence(id string) *cdx.Licenses {
	if strings.Contains(id, " ") {
		return &cdx.Licenses{{Expression: id}}
	}
	return &cdx.Licenses{{License: &cdx.License{ID: id}}}
}

// rows are the lines of a table without its comments.
func rows(table string) [][]string {
	var all [][]string
	for line := range strings.Lines(table) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, strings.Split(line, "\t"))
		}
	}
	return all
}
