package bia

import (
	"encoding/json"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the fixture of the browser anew")

// Go and the browser prefill the same workbook; web/ts/bia/workbook.test.ts
// reads the same file.
func TestTheBrowserPrefillsAsThisDoes(t *testing.T) {
	c, _ := load(t, good)
	ids := []string{"01-02", "01-01"}
	w := Prefilled(c, ids)
	w.Class = "gross"
	got, err := json.MarshalIndent(map[string]any{
		"data": c.Browser([]string{"klein", "gross"}), "chosen": ids, "class": w.Class, "values": w.Values(),
	}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	const file = "testdata/workbook_twin.json"
	if *update {
		if err := os.WriteFile(file, append(got, '\n'), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || string(want) != string(got)+"\n" {
		t.Errorf("%s is not what Go fills in (go test ./internal/bia -run Browser -update): %v", file, err)
	}
}
