package picture

import (
	"encoding/binary"
	"image"
	"image/color"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// Budgets of one picture, beside MaxPixels.
const (
	maxMemory = 220 << 20     // bytes of points while it is written anew; what is packed comes on top
	maxTime   = 2_000_000_000 // nanoseconds of one processor
	// maxSamples is for the rows of a PNG: bytes, unpacked.
	maxSamples = 160_000_000
)

// estimate is what a picture is going to cost, from its header alone. The
// figures were measured (BenchmarkClean) and are the same on every machine, so
// that what is refused does not depend on how fast a machine is.
type estimate struct{ memory, time int64 }

// afford refuses a picture over budget.
func (w *walk) afford(format Format, cfg image.Config) error {
	pixels := int64(cfg.Width) * int64(cfg.Height)
	if pixels > MaxPixels {
		return parts.Exceeded("picture-pixels", "max", "40")
	}
	var cost estimate
	switch format {
	case PNG:
		head, ok := readPNGHead(w.src)
		samples := pixels * int64(head.channels()) * int64(head.depth) / 8
		if !ok || samples > maxSamples {
			return parts.Exceeded("picture-heavy")
		}
		cost = w.pngCost(head, pixels)
	case JPEG:
		cost = w.jpegCost(cfg, pixels)
	case WebP:
		cost = w.webpCost(pixels)
	}
	if cost.memory > maxMemory || cost.time > maxTime {
		return parts.Exceeded("picture-heavy")
	}
	return nil
}

func (w *walk) pngCost(head pngHead, pixels int64) estimate {
	switch {
	case head.repackable():
		return estimate{}
	case w.clear && head.colour == 0: // becomes RGBA
		return estimate{6 * pixels, 60 * pixels}
	}
	return estimate{3 * pixels, 20*pixels + 100*int64(head.height)}
}

// frame is what the start of a JPEG's frame says: ITU-T T.81, B.2.2.
type frame struct {
	progressive bool
	// samples are 16 for each component that has one for every pixel.
	samples, components int64
}

func readFrame(marker byte, body []byte) (f frame) {
	if f.progressive = marker == 0xc2; len(body) < 6 || len(body) < 6+3*int(body[5]) {
		return f
	}
	f.components = int64(body[5])
	var wide, high, sum int64 = 1, 1, 0
	for i := range f.components {
		h, v := int64(body[7+3*i]>>4), int64(body[7+3*i]&15)
		wide, high, sum = max(wide, h), max(high, v), sum+h*v
	}
	f.samples = 16 * sum / (wide * high)
	return f
}

// jpegCost: decoding and encoding go by pixels and samples; the packed bytes,
// which noise has many of, cost too. Each scan of a progressive one goes over
// the picture again.
func (w *walk) jpegCost(cfg image.Config, pixels int64) estimate {
	samples := pixels * w.frame.samples / 16
	cost := estimate{samples, 24*pixels + 11*samples/2 + 55*int64(len(w.src))}
	if w.frame.progressive {
		cost.memory *= 5
		cost.time += 5*pixels + perScan*pixels*max(0, w.scans-12)
	} else {
		cost.time += 6 * samples * max(0, w.scans-w.frame.components)
	}
	plain := cfg.ColorModel == color.YCbCrModel || cfg.ColorModel == color.GrayModel
	if !plain {
		cost.memory += 9 * pixels
		cost.time += 20 * pixels
	}
	if w.orientation >= 2 && w.orientation <= 8 {
		cost.memory += 2 * pixels
		cost.time += 7 * pixels
		if !plain {
			cost.time += 60 * pixels
		}
	}
	return cost
}

// perScan is what a scan of a progressive JPEG costs for each pixel.
const perScan = 5

// webpCost also counts the bits that a photograph has beside its points.
func (w *walk) webpCost(pixels int64) estimate {
	switch {
	case w.lossless:
		return estimate{8 * pixels, 67 * pixels}
	case w.clear:
		return estimate{10 * pixels, 75 * pixels}
	}
	return estimate{3 * pixels, 43*pixels + 40*int64(len(w.src))}
}

// webpSize is the size that a chunk with points says that it has: RFC 6386,
// 9.1, and RFC 9649, 3.4. The header of the file may say another one.
func webpSize(kind string, body []byte) (width, height int) {
	switch {
	case kind == "VP8 " && len(body) >= 10:
		return int(binary.LittleEndian.Uint16(body[6:]) & 0x3fff), int(binary.LittleEndian.Uint16(body[8:]) & 0x3fff)
	case kind == "VP8L" && len(body) >= 5:
		bits := binary.LittleEndian.Uint32(body[1:])
		return int(bits&0x3fff) + 1, int(bits>>14&0x3fff) + 1
	}
	return 0, 0
}
