package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// translateHelp puts the words of cobra's help into the user's language.
func (a *app) translateHelp(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	words := strings.NewReplacer(
		"Usage:", a.t("cmd.help.usage"), "Aliases:", a.t("cmd.help.aliases"),
		"Available Commands:", a.t("cmd.help.commands"), "Additional Commands:", a.t("cmd.help.commands"),
		"Global Flags:", a.t("cmd.help.global"), "Flags:", a.t("cmd.help.flags"),
		"[command]", a.t("cmd.help.command"), "[flags]", a.t("cmd.help.flag"),
		`Use "{{.CommandPath}} `+a.t("cmd.help.command"), `Use "{{.CommandPath}} `+a.t("cmd.help.command"),
		"for more information about a command.", a.t("cmd.help.more"),
	)
	root.SetUsageTemplate(strings.Replace(words.Replace(root.UsageTemplate()), `Use "`, a.t("cmd.help.use")+` "`, 1))
	for _, cmd := range all(root) {
		if cmd.Name() == "completion" {
			cmd.Short, cmd.Long = a.t("cmd.completion.short"), ""
		}
		cmd.InitDefaultHelpFlag()
		if flag := cmd.Flags().Lookup("help"); flag != nil {
			flag.Usage = a.t("cmd.flag.help")
		}
		cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return err })
	}
	root.PersistentFlags().VisitAll(func(flag *pflag.Flag) { flag.Usage = strings.TrimSpace(flag.Usage) })
}

// all lists a command and all commands below it.
func all(cmd *cobra.Command) []*cobra.Command {
	out := []*cobra.Command{cmd}
	for _, sub := range cmd.Commands() {
		out = append(out, all(sub)...)
	}
	return out
}
