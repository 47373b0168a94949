package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/host"
	"github.com/kaaw/nachbar/internal/host/member"
	"github.com/kaaw/nachbar/internal/i18n"
)

// memberFlags are those of the member area of a host.
type memberFlags struct {
	audience, at, url, issuer, client, secret, key, claim string
	header, groupHeader                                   string
	allow, scopes, proxies                                []string
}

// memberFlags adds the flags of the member area.
func (a *app) memberFlags(flags *pflag.FlagSet, f *memberFlags) {
	flags.StringVar(&f.audience, "members", "", a.t("cmd.flag.host.members"))
	flags.StringVar(&f.at, "members-at", "/mitglieder/", a.t("cmd.flag.host.members-at"))
	flags.StringVar(&f.url, "members-url", "", a.t("cmd.flag.host.members-url"))
	flags.StringVar(&f.issuer, "members-issuer", "", a.t("cmd.flag.host.members-issuer"))
	flags.StringVar(&f.client, "members-client", "", a.t("cmd.flag.host.members-client"))
	flags.StringVar(&f.secret, "members-secret", "", a.t("cmd.flag.host.members-secret"))
	flags.StringVar(&f.key, "members-key", "", a.t("cmd.flag.host.members-key"))
	flags.StringVar(&f.claim, "members-claim", "groups", a.t("cmd.flag.host.members-claim"))
	flags.StringSliceVar(&f.allow, "members-allow", nil, a.t("cmd.flag.host.members-allow"))
	flags.StringSliceVar(&f.scopes, "members-scopes", nil, a.t("cmd.flag.host.members-scopes"))
	flags.StringVar(&f.header, "members-header", "", a.t("cmd.flag.host.members-header"))
	flags.StringVar(&f.groupHeader, "members-group-header", "", a.t("cmd.flag.host.members-group-header"))
	flags.StringSliceVar(&f.proxies, "members-proxy", nil, a.t("cmd.flag.host.members-proxy"))
}

// members prepares the member area, if there is to be one.
func (a *app) members(f memberFlags, opt *host.Options) error {
	if f.audience == "" {
		if f.issuer != "" || f.header != "" {
			return usageError{message: a.t("cmd.host.members-missing", "flags", "--members")}
		}
		return nil
	}
	area := member.Options{
		Audience: f.audience, At: f.at, Proxies: opt.Proxies, Log: opt.Log,
		Words: func(lang string) (host.Words, error) { return i18n.Load(nachbar.Defaults(), lang) },
	}
	var err error
	switch {
	case f.header != "" && f.issuer != "":
		return usageError{message: a.t("cmd.host.members-both")}
	case f.header != "":
		area.Header, err = a.memberHeader(f)
	default:
		area.Login, err = a.memberLogin(f)
	}
	if err != nil {
		return err
	}
	made, err := member.New(area)
	if err != nil {
		return usageError{a.t("cmd.host.members", "error", err.Error()), a.t("cmd.host.members.hint")}
	}
	opt.Members, opt.MembersBase = made.Wrap, made.Base()
	return nil
}

// memberHeader reads how a proxy says who somebody is.
func (a *app) memberHeader(f memberFlags) (*member.Header, error) {
	if err := a.missing(map[string]bool{"--members-proxy": len(f.proxies) == 0}); err != nil {
		return nil, err
	}
	from, err := a.networks(f.proxies)
	if err != nil {
		return nil, err
	}
	return &member.Header{User: f.header, From: from, Groups: f.groupHeader, Allow: f.allow}, nil
}

// memberLogin reads how a provider is asked.
func (a *app) memberLogin(f memberFlags) (*member.Login, error) {
	err := a.missing(map[string]bool{
		"--members-url": f.url == "", "--members-issuer": f.issuer == "", "--members-client": f.client == "",
		"--members-key": f.key == "", "--members-allow": len(f.allow) == 0,
	})
	if err != nil {
		return nil, err
	}
	key, err := a.readSecret(f.key)
	if err != nil {
		return nil, err
	}
	keys, err := member.ReadKeys(string(key))
	if err != nil {
		return nil, usageError{a.t("cmd.host.members-keys", "file", f.key), a.t("cmd.host.members-keys.hint")}
	}
	login := &member.Login{
		URL: f.url, Issuer: f.issuer, ClientID: f.client, Scopes: f.scopes, Keys: keys,
		Rule: member.Rule{Claim: f.claim, Allow: f.allow},
	}
	if f.secret != "" {
		secret, err := a.readSecret(f.secret)
		if err != nil {
			return nil, err
		}
		login.Secret = string(secret)
	}
	return login, nil
}

// missing names all flags that are not there.
func (a *app) missing(flags map[string]bool) error {
	var all []string
	for name, absent := range flags {
		if absent {
			all = append(all, name)
		}
	}
	if len(all) == 0 {
		return nil
	}
	slices.Sort(all)
	return usageError{message: a.t("cmd.host.members-missing", "flags", strings.Join(all, ", "))}
}

// maxSecret is the size of a file with a secret, in bytes.
const maxSecret = 16 << 10

// readSecret reads a file that not everybody on this machine may read.
func (a *app) readSecret(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("read secret: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxSecret || runtime.GOOS != "windows" && info.Mode().Perm()&0o007 != 0 {
		return nil, usageError{a.t("cmd.host.members-open", "file", name), a.t("cmd.host.members-open.hint", "file", name)}
	}
	body, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read secret: %w", err)
	}
	return bytes.TrimSpace(body), nil
}

// checkMembers holds the audience of members to what the release has. Without a
// release nothing can be said, and nothing is shown.
func (a *app) checkMembers(f memberFlags, h *host.Host) error {
	all, shown := h.Audiences()
	switch {
	case f.audience == "" || len(all) == 0:
		return nil
	case f.audience == shown:
		return usageError{message: a.t("cmd.host.members-same", "name", shown)}
	case !slices.Contains(all, f.audience):
		return a.hostError(&host.AudienceError{Wanted: f.audience, Known: all})
	}
	return nil
}
