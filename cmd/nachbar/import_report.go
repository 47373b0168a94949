package main

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"

	"github.com/kaaw/nachbar/internal/contribution"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/privacy"
)

// imported is what the report says of one file.
type imported struct {
	File     string                `json:"file"`
	Status   string                `json:"status"` // draft or rejected
	Folder   string                `json:"folder,omitempty"`
	Label    string                `json:"tlp,omitempty"`
	Copied   string                `json:"copyOf,omitempty"`
	Changes  []contribution.Change `json:"changes"`
	Removed  []cleanedFinding      `json:"removed"`
	Seen     []importSeen          `json:"seen"`
	Notes    []string              `json:"notes"`
	Problems []importProblem       `json:"problems"`
}

type importSeen struct {
	Kind    privacy.Kind `json:"kind"`
	Part    string       `json:"part,omitempty"`
	Line    int          `json:"line,omitempty"`
	Text    string       `json:"text"`
	Hard    bool         `json:"hard"`
	Message string       `json:"message"`
}

type importProblem struct {
	ID       string `json:"id"`
	Severity string `json:"severity"`
	Line     int    `json:"line,omitempty"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
}

func (a *app) reportImport(results []contribution.Result, made []string, label, format string) error {
	list := make([]imported, len(results))
	failed := false
	for i, r := range results {
		list[i] = a.imported(r, made[i], label)
		failed = failed || r.Problems.HasErrors() || made[i] == ""
	}
	if format == "json" {
		enc := json.NewEncoder(a.out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(list); err != nil {
			return fmt.Errorf("print report: %w", err)
		}
	} else {
		for _, r := range list {
			a.printImported(a.out, r)
		}
	}
	if failed {
		return exitError(exitContent)
	}
	return nil
}

func (a *app) imported(r contribution.Result, target, label string) imported {
	out := imported{
		File: r.Name, Status: "rejected", Folder: filepath.ToSlash(target), Copied: r.Copied, Changes: append([]contribution.Change{}, r.Changes...),
		Removed: []cleanedFinding{}, Seen: []importSeen{}, Notes: []string{}, Problems: []importProblem{},
	}
	if target != "" {
		out.Status, out.Label = "draft", label
	}
	for _, f := range r.Removed {
		out.Removed = append(out.Removed, cleanedFinding{f, a.t("clean." + f.ID)})
	}
	for _, f := range r.Seen {
		message, _ := diag.Text(f.Problem(r.Name), a.text)
		out.Seen = append(out.Seen, importSeen{f.Kind, f.Part, f.Line, f.Text, f.Hard, message})
	}
	for _, n := range r.Notes {
		out.Notes = append(out.Notes, a.text.T("import.note."+n.Key, n.Args))
	}
	for _, p := range r.Problems.Sorted() {
		message, hint := diag.Text(p, a.text)
		out.Problems = append(out.Problems, importProblem{p.ID, p.Severity.String(), p.Line, message, hint})
	}
	return out
}

// printImported prints what became of a file.
func (a *app) printImported(w io.Writer, r imported) {
	line := func(text string) { fmt.Fprintln(w, diag.Clean(text)) }
	switch {
	case r.Status == "draft":
		line(r.Status + " " + r.File + " → " + r.Folder + " (" + r.Label + ")")
	default:
		line(r.Status + " " + r.File)
	}
	if r.Copied != "" {
		line("  " + a.t("cmd.import.copied", "ref", r.Copied))
	}
	for _, c := range r.Changes {
		line("  " + a.t("cmd.import."+c.Op, "block", c.Block))
		for _, text := range c.Lines {
			line("    " + text)
		}
	}
	for _, note := range r.Notes {
		line("  " + note)
	}
	for _, f := range r.Removed {
		text := "  " + a.t("clean.class."+string(f.Class)) + ": " + f.Text
		if f.Part != "" {
			text += " (" + f.Part + ")"
		}
		line(text)
	}
	for _, f := range r.Seen {
		line("  " + a.t("cmd.import.seen", "what", f.Message))
	}
	for _, p := range r.Problems {
		line(fmt.Sprintf("  %s: %s %s", p.Severity, p.ID, p.Message))
		if p.Hint != "" {
			line("    hint: " + p.Hint)
		}
	}
}
