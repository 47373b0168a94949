//go:debug zipinsecurepath=0

// Nachbar turns a git repository of guides, templates and facts into the
// portal of a Zweckverband.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.LookupEnv))
}

// Exit statuses.
const (
	exitFine        = 0
	exitContent     = 1 // problems in content
	exitUsage       = 2
	exitEnvironment = 3 // disk, network, git
)

// run is the program: what it reads and writes is in its arguments, so that
// tests start it as people do. It returns the exit status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env func(string) (string, bool)) int {
	app, err := newApp(stdin, stdout, stderr, env, args)
	if err != nil {
		return exitEnvironment
	}
	return app.execute(ctx, args)
}
