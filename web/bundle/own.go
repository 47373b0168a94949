package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// engines are the oldest browsers the portal is written for; light-dark() and
// ::details-content have plain fallbacks or are years old there.
var engines = []api.Engine{
	{Name: api.EngineChrome, Version: "123"},
	{Name: api.EngineFirefox, Version: "121"},
	{Name: api.EngineSafari, Version: "17.5"},
}

// buildOwn bundles the portal's own styles, scripts and fonts.
func buildOwn(root string) (map[string][]byte, error) {
	dir, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	result := api.Build(api.BuildOptions{
		AbsWorkingDir: dir,
		EntryPointsAdvanced: []api.EntryPoint{
			{InputPath: "web/css/main.css", OutputPath: "nachbar"},
			{InputPath: "web/css/print-edition.css", OutputPath: "druck"},
			{InputPath: "web/ts/main.ts", OutputPath: "nachbar"},
			{InputPath: "web/ts/head.ts", OutputPath: "theme"},
			{InputPath: "web/ts/search/main.ts", OutputPath: "search"},
			{InputPath: "web/ts/search-field.ts", OutputPath: "search-field"},
			{InputPath: "web/ts/search-page.ts", OutputPath: "search-page"},
			{InputPath: "web/ts/templates.ts", OutputPath: "vorlagen"},
			{InputPath: "web/ts/bsc/main.ts", OutputPath: "selbstcheck"},
			{InputPath: "web/ts/bia/complete.ts", OutputPath: "abgleich"},
			{InputPath: "web/ts/bia/workbook-main.ts", OutputPath: "bia-bogen"},
			{InputPath: "web/ts/planner/main.ts", OutputPath: "planer"},
			{InputPath: "web/ts/cost.ts", OutputPath: "kosten"},
			{InputPath: "web/ts/handbook/main.ts", OutputPath: "notfallhandbuch"},
			{InputPath: "web/ts/verify/main.ts", OutputPath: "pruefung"},
			{InputPath: "web/ts/contribution/main.ts", OutputPath: "beitrag"},
			{InputPath: "web/ts/process-table.ts", OutputPath: "prozesse"},
		},
		Outdir:            "static/assets",
		AssetNames:        "fonts/[name]-[hash]",
		Loader:            map[string]api.Loader{".woff2": api.LoaderFile},
		Bundle:            true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		// Classic scripts: modules do not load from file://.
		Format:   api.FormatIIFE,
		Engines:  engines,
		Charset:  api.CharsetUTF8,
		LogLevel: api.LogLevelSilent,
	})
	if err := firstError(result.Errors); err != nil {
		return nil, err
	}
	files := make(map[string][]byte, len(result.OutputFiles))
	static := filepath.Join(dir, "static")
	for _, f := range result.OutputFiles {
		name, err := filepath.Rel(static, f.Path)
		if err != nil {
			return nil, err
		}
		files[filepath.ToSlash(name)] = f.Contents
	}
	return files, nil
}

// firstError turns esbuild's messages into one error that names all places.
func firstError(messages []api.Message) error {
	if len(messages) == 0 {
		return nil
	}
	lines := api.FormatMessages(messages, api.FormatMessagesOptions{Kind: api.ErrorMessage})
	return fmt.Errorf("bundling web/:\n%s", strings.TrimSpace(strings.Join(lines, "")))
}
