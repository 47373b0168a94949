package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/release/objectstore"
	"github.com/kaaw/nachbar/internal/server"
	"github.com/kaaw/nachbar/internal/site"
)

// usageError is a mistake on the command line.
type usageError struct{ message, hint string }

func (e usageError) Error() string { return e.message }

// report prints an error with its remedy and returns the exit status.
func (a *app) report(err error) int {
	message, hint, status := a.explain(err)
	fmt.Fprintf(a.err, "nachbar: %s\n", diag.Clean(message))
	if hint != "" {
		fmt.Fprintf(a.err, "  hint: %s\n", diag.Clean(hint))
	}
	return status
}

// explain finds words and exit status for an error.
func (a *app) explain(err error) (message, hint string, status int) {
	var (
		usage    usageError
		audience *site.UnknownAudienceError
		notOurs  *release.NotOursError
		addr     *server.AddrInUseError
		words    *i18n.Error
		noSite   noSiteError
		objects  *objectstore.LocationError
	)
	switch {
	case errors.As(err, &usage):
		return usage.message, cmp.Or(usage.hint, a.t("cmd.usage.hint")), exitUsage
	case errors.As(err, &noSite):
		return a.t("cmd.no-site", "dir", noSite.dir), a.t("cmd.no-site.hint"), exitUsage
	case errors.As(err, &audience):
		return a.t("cmd.no-audience", "name", audience.Name), a.t("cmd.no-audience.hint", "known", strings.Join(audience.Known, ", ")), exitUsage
	case errors.As(err, &notOurs):
		return a.t("cmd.not-ours", "dir", notOurs.Dir), a.t("cmd.not-ours.hint"), exitUsage
	case errors.As(err, &objects):
		return a.t("cmd.s3."+objects.Kind, "value", objects.Value), a.t("cmd.s3." + objects.Kind + ".hint"), exitUsage
	case errors.As(err, &addr):
		key, hintKey, args := addr.Message()
		return a.text.T(key, args), a.text.T(hintKey, args), exitEnvironment
	case errors.As(err, &words):
		return err.Error(), "", exitContent
	}
	if text, ok := a.flagError(err); ok {
		return text, a.t("cmd.usage.hint"), exitUsage
	}
	message, hint = a.environment(err)
	return message, hint, exitEnvironment
}

// flagError translates what the flag parser says, by its types.
func (a *app) flagError(err error) (string, bool) {
	var (
		unknown *pflag.NotExistError
		value   *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
	)
	switch {
	case errors.As(err, &unknown):
		return a.t("cmd.flag-unknown", "flag", dashed(unknown.GetSpecifiedName())), true
	case errors.As(err, &value):
		return a.t("cmd.flag-value", "flag", dashed(value.GetSpecifiedName())), true
	case errors.As(err, &invalid):
		return a.t("cmd.flag-invalid", "flag", dashed(invalid.GetFlag().Name), "value", invalid.GetValue()), true
	case errors.As(err, &syntax):
		return a.t("cmd.flag-unknown", "flag", syntax.GetSpecifiedFlag()), true
	}
	return "", false
}

// dashed writes the name of a flag as it is written on the command line.
func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}
