package main

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/sbom"
)

// version is the release this source tree leads to.
const version = "0.1.0"

func (a *app) versionCommand() *cobra.Command {
	parts := false
	cmd := &cobra.Command{
		Use: "version", Short: a.t("cmd.version.short"), Args: a.between(0, 0),
		RunE: func(*cobra.Command, []string) error {
			if parts {
				return a.parts()
			}
			_, err := fmt.Fprintf(a.out, "nachbar %s%s %s %s/%s\n", version, revision(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
	cmd.Flags().BoolVar(&parts, "sbom", false, a.t("cmd.flag.sbom"))
	return cmd
}

// parts lists what the program is made of.
func (a *app) parts() error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return errors.New("the program does not know what it is made of")
	}
	list, err := sbom.JSON(info, version)
	if err != nil {
		return err
	}
	_, err = a.out.Write(list)
	return err
}

// revision is the commit the program was built from, if it is known.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	text := ""
	for _, setting := range info.Settings {
		switch {
		case setting.Key == "vcs.revision" && len(setting.Value) >= 12:
			text += " (" + setting.Value[:12] + ")"
		case setting.Key == "vcs.modified" && setting.Value == "true":
			text += " +"
		}
	}
	return text
}
