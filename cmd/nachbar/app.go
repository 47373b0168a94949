package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/history"
	"github.com/kaaw/nachbar/internal/i18n"
)

// app is one run of the program: its streams, its words and the flags that
// all commands share.
type app struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) (string, bool)
	text     *i18n.Catalogue

	dir   string // -C
	quiet bool
	lang  string

	log history.Memory // of the site's folder
}

func newApp(in io.Reader, out, errOut io.Writer, env func(string) (string, bool), args []string) (*app, error) {
	a := &app{in: in, out: out, err: errOut, env: env}
	text, err := i18n.Load(nachbar.Defaults(), language(args, env))
	if err != nil {
		fmt.Fprintln(errOut, "nachbar:", err)
		return nil, err
	}
	a.text = text
	return a, nil
}

// language takes --lang, else LC_ALL, LC_MESSAGES or LANG; German is the
// portal's own.
func language(args []string, env func(string) (string, bool)) string {
	wanted := ""
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value, ok := env(name); ok && value != "" {
			wanted = value
			break
		}
	}
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			wanted = value
		}
		if arg == "--lang" && i+1 < len(args) {
			wanted = args[i+1]
		}
	}
	if strings.HasPrefix(strings.ToLower(wanted), "en") {
		return "en"
	}
	return "de"
}

// t is the text of a message; pairs are names and values.
func (a *app) t(key string, pairs ...string) string {
	args := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i]] = pairs[i+1]
	}
	return a.text.T(key, args)
}

// exitError is an error that was reported already, with its exit status.
type exitError int

func (e exitError) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// execute runs the command line and returns the exit status.
func (a *app) execute(ctx context.Context, args []string) int {
	root := a.root()
	root.SetArgs(args)
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	err := root.ExecuteContext(ctx)
	var status exitError
	switch {
	case err == nil:
		return exitFine
	case errors.As(err, &status):
		return int(status)
	}
	return a.report(err)
}

// root is the command line.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use: "nachbar", Short: a.t("cmd.root.short"), Long: a.t("cmd.root.long"),
		SilenceErrors: true, SilenceUsage: true,
		RunE: a.onlyBelow, Args: cobra.ArbitraryArgs,
	}
	flags := root.PersistentFlags()
	flags.StringVarP(&a.dir, "site", "C", "", a.t("cmd.flag.site"))
	flags.BoolVarP(&a.quiet, "quiet", "q", false, a.t("cmd.flag.quiet"))
	flags.StringVar(&a.lang, "lang", "", a.t("cmd.flag.lang"))
	root.SetHelpCommand(a.helpCommand(root))
	root.AddCommand(
		a.serveCommand(), a.buildCommand(), a.checkCommand(), a.newCommand(), a.copyCommand(),
		a.searchCommand(), a.evalCommand(), a.schemaCommand(), a.templateCommand(), a.bscCommand(), a.biaCommand(), a.exportCommand(), a.stickCommand(), a.pdfCommand(), a.publishCommand(), a.releasesCommand(), a.hostCommand(), a.cleanCommand(), a.importCommand(), a.versionCommand(),
	)
	a.translateHelp(root)
	return root
}

// unknownCommand is the mistake of a command that does not exist below cmd.
func (a *app) unknownCommand(cmd *cobra.Command, name string) error {
	hint := ""
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(name); len(near) > 0 {
		hint = a.t("cmd.unknown.hint", "near", near[0])
	}
	full := strings.TrimPrefix(cmd.CommandPath()+" "+name, "nachbar ")
	return usageError{a.t("cmd.unknown", "name", full), hint}
}

// workingDir is where paths of the command line start.
func workingDir() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find working directory: %w", err)
	}
	return dir, nil
}
