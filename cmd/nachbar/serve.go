package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/lmittmann/tint"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/server"
	"github.com/kaaw/nachbar/internal/site"
	"github.com/kaaw/nachbar/internal/watch"
)

type serveFlags struct {
	addr, audience string
	drafts, debug  bool
}

func (a *app) serveCommand() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use: "serve", Short: a.t("cmd.serve.short"), Long: a.t("cmd.serve.long"), Args: a.between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.addr, "addr", server.DefaultAddr, a.t("cmd.flag.addr"))
	flags.StringVar(&f.audience, "audience", "", a.t("cmd.flag.audience"))
	flags.BoolVar(&f.drafts, "drafts", false, a.t("cmd.flag.drafts"))
	flags.BoolVar(&f.debug, "debug", false, a.t("cmd.flag.debug"))
	return cmd
}

// serve shows the site and follows what an editor saves. Everything it starts
// ends before it returns.
func (a *app) serve(ctx context.Context, f serveFlags) error {
	if err := a.checkAddr(f.addr); err != nil {
		return err
	}
	dir, opt, err := a.open()
	if err != nil {
		return err
	}
	opt.Audience, opt.Drafts = f.audience, f.drafts
	session, err := site.NewSession(ctx, opt)
	if err != nil {
		return err
	}
	defer session.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	batches, err := watch.Watch(ctx, watched(dir, session), watch.Options{Ignore: ignored(dir)})
	if err != nil {
		return fmt.Errorf("watch %s: %w", dir, err)
	}
	log := logger(a.err, f.debug)
	srv := server.New(session, server.Options{
		Addr: f.addr, Translate: a.text, Log: log, LiveReload: true, Search: searchOf(session, log),
		OnReady: func(url string) { a.say(a.t("cmd.serve.ready", "url", url)) },
	})
	follow := &follower{app: a, dir: dir, session: session, server: srv}
	var wg sync.WaitGroup
	wg.Go(func() { follow.run(ctx, batches) })
	err = srv.Run(ctx)
	cancel()
	wg.Wait()
	return err
}

// watched are the files and folders that the site is made of.
func watched(dir string, session *site.Session) []string {
	var roots []string
	for _, name := range session.Inputs() {
		roots = append(roots, filepath.Join(dir, filepath.FromSlash(name)))
	}
	return roots
}

// ignored keeps away from what nachbar writes itself.
func ignored(dir string) func(string) bool {
	own := filepath.Join(dir, ".nachbar")
	return func(path string) bool { return path == own }
}

// follower takes changes to the session and reports problems on the terminal.
type follower struct {
	app     *app
	dir     string
	session *site.Session
	server  *server.Server
	printed diag.List
}

func (f *follower) run(ctx context.Context, batches <-chan watch.Batch) {
	stop, checked := f.startCheck(ctx)
	for {
		select {
		case batch, ok := <-batches:
			if !ok {
				stop()
				<-checked
				return
			}
			f.server.Change(ctx, batch.Relative(f.dir))
			stop()
			<-checked
			stop, checked = f.startCheck(ctx)
		case <-ctx.Done():
			stop()
			<-checked
			return
		}
	}
}

// courtesy is how long the check leaves the processors to the page that an
// editor waits for.
const courtesy = 250 * time.Millisecond

// startCheck checks the whole site behind the scenes and tells the result.
// stop ends the check; done is closed when it has ended.
func (f *follower) startCheck(ctx context.Context) (stop func(), done chan struct{}) {
	ctx, stop = context.WithCancel(ctx)
	done = make(chan struct{})
	go func() {
		defer close(done)
		defer stop()
		select {
		case <-time.After(courtesy):
		case <-ctx.Done():
			return
		}
		finished, err := f.session.CheckAll(ctx)
		switch {
		case ctx.Err() != nil:
		case err != nil:
			f.app.report(err)
		case finished:
			f.server.Change(ctx, nil)
			f.print()
		}
	}()
	return stop, done
}

// print shows the problems on the terminal when they are others than before.
func (f *follower) print() {
	problems := f.session.Problems()
	if diag.Equal(problems, f.printed) {
		return
	}
	f.printed = problems
	if len(problems) == 0 {
		f.app.say(f.app.t("cmd.serve.clean"))
		return
	}
	_ = f.app.finish(site.Result{Problems: problems}, "text") // the status is for build and check
}

// logger writes to a terminal in colour, elsewhere without.
func logger(w io.Writer, debug bool) *slog.Logger {
	level := slog.LevelWarn
	if debug {
		level = slog.LevelDebug
	}
	file, ok := w.(*os.File)
	plain := !ok || !term.IsTerminal(int(file.Fd())) || os.Getenv("NO_COLOR") != ""
	return slog.New(tint.NewTextHandler(w, &tint.Options{Level: level, NoColor: plain, TimeFormat: "15:04:05"}))
}
