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

// blobBatch is how many files are asked for at once, so that memory is bounded.
const blobBatch = 400

// readBlobs hands files to each, see Log.Blobs. Sizes are asked for first: a
// giant is never read.
func readBlobs(ctx context.Context, dir string, names []string, each func(string, []byte)) error {
	for len(names) > 0 {
		n := min(blobBatch, len(names))
		if err := readBatch(ctx, dir, names[:n], each); err != nil {
			return fmt.Errorf("read files of the history: %w", err)
		}
		names = names[n:]
	}
	return nil
}

func readBatch(ctx context.Context, dir string, names []string, each func(string, []byte)) error {
	sizes, err := git.Run(ctx, dir, strings.NewReader(strings.Join(names, "\n")+"\n"), "cat-file", "--batch-check")
	if err != nil {
		return err
	}
	var small []string
	for i, line := range strings.Split(strings.TrimSuffix(string(sizes), "\n"), "\n") {
		if i >= len(names) {
			return io.ErrUnexpectedEOF
		}
		fields := strings.Fields(line)
		if len(fields) == 3 && fields[1] == "blob" {
			if size, err := strconv.Atoi(fields[2]); err == nil && size <= MaxBytes {
				small = append(small, names[i])
				continue
			}
		}
		each(names[i], nil)
	}
	if len(small) == 0 {
		return nil
	}
	out, err := git.Run(ctx, dir, strings.NewReader(strings.Join(small, "\n")+"\n"), "cat-file", "--batch")
	if err != nil {
		return err
	}
	for _, name := range small {
		head, rest, _ := bytes.Cut(out, []byte("\n"))
		fields := strings.Fields(string(head))
		if len(fields) != 3 {
			return io.ErrUnexpectedEOF
		}
		size, err := strconv.Atoi(fields[2])
		if err != nil || size < 0 || size+1 > len(rest) {
			return io.ErrUnexpectedEOF
		}
		each(name, rest[:size:size])
		out = rest[size+1:]
	}
	return nil
}
