package main

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/strict"
)

func (a *app) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use: "schema [KIND]", Short: a.t("cmd.schema.short"), Long: a.t("cmd.schema.long"), Args: a.between(0, 1),
		ValidArgs: schemaNames(),
		RunE: func(_ *cobra.Command, args []string) error {
			name := string(content.Plain)
			if len(args) == 1 {
				name = args[0]
			}
			return a.schema(name)
		},
	}
}

// siteSchema is the name under which the schema of nachbar.yaml is printed.
const siteSchema = "site"

func schemaNames() []string {
	names := []string{siteSchema}
	for _, kind := range content.Kinds() {
		names = append(names, string(kind))
	}
	return names
}

// schema prints the JSON Schema of a kind's front matter, or of nachbar.yaml.
func (a *app) schema(name string) error {
	if !slices.Contains(schemaNames(), name) {
		return usageError{message: a.t("cmd.schema.unknown", "name", name, "known", fmt.Sprint(schemaNames()))}
	}
	doc := func(key string) string { return a.t(key) }
	schema := conf.Schema(doc)
	if name != siteSchema {
		schema = strict.JSONSchema(content.Kind(name).Front(), a.t("kind."+name), doc)
	}
	body, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		return fmt.Errorf("print schema: %w", err)
	}
	_, err = fmt.Fprintln(a.out, string(body))
	return err
}
