package audit

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
)

func options(p *people, o policy) Options {
	return Options{Releases: []Source{{p.round + ".json", p.release(o, len(p.answers))}}, Members: map[string][]byte{p.round: p.csv()}, Colluding: 2}
}

func TestReportTellsNoMember(t *testing.T) {
	w := world{seed: 3, sizes: []int{17, 17, 16}, topics: []int{6}, spread: 1.5, harsh: 2.5}
	p := invent("2026", w)
	for u := range p.answers {
		p.answers[u][0] = 2
	}
	bad := rules()
	bad.noCoding = true
	report, err := Run(context.Background(), options(p, bad))
	if err != nil {
		t.Fatal(err)
	}
	if report.Passed() {
		t.Fatal("the defect was not found")
	}
	src, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{report.Markdown("1 s"), report.HTML("1 s"), string(src)} {
		if strings.Contains(text, "canary") {
			t.Error("the report names a member")
		}
		if !strings.Contains(text, "x-T01-01") {
			t.Error("the report does not name the question")
		}
	}
}

func TestErrorsTellNoMember(t *testing.T) {
	p := invent("2026", world{seed: 1, sizes: []int{10, 10}, topics: []int{3}})
	good := string(p.csv())
	for name, csv := range map[string]string{
		"unknown word":  strings.Replace(good, "teilweise", "canary-word", 1),
		"open answer":   strings.Replace(good, "teilweise", "", 1),
		"twice":         good + strings.Split(good, "\n")[1] + "\n",
		"broken quotes": good + "\"canary",
		"short line":    good + "canary-x;klein\n",
		"other answers": strings.ReplaceAll(good, "nein", "ja"),
		"other classes": strings.ReplaceAll(good, "klein", "canary-class"),
		"wrong head":    strings.Replace(good, "member", "name", 1),
		"column gone":   strings.Replace(good, "x-T01-02", "x-T09-02", 1),
	} {
		o := options(p, rules())
		o.Members["2026"] = []byte(csv)
		_, err := Run(context.Background(), o)
		if err == nil {
			t.Errorf("%s: no error", name)
		} else if strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPublicReleaseMayNotSayMore(t *testing.T) {
	p := invent("2026", world{seed: 4, sizes: []int{17, 17, 16}, topics: []int{8}, spread: 1, harsh: 2})
	o := rules()
	o.public = true
	public := strings.Replace(string(p.release(o, 50)), `"members"`, `"public"`, 1)
	both := Options{Releases: []Source{{"2026.json", p.release(rules(), 50)}, {"2026.oeffentlich.json", []byte(public)}}, Colluding: 0}
	report, err := Run(context.Background(), both)
	if err != nil {
		t.Fatal(err)
	}
	if !report.Passed() {
		t.Errorf("an honest public release: %v", report.Findings[0])
	}
	o.percent = 25
	both.Releases[1].Data = []byte(strings.Replace(string(p.release(o, 50)), `"members"`, `"public"`, 1))
	if report, err = Run(context.Background(), both); err != nil {
		t.Fatal(err)
	}
	if report.Passed() {
		t.Error("a public release with narrower shares passed")
	}
}

func TestSameInputGivesSameReport(t *testing.T) {
	p := invent("2026", world{seed: 2, sizes: []int{12, 12}, topics: []int{8}, spread: 2, harsh: 2})
	bad := rules()
	bad.noCoding = true
	var last string
	for i := range 3 {
		report, err := Run(context.Background(), options(p, bad))
		if err != nil {
			t.Fatal(err)
		}
		if text := report.Markdown(""); i > 0 && text != last {
			t.Fatal("two reports differ")
		} else {
			last = text
		}
	}
}
