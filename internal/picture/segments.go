package picture

import (
	"bytes"
	"encoding/binary"
	"hash"
	"hash/adler32"

	"github.com/klauspost/compress/flate"
)

// Large pictures are packed in segments, each either quickly or without looking
// for repetitions, which is quicker still: noise, as photographs have it, does
// not repeat. A sample of the segment's own bytes decides, so that the same
// points always become the same bytes.
const (
	segmentSize = 1 << 20
	sampleSize  = 32 << 10
)

// segments writes a zlib stream (RFC 1950) into a buffer, which takes everything.
type segments struct {
	out, trial   *bytes.Buffer
	fast, direct *flate.Writer
	held         []byte
	sum          hash.Hash32
}

func newSegments(out *bytes.Buffer) (*segments, error) {
	s := &segments{out: out, trial: &bytes.Buffer{}, held: make([]byte, 0, segmentSize), sum: adler32.New()}
	var err error
	if s.fast, err = flate.NewWriter(nil, flate.BestSpeed); err != nil {
		return nil, err
	}
	if s.direct, err = flate.NewWriter(nil, flate.HuffmanOnly); err != nil {
		return nil, err
	}
	out.Write([]byte{0x78, 0x01})
	return s, nil
}

func (s *segments) Write(p []byte) (int, error) {
	total := len(p)
	for len(p) > 0 {
		n := min(len(p), segmentSize-len(s.held))
		s.held, p = append(s.held, p[:n]...), p[n:]
		if len(s.held) == segmentSize {
			if err := s.pack(); err != nil {
				return 0, err
			}
		}
	}
	return total, nil
}

func (s *segments) pack() error {
	s.sum.Write(s.held) // never fails
	sample := s.held[:min(len(s.held), sampleSize)]
	fast, err := s.try(s.fast, sample)
	if err != nil {
		return err
	}
	direct, err := s.try(s.direct, sample)
	if err != nil {
		return err
	}
	w := s.direct
	if fast < direct*7/8 {
		w = s.fast
	}
	err = write(w, s.out, s.held)
	s.held = s.held[:0]
	return err
}

// try tells how many bytes a sample becomes.
func (s *segments) try(w *flate.Writer, sample []byte) (int, error) {
	s.trial.Reset()
	err := write(w, s.trial, sample)
	return s.trial.Len(), err
}

// write packs data so that more may follow.
func write(w *flate.Writer, out *bytes.Buffer, data []byte) error {
	w.Reset(out)
	if _, err := w.Write(data); err != nil {
		return err
	}
	return w.Flush()
}

// Close writes what is held, an empty last block and the sum.
func (s *segments) Close() error {
	if err := s.pack(); err != nil {
		return err
	}
	s.out.Write(binary.BigEndian.AppendUint32([]byte{1, 0, 0, 0xff, 0xff}, s.sum.Sum32()))
	return nil
}
