package sbom

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	cdx "github.com/CycloneDX/cyclonedx-go"
)

var update = flag.Bool("update", false, "write licences.tsv from the licence files of the modules")

// allowed are licences under which a part may travel with a program under the
// EUPL 1.2 and with pages that anybody may copy.
var allowed = []string{
	"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "MPL-2.0", "EUPL-1.2", "Unlicense", "CC0-1.0", "Zlib", "OFL-1.1",
}

// module is what "go list" says of one.
type module struct {
	Path, Version, Dir string
	Main               bool
	Replace            *struct{ Path string }
}

// modules are those that packages of the program come from, on every system it
// is built for; cgo is off.
func modules(t *testing.T) map[string]module {
	t.Helper()
	all := map[string]module{}
	for _, system := range []string{"linux", "windows", "darwin"} {
		cmd := exec.Command("go", "list", "-deps", "-json=Module,CgoFiles,ImportPath", "../../cmd/nachbar")
		cmd.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go list for %s: %v", system, err)
		}
		dec := json.NewDecoder(bytes.NewReader(out))
		for {
			var pkg struct {
				ImportPath string
				CgoFiles   []string
				Module     *module
			}
			if err := dec.Decode(&pkg); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			if len(pkg.CgoFiles) > 0 {
				t.Errorf("%s needs a C compiler on %s", pkg.ImportPath, system)
			}
			if pkg.Module != nil && !pkg.Module.Main {
				all[pkg.Module.Path] = *pkg.Module
			}
		}
	}
	return all
}

func TestEveryPartIsPinnedAndItsLicenceIsAllowed(t *testing.T) {
	sums, err := os.ReadFile("../../go.sum")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, m := range modules(t) {
		if m.Replace != nil {
			t.Errorf("%s is replaced by %s", m.Path, m.Replace.Path)
		}
		if !strings.Contains(string(sums), m.Path+" "+m.Version+" h1:") {
			t.Errorf("%s %s has no checksum in go.sum", m.Path, m.Version)
		}
		found[m.Path] = classify(licenceText(t, m.Dir))
		for id := range strings.SplitSeq(found[m.Path], " AND ") {
			if !slices.Contains(allowed, id) {
				t.Errorf("the licence of %s is %q, which is not allowed", m.Path, id)
			}
		}
	}
	if *update {
		write(t, found)
		return
	}
	known := Licences()
	for path, id := range found {
		if known[path] != id {
			t.Errorf("licences.tsv says %q of %s, its licence file %q", known[path], path, id)
		}
	}
	for path := range known {
		if found[path] == "" {
			t.Errorf("licences.tsv names %s, which is no part any more", path)
		}
	}
	if len(found) > 120 {
		t.Errorf("the program is made of %d modules: who looks after so many?", len(found))
	}
}

// licenceText joins the licence files of a module.
func licenceText(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, e := range entries {
		name := strings.ToLower(e.Name())
		if !e.IsDir() && (strings.HasPrefix(name, "licen") || strings.HasPrefix(name, "copying") || strings.HasPrefix(name, "unlicense")) {
			body, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			text.Write(body)
		}
	}
	return strings.ToLower(strings.Join(strings.Fields(text.String()), " "))
}

// classify finds the licences by sentences that only they have; "" is none that
// is known. The text is in lower case with single spaces.
func classify(text string) string {
	has := func(part string) bool { return strings.Contains(text, part) }
	bsd := has("redistribution and use in source and binary forms")
	var ids []string
	for id, there := range map[string]bool{
		"AGPL":         has("gnu affero general public license"),
		"GPL":          has("gnu general public license") && !has("mozilla public license"),
		"MPL-2.0":      has("mozilla public license") && has("2.0"),
		"MIT":          has("permission is hereby granted, free of charge, to any person obtaining a copy"),
		"ISC":          has("permission to use, copy, modify, and/or distribute this software for any purpose"),
		"Apache-2.0":   has("apache license") && has("2.0"),
		"BSD-3-Clause": bsd && has("endorse or promote"),
		"BSD-2-Clause": bsd && !has("endorse or promote"),
		"Unlicense":    has("free and unencumbered software released into the public domain"),
	} {
		if there {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b string) int { return strings.Compare(b, a) })
	return strings.Join(ids, " AND ")
}

func write(t *testing.T, found map[string]string) {
	t.Helper()
	var out strings.Builder
	out.WriteString(strings.SplitAfter(licences, "\n")[0])
	for _, path := range slices.Sorted(maps.Keys(found)) {
		fmt.Fprintf(&out, "%s\t%s\n", path, found[path])
	}
	if err := os.WriteFile("licences.tsv", []byte(out.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestLibrariesOfPagesAreThoseOfTheLockFileWithTheirLicences(t *testing.T) {
	src, err := os.ReadFile("../../web/package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	var lock struct {
		Packages map[string]struct{ Version, License, Integrity string }
	}
	if err := json.Unmarshal(src, &lock); err != nil {
		t.Fatal(err)
	}
	for _, row := range rows(browser) {
		entry := lock.Packages["node_modules/"+row[0]]
		if entry.Version != row[1] || !slices.Contains(allowed, row[2]) || !strings.HasPrefix(entry.License, row[2]) {
			t.Errorf("browser.tsv has %q, the lock file %+v", row, entry)
		}
	}
	for name, entry := range lock.Packages {
		if name != "" && entry.Integrity == "" {
			t.Errorf("%s has no checksum in web/package-lock.json", name)
		}
	}
}

func TestTheListNamesEveryPartOnceAndIsTheSameTwice(t *testing.T) {
	info := &debug.BuildInfo{GoVersion: "go1.26.8 X:some"}
	for _, m := range modules(t) {
		info.Deps = append(info.Deps, &debug.Module{Path: m.Path, Version: m.Version, Sum: "h1:x"})
	}
	first, err := JSON(info, "1.2.3")
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(info.Deps)
	if again, err := JSON(info, "1.2.3"); err != nil || !bytes.Equal(first, again) {
		t.Errorf("the list depends on the order of modules: %v", err)
	}
	var bom cdx.BOM
	if err := cdx.NewBOMDecoder(bytes.NewReader(first), cdx.BOMFileFormatJSON).Decode(&bom); err != nil {
		t.Fatal(err)
	}
	if bom.SpecVersion != cdx.SpecVersion1_6 || bom.Metadata.Component.Version != "1.2.3" || bom.Metadata.Timestamp != "" || bom.SerialNumber != "" {
		t.Errorf("the head is %s", first[:min(len(first), 600)])
	}
	seen := map[string]bool{}
	for _, c := range *bom.Components {
		if seen[c.BOMRef] || c.Version == "" || c.Licenses == nil {
			t.Errorf("part %q is there twice, or says nothing of its version or licence", c.BOMRef)
		}
		seen[c.BOMRef] = true
	}
	if want := len(info.Deps) + 4; len(seen) != want {
		t.Errorf("%d parts are listed, want %d", len(seen), want)
	}
}

func TestAPartWhoseLicenceNobodyKnowsIsAnError(t *testing.T) {
	_, err := JSON(&debug.BuildInfo{Deps: []*debug.Module{{Path: "example.org/new", Version: "v1.0.0"}}}, "1")
	if err == nil || !strings.Contains(err.Error(), "example.org/new") {
		t.Errorf("the error is %v", err)
	}
}
