package history

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/git"
)

// batchBytes is how much is held in memory at once.
const batchBytes = 16 << 20

// readBlobs hands files to each, see Log.Blobs. Sizes are asked for first: a
// giant is never read.
func readBlobs(ctx context.Context, dir string, names []string, each func(string, []byte)) error {
	if len(names) == 0 {
		return nil
	}
	out, err := askBlobs(ctx, dir, "--batch-check", names)
	if err != nil {
		return fmt.Errorf("read files of the history: %w", err)
	}
	var batch []string
	held := 0
	read := func() error {
		if len(batch) == 0 {
			return nil
		}
		if err := readBatch(ctx, dir, batch, each); err != nil {
			return fmt.Errorf("read files of the history: %w", err)
		}
		batch, held = nil, 0
		return nil
	}
	for _, name := range names {
		var head []byte
		head, out, _ = bytes.Cut(out, []byte("\n"))
		size, ok := blobSize(head)
		if !ok || size > MaxBytes {
			each(name, nil)
			continue
		}
		if held+size > batchBytes {
			if err := read(); err != nil {
				return err
			}
		}
		batch, held = append(batch, name), held+size
	}
	return read()
}

func askBlobs(ctx context.Context, dir, how string, names []string) ([]byte, error) {
	return git.Run(ctx, dir, strings.NewReader(strings.Join(names, "\n")+"\n"), "cat-file", how, "--buffer")
}

// blobSize reads "<name> blob <size>"; ok is false for anything else.
func blobSize(head []byte) (size int, ok bool) {
	fields := strings.Fields(string(head))
	if len(fields) != 3 || fields[1] != "blob" {
		return 0, false
	}
	size, err := strconv.Atoi(fields[2])
	return size, err == nil && size >= 0
}

func readBatch(ctx context.Context, dir string, names []string, each func(string, []byte)) error {
	out, err := askBlobs(ctx, dir, "--batch", names)
	if err != nil {
		return err
	}
	for _, name := range names {
		head, rest, _ := bytes.Cut(out, []byte("\n"))
		size, ok := blobSize(head)
		if !ok || size+1 > len(rest) {
			return io.ErrUnexpectedEOF
		}
		each(name, rest[:size:size])
		out = rest[size+1:]
	}
	return nil
}
