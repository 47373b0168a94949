package git

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// fetchTimeout bounds a fetch, errTooSlow says that it took longer.
const fetchTimeout = 20 * time.Minute

var errTooSlow = errors.New("the repository did not answer in time")

// Mirror is a bare repository that holds the branches and tags of another one.
type Mirror struct {
	// Dir is its folder.
	Dir string
}

// RefusedError is what git said when it did not do what was asked, without
// passwords.
type RefusedError struct {
	Doing string
	Said  string
}

func (e *RefusedError) Error() string { return e.Doing + ": git: " + e.Said }

// SourceError is an address that is neither a folder nor of a kind that may be
// fetched from: file, https, ssh.
type SourceError struct{ Source string }

func (e *SourceError) Error() string {
	return "no repository at " + e.Source + ", and no address that begins with https://, ssh:// or file://"
}

// Source makes an address for Fetch of what somebody wrote: a folder or a
// bundle on this machine becomes absolute, an address stays as it is. The error
// is a *SourceError.
func Source(text string) (string, error) {
	if _, err := os.Stat(text); err == nil {
		return filepath.Abs(text)
	}
	for _, scheme := range []string{"https://", "ssh://", "file://"} {
		if strings.HasPrefix(text, scheme) && len(text) > len(scheme) {
			return text, nil
		}
	}
	if scpLike.MatchString(text) {
		return text, nil
	}
	return "", &SourceError{Hide(text)}
}

// scpLike is git's short form of an address over ssh: somebody@host:path.
var scpLike = regexp.MustCompile(`^[A-Za-z0-9][\w.+-]*@[A-Za-z0-9][\w.-]*:[^:]`)

// Hide takes user and password off an address, so that it can be shown.
func Hide(source string) string {
	if u, err := url.Parse(source); err == nil && u.User != nil {
		u.User = nil
		return u.String()
	}
	return source
}

// transport are the settings of every call that talks to another repository.
// Objects are checked when they come. What is wrong with the names in a tree is
// no reason to refuse a whole history, in which it would stay for ever: Open
// refuses the commit, by name.
var transport = []string{
	"-c", "protocol.allow=never", "-c", "protocol.file.allow=always", "-c", "protocol.https.allow=always", "-c", "protocol.ssh.allow=always",
	"-c", "http.lowSpeedLimit=1000", "-c", "http.lowSpeedTime=30", "-c", "gc.auto=0", "-c", "maintenance.auto=false",
	"-c", "fetch.recurseSubmodules=false", "-c", "transfer.fsckObjects=true", "-c", "fetch.fsckObjects=true",
	"-c", "fetch.fsck.hasDot=ignore", "-c", "fetch.fsck.hasDotdot=ignore", "-c", "fetch.fsck.hasDotgit=ignore",
	"-c", "fetch.fsck.fullPathname=ignore", "-c", "fetch.fsck.emptyName=ignore", "-c", "fetch.fsck.duplicateEntries=ignore",
	"-c", "fetch.fsck.zeroPaddedFilemode=ignore", "-c", "fetch.fsck.badFilemode=ignore",
	"-c", "fetch.fsck.gitmodulesUrl=ignore", "-c", "fetch.fsck.gitmodulesPath=ignore", "-c", "fetch.fsck.gitmodulesName=ignore",
	"-c", "fetch.fsck.gitmodulesSymlink=ignore", "-c", "fetch.fsck.gitmodulesBlob=ignore", "-c", "fetch.fsck.gitmodulesParse=ignore",
	"-c", "fetch.fsck.gitmodulesUpdate=ignore", "-c", "fetch.fsck.gitmodulesLarge=ignore", "-c", "fetch.fsck.gitmodulesMissing=ignore",
	"-c", "fetch.fsck.badTimezone=ignore", "-c", "fetch.fsck.missingSpaceBeforeDate=ignore", "-c", "fetch.fsck.missingEmail=ignore",
}

// Fetch makes the mirror in dir hold exactly the branches and tags of source,
// which comes from Source. A mirror that is damaged or was left locked is made
// anew; until the new one is complete the old one stays. A fetch ends after 20
// minutes. The caller sees to it
// that nobody else does the same. The error is a *RefusedError with what git
// said, exec.ErrNotFound, or that of ctx.
func Fetch(ctx context.Context, source, dir string) (*Mirror, error) {
	m := &Mirror{Dir: dir}
	if _, err := os.Stat(filepath.Join(dir, "HEAD")); err == nil {
		if err = m.fetch(ctx, source); err == nil || ctx.Err() != nil || errors.Is(err, exec.ErrNotFound) || errors.Is(err, errTooSlow) {
			return m, err
		}
	}
	anew := &Mirror{Dir: dir + ".new"}
	if err := anew.create(ctx, source); err != nil {
		return nil, errors.Join(err, os.RemoveAll(anew.Dir))
	}
	if err := errors.Join(os.RemoveAll(dir), os.Rename(anew.Dir, dir)); err != nil {
		return nil, fmt.Errorf("replace mirror: %w", err)
	}
	return m, nil
}

// create makes a mirror in an empty folder.
func (m *Mirror) create(ctx context.Context, source string) error {
	if err := errors.Join(os.RemoveAll(m.Dir), os.MkdirAll(m.Dir, 0o777)); err != nil {
		return fmt.Errorf("make mirror: %w", err)
	}
	if _, err := Run(ctx, m.Dir, nil, "init", "--quiet", "--bare", "--template=", "--initial-branch=main", "."); err != nil {
		return refused(ctx, "make mirror", m.Dir, err)
	}
	return m.fetch(ctx, source)
}

// fetch brings branches and tags, and removes those that are gone. The address
// is not kept in the mirror: it may hold a password.
func (m *Mirror) fetch(ctx context.Context, source string) error {
	ctx, cancel := context.WithTimeoutCause(ctx, fetchTimeout, errTooSlow)
	defer cancel()
	args := append(append([]string{}, transport...), "fetch", "--quiet", "--prune", "--no-tags", "--force", "--atomic", "--update-shallow",
		"--no-write-fetch-head", "--no-recurse-submodules", "--", source, "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")
	if _, err := Run(ctx, m.Dir, nil, args...); err != nil {
		return refused(ctx, "fetch "+Hide(source), source, err)
	}
	return nil
}

// Tidy packs what many fetches left lying about, if it is much.
func (m *Mirror) Tidy(ctx context.Context) error {
	if _, err := Run(ctx, m.Dir, nil, "-c", "gc.autoDetach=false", "gc", "--auto", "--quiet"); err != nil {
		return refused(ctx, "tidy mirror", m.Dir, err)
	}
	return nil
}

// refused makes an error of a failed call of git.
func refused(ctx context.Context, doing, source string, err error) error {
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("%s: %w", doing, context.Cause(ctx))
	case errors.As(err, &exit):
		return &RefusedError{Doing: doing, Said: said(exit.Stderr, source)}
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// said is the line of git's complaint that says most, without the password of
// the address.
func said(stderr []byte, source string) string {
	text := strings.ReplaceAll(string(stderr), source, Hide(source))
	if u, err := url.Parse(source); err == nil && u.User != nil {
		if password, ok := u.User.Password(); ok && password != "" {
			text = strings.ReplaceAll(text, password, "…")
		}
	}
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })
	for _, begin := range []string{"fatal: ", "error: "} {
		for _, line := range lines {
			if rest, ok := strings.CutPrefix(line, begin); ok {
				return rest
			}
		}
	}
	if len(lines) > 0 {
		return lines[len(lines)-1]
	}
	return "no reason given"
}
