package report

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
)

//go:embed report.html
var page string

// HTML is a report as one file for a browser: no script, nothing from elsewhere.
func HTML(m Model, w Words) ([]byte, error) {
	t, err := template.New("report").Funcs(template.FuncMap{
		"word":   func(key string) string { return w.T(key) },
		"column": func(b Block, i int) Column { return b.Columns[i] },
	}).Parse(page)
	if err != nil {
		return nil, fmt.Errorf("read layout of reports: %w", err)
	}
	var out bytes.Buffer
	if err := t.Execute(&out, m); err != nil {
		return nil, fmt.Errorf("write report: %w", err)
	}
	return out.Bytes(), nil
}
