package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/netip"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/host"
	"github.com/kaaw/nachbar/internal/host/hook"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/release"
)

type hostFlags struct {
	dir, audience, addr, metrics, cert, key, log, addresses string
	hosts, proxies                                          []string
	behindTLS, debug                                        bool
	poll                                                    time.Duration
	memory, conns, minRate                                  int
	hookSecret, hookRepo, hookRef                           string
	keep                                                    int
	members                                                 memberFlags
}

func (a *app) hostCommand() *cobra.Command {
	var f hostFlags
	cmd := &cobra.Command{
		Use: "host", Short: a.t("cmd.host.short"), Long: a.t("cmd.host.long"), Args: a.between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.host(cmd.Context(), f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.dir, "dir", "", a.t("cmd.flag.host.dir"))
	flags.StringVar(&f.audience, "audience", "", a.t("cmd.flag.host.audience"))
	flags.StringVar(&f.addr, "addr", host.DefaultAddr, a.t("cmd.flag.addr"))
	flags.StringVar(&f.metrics, "metrics-addr", host.DefaultMetrics, a.t("cmd.flag.host.metrics"))
	flags.StringSliceVar(&f.hosts, "hosts", nil, a.t("cmd.flag.host.hosts"))
	flags.StringSliceVar(&f.proxies, "proxies", nil, a.t("cmd.flag.host.proxies"))
	flags.StringVar(&f.cert, "tls-cert", "", a.t("cmd.flag.host.cert"))
	flags.StringVar(&f.key, "tls-key", "", a.t("cmd.flag.host.key"))
	flags.BoolVar(&f.behindTLS, "behind-tls", false, a.t("cmd.flag.host.behind-tls"))
	flags.StringVar(&f.log, "access-log", "", a.t("cmd.flag.host.log"))
	flags.StringVar(&f.addresses, "access-log-addresses", "none", a.t("cmd.flag.host.addresses"))
	flags.DurationVar(&f.poll, "poll", 2*time.Second, a.t("cmd.flag.host.poll"))
	flags.IntVar(&f.memory, "memory", 1024, a.t("cmd.flag.host.memory"))
	flags.IntVar(&f.conns, "max-conns", host.DefaultLimits().Conns, a.t("cmd.flag.host.conns"))
	flags.IntVar(&f.minRate, "min-rate", host.DefaultLimits().MinRate, a.t("cmd.flag.host.min-rate"))
	flags.StringVar(&f.hookSecret, "hook-secret", "", a.t("cmd.flag.host.hook-secret"))
	flags.StringVar(&f.hookRepo, "hook-repo", "", a.t("cmd.flag.host.hook-repo"))
	flags.StringVar(&f.hookRef, "hook-ref", "main", a.t("cmd.flag.host.hook-ref"))
	flags.IntVar(&f.keep, "keep", 10, a.t("cmd.flag.publish.keep"))
	flags.BoolVar(&f.debug, "debug", false, a.t("cmd.flag.debug"))
	a.memberFlags(flags, &f.members)
	return cmd
}

// host serves the current release until it is told to stop.
func (a *app) host(ctx context.Context, f hostFlags) error {
	opt, err := a.hostOptions(f)
	if err == nil {
		err = a.members(f.members, &opt)
	}
	if err != nil {
		return err
	}
	access, err := openAccessLog(f.log, a.out)
	if err != nil {
		return err
	}
	if access != nil {
		defer access.Close()
		opt.AccessLog = access
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	if f.hookSecret != "" {
		runner, err := a.hook(f, &opt)
		if err != nil {
			return err
		}
		wg.Go(func() { runner.Run(ctx) })
	}
	tuneHost(f.memory)
	h := host.New(opt)
	if err := h.Load(ctx); err != nil {
		return a.hostError(err)
	}
	if err := a.checkMembers(f.members, h); err != nil {
		return err
	}
	reload := make(chan os.Signal, 1)
	signal.Notify(reload, syscall.SIGHUP)
	defer signal.Stop(reload)
	wg.Go(func() {
		for {
			select {
			case <-reload:
				h.Reload()
				access.reopen()
			case <-ctx.Done():
				return
			}
		}
	})
	return h.Run(ctx)
}

// tuneHost lets garbage wait: most of what a host has in memory stays there. While
// a release takes the place of another there are parts of both.
func tuneHost(mebibytes int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(int64(2*mebibytes+512) << 20)
	}
}

// hostOptions reads the flags.
func (a *app) hostOptions(f hostFlags) (host.Options, error) {
	if f.dir == "" {
		return host.Options{}, usageError{message: a.t("cmd.host.no-dir")}
	}
	if err := a.checkStore(f); err != nil {
		return host.Options{}, err
	}
	if err := a.checkAddr(f.addr); err != nil {
		return host.Options{}, err
	}
	if (f.cert == "") != (f.key == "") {
		return host.Options{}, usageError{message: a.t("cmd.host.tls")}
	}
	if f.addresses != "none" && f.addresses != "truncated" {
		return host.Options{}, usageError{message: a.t("cmd.host.addresses", "value", f.addresses)}
	}
	proxies, err := a.networks(f.proxies)
	if err != nil {
		return host.Options{}, err
	}
	limits := host.DefaultLimits()
	limits.Conns, limits.MinRate = f.conns, f.minRate
	return host.Options{
		Dir: f.dir, Audience: f.audience, Addr: f.addr, Hosts: f.hosts, Cert: f.cert, Key: f.key, BehindTLS: f.behindTLS,
		MetricsAddr: f.metrics, Addresses: f.addresses == "truncated", Proxies: proxies, Poll: f.poll,
		Memory: int64(f.memory) << 20, Limits: limits, Log: hostLogger(a.err, f.debug),
		Words:   func(lang string) (host.Words, error) { return i18n.Load(nachbar.Defaults(), lang) },
		OnReady: func(url, _ string) { a.say(a.t("cmd.host.ready", "url", url, "dir", f.dir)) },
	}, nil
}

// checkStore refuses a folder that is no store, unless the hook will make one.
func (a *app) checkStore(f hostFlags) error {
	store, err := release.OpenStore(f.dir, release.Options{Create: f.hookSecret != "", By: "webhook"})
	if errors.Is(err, release.ErrNoStore) || errors.Is(err, fs.ErrNotExist) {
		return usageError{a.t("cmd.host.no-store", "dir", f.dir), a.t("cmd.host.no-store.hint")}
	}
	if err != nil {
		return err
	}
	return store.Close()
}

// hostError finds words for a release that cannot be shown.
func (a *app) hostError(err error) error {
	var audience *host.AudienceError
	if errors.As(err, &audience) {
		return usageError{a.t("cmd.host.audience", "name", audience.Wanted), a.t("cmd.host.audience.hint", "known", strings.Join(audience.Known, ", "))}
	}
	var damaged *host.DamagedError
	if errors.As(err, &damaged) {
		return fmt.Errorf("%s", a.t("cmd.host.damaged", "release", damaged.Release,
			"count", a.text.Number(damaged.Total), "files", strings.Join(damaged.Files, ", ")))
	}
	return err
}

// networks reads addresses and networks.
func (a *app) networks(list []string) (out []netip.Prefix, err error) {
	for _, text := range list {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			address, addressErr := netip.ParseAddr(text)
			if addressErr != nil {
				return nil, usageError{message: a.t("cmd.host.proxy", "value", text)}
			}
			p = netip.PrefixFrom(address, address.BitLen())
		}
		out = append(out, p)
	}
	return out, nil
}

