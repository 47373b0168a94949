package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/fsnotify/fsnotify"
)

// changing are the events that are changes. Chmod is not: indexers and virus
// scanners cause it all day.
const changing = fsnotify.Create | fsnotify.Write | fsnotify.Remove | fsnotify.Rename

// notifier finds changes by the operating system's notifications. Each folder
// of the tree is watched, and the folder that holds each root, so that roots
// can vanish and come back.
type notifier struct {
	tree   tree
	w      *fsnotify.Watcher
	dirs   map[string]bool // folders below roots that are watched
	onFail func(error)
}

func newNotifier(t tree) (*notifier, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("start notifications: %w", err)
	}
	n := &notifier{tree: t, w: w, dirs: map[string]bool{}}
	if err := n.addAll(); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return n, nil
}

// run emits changes until ctx ends. When notifications fail on the way it
// reports every root as changed and lets a poller go on.
func (n *notifier) run(ctx context.Context, emit func([]string)) {
	err := n.follow(ctx, emit)
	n.w.Close()
	if err == nil {
		return
	}
	n.onFail(err)
	p := newPoller(n.tree, DefaultPoll)
	emit(n.tree.roots)
	p.run(ctx, emit)
}

// follow handles events until ctx ends (nil) or notifications fail.
func (n *notifier) follow(ctx context.Context, emit func([]string)) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case event := <-n.w.Events:
			paths, err := n.handle(event)
			if err != nil {
				return err
			}
			if len(paths) > 0 {
				emit(paths)
			}
		case err := <-n.w.Errors:
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return fmt.Errorf("read notifications: %w", err)
			}
			// Events were lost, and with them maybe folders: begin again.
			if err := n.addAll(); err != nil {
				return err
			}
			emit(n.tree.roots)
		}
	}
}

// handle returns the paths an event changed, and keeps the set of watched
// folders in step.
func (n *notifier) handle(event fsnotify.Event) ([]string, error) {
	path := filepath.Clean(event.Name)
	if event.Op&changing == 0 || !n.tree.wants(path) {
		return nil, nil
	}
	if event.Op&(fsnotify.Remove|fsnotify.Rename) != 0 {
		n.forget(path)
	}
	if event.Op&fsnotify.Create == 0 {
		return []string{path}, nil
	}
	found, err := n.add(path)
	return append(found, path), err
}

// addAll watches every folder of the tree and the folder of each root.
func (n *notifier) addAll() error {
	for _, root := range n.tree.roots {
		if err := n.watch(filepath.Dir(root)); err != nil {
			return err
		}
		if _, err := n.add(root); err != nil {
			return err
		}
	}
	return nil
}

// add watches the folders at and below path and returns all it finds. Each
// folder is watched before it is read, so that nothing slips between.
func (n *notifier) add(path string) (found []string, err error) {
	err = n.tree.walk(path, func(path string, info fs.FileInfo) error {
		found = append(found, path)
		if !info.IsDir() {
			return nil
		}
		n.dirs[path] = true
		return n.watch(path)
	})
	return found, err
}

// watch asks for notifications of one folder. A folder that is gone or may
// not be read is passed over: the site says so when it reads it.
func (n *notifier) watch(dir string) error {
	err := n.w.Add(dir)
	if err == nil || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return nil
	}
	return fmt.Errorf("watch %s: %w", dir, err)
}

// forget ends the watches at and below a folder that was removed or renamed:
// they would go on reporting under its old name.
func (n *notifier) forget(path string) {
	if !n.dirs[path] {
		return
	}
	for dir := range n.dirs {
		if _, ok := below(path, dir); ok || dir == path {
			delete(n.dirs, dir)
			_ = n.w.Remove(dir) // already ended when the folder itself is gone
		}
	}
}
