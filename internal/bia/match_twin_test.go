package bia_test

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"reflect"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/kaaw/nachbar/internal/bia"
)

// host reads data and lines, matches, and writes what came out.
const host = `import { Matcher } from "./ts/bia/match.js";
import { readFileSync } from "node:fs";
const { data, lines } = JSON.parse(readFileSync(0, "utf8"));
const matcher = new Matcher(data);
console.log(JSON.stringify(lines.map((line) => matcher.match(line))));`

// inBrowser is what the script of the page makes of lines, in Node.
func inBrowser(t *testing.T, data bia.MatchData, lines []string) []bia.Match {
	t.Helper()
	built := api.Build(api.BuildOptions{
		Stdin:    &api.StdinOptions{Contents: host, ResolveDir: "../../web", Sourcefile: "host.ts"},
		Bundle:   true,
		Format:   api.FormatCommonJS,
		Platform: api.PlatformNode,
		Charset:  api.CharsetUTF8,
	})
	if len(built.Errors) > 0 {
		t.Fatal(built.Errors)
	}
	input, err := json.Marshal(map[string]any{"data": data, "lines": lines})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", "-e", string(built.OutputFiles[0].Contents))
	cmd.Stdin = bytes.NewReader(input)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("run the script in node: %v\n%s", err, stderr.String())
	}
	var got []bia.Match
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestTheBrowserMatchesAsGoDoes(t *testing.T) {
	data := matchData(t)
	lines := []string{
		"", " ", "-", ":", "()", "§ 8a SGB VIII", "An-, Um- und Abmelden", "12345", "020401 Meldewesen", "7) Fundbüro", "Ä\u0308 \u00a0 Bü\u00adcherei\u2003:\u202fAusleihe",
		"Наталья 😀", "Straßenreinigung (", "E-Akte/DMS", "=1+1", "•  Winterdienst – Bereitschaft", "Bauhof:", ": Bauhof", "IT - Betrieb & Netze",
	}
	for _, name := range []string{"klein.tsv", "produktplan.tsv", "tippfehler.tsv", "fremd.tsv"} {
		for _, want := range lists(t, name) {
			lines = append(lines, want.line)
		}
	}
	for _, p := range data.Processes {
		lines = append(lines, p.Title, p.About)
	}
	got := inBrowser(t, data, lines)
	if len(got) != len(lines) {
		t.Fatalf("%d matches of %d lines", len(got), len(lines))
	}
	m := matcher(t)
	for i, line := range lines {
		want := m.Match(line)
		if len(want.Candidates) == 0 {
			want.Candidates, got[i].Candidates = nil, got[i].Candidates[:0:0]
		}
		if len(got[i].Candidates) == 0 {
			got[i].Candidates = nil
		}
		if !reflect.DeepEqual(got[i], want) {
			t.Errorf("%q: %v in the browser, %v in Go", line, got[i], want)
		}
	}
}