// hook prepares what a push starts: this program, once more, as a publisher. What
// it takes or breaks there is not the host's.
func (a *app) hook(f hostFlags, opt *host.Options) (*hook.Runner, error) {
	if f.hookRepo == "" {
		return nil, usageError{message: a.t("cmd.host.no-repo")}
	}
	secret, err := os.ReadFile(f.hookSecret)
	if err != nil {
		return nil, err
	}
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find own program: %w", err)
	}
	args := []string{"publish", "--repo", f.hookRepo, "--ref", f.hookRef, "--to", f.dir, "--by", "webhook", "--keep", strconv.Itoa(f.keep), "--lang", a.text.Lang()}
	runner := hook.NewRunner(func(ctx context.Context) error { return runSelf(ctx, program, args, opt.Log) }, opt.Log)
	handler, err := hook.New(hook.Options{
		Secret: bytes.TrimSpace(secret), Ref: f.hookRef, Runner: runner, Log: opt.Log,
		Table: filepath.Join(f.dir, "state", "deliveries.jsonl"),
	})
	if errors.Is(err, hook.ErrShort) {
		return nil, usageError{a.t("cmd.host.secret", "file", f.hookSecret, "min", a.text.Number(hook.MinSecret)), a.t("cmd.host.secret.hint")}
	}
	if err != nil {
		return nil, err
	}
	opt.Hook = handler
	opt.Publishing = func() host.Publishing {
		s := runner.State()
		p := host.Publishing{Running: s.Running, Last: s.Last.UTC().Truncate(time.Second), OK: s.OK, Failed: s.Failed}
		switch {
		case s.Last.IsZero():
			p.Last = time.Time{}
		case s.Err != nil:
			p.Result = "failed"
		default:
			p.Result = "ok"
		}
		return p
	}
	return runner, nil
}

// hostLogger tells what happens to releases in any case.
func hostLogger(w io.Writer, debug bool) *slog.Logger {
	level := slog.LevelInfo
	if debug {
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}
