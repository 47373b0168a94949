package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// translateHelp puts the words of cobra's help into the user's language.
func (a *app) translateHelp(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	a.translateCompletion(root)
	words := strings.NewReplacer(
		"Usage:", a.t("cmd.help.usage"), "Aliases:", a.t("cmd.help.aliases"),
		"Available Commands:", a.t("cmd.help.commands"), "Additional Commands:", a.t("cmd.help.commands"),
		"Global Flags:", a.t("cmd.help.global"), "Flags:", a.t("cmd.help.flags"),
		"[command]", a.t("cmd.help.command"), "{{.UseLine}}", "{{.UseLine}} "+a.t("cmd.help.flag"),
		`(or .IsAvailableCommand (eq .Name "help"))`, ".IsAvailableCommand",
		`Use "{{.CommandPath}} `+a.t("cmd.help.command"), `Use "{{.CommandPath}} `+a.t("cmd.help.command"),
		"for more information about a command.", a.t("cmd.help.more"),
	)
	root.SetUsageTemplate(strings.Replace(words.Replace(root.UsageTemplate()), `Use "`, a.t("cmd.help.use")+` "`, 1))
	for _, cmd := range all(root) {
		cmd.DisableFlagsInUseLine = true
		cmd.InitDefaultHelpFlag()
		cmd.LocalFlags().VisitAll(a.translateDefault)
		if flag := cmd.Flags().Lookup("help"); flag != nil {
			flag.Usage = a.t("cmd.flag.help")
		}
		cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return err })
	}
}

// translateDefault puts the default of a flag into its description. What help
// is told of it is then empty; the value itself is set already.
func (a *app) translateDefault(flag *pflag.Flag) {
	if flag.Value.Type() == "string" && flag.DefValue != "" {
		flag.Usage += " (" + a.t("cmd.help.default", "value", flag.DefValue) + ")"
		flag.DefValue = ""
	}
}

// translateCompletion does the same for the command that cobra brings along.
func (a *app) translateCompletion(root *cobra.Command) {
	completion, _, err := root.Find([]string{"completion"})
	if err != nil || completion == root {
		return
	}
	completion.Short, completion.Long = a.t("cmd.completion.short"), ""
	completion.Args, completion.RunE = cobra.ArbitraryArgs, a.onlyBelow
	for _, shell := range completion.Commands() {
		shell.Short, shell.Long = a.t("cmd.completion.shell", "shell", shell.Name()), ""
		shell.Args = a.between(0, 0)
		if flag := shell.Flags().Lookup("no-descriptions"); flag != nil {
			flag.Usage = a.t("cmd.flag.no-descriptions")
		}
	}
}

// onlyBelow is what a command does that has commands below it and nothing else
// to do: it shows its help.
func (a *app) onlyBelow(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return a.unknownCommand(cmd, args[0])
	}
	return cmd.Help()
}

// helpCommand shows the help of the command it names.
func (a *app) helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use: "help", Hidden: true, Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return a.unknownCommand(root, args[0])
			}
			return cmd.Help()
		},
	}
}

// all lists a command and all commands below it.
func all(cmd *cobra.Command) []*cobra.Command {
	out := []*cobra.Command{cmd}
	for _, sub := range cmd.Commands() {
		out = append(out, all(sub)...)
	}
	return out
}
