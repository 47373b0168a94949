// Package picture makes pictures from strangers harmless: it decodes them and
// writes them anew, so that only what is seen is left.
//
// PNG, JPEG, GIF and WebP are read; what a file is, its content decides. JPEG is
// written as JPEG of quality 90, GIF as GIF with all its frames, PNG and WebP
// as PNG. Metadata (EXIF with places and names, XMP, comments, colour
// profiles), whatever stands behind the end of the picture and previews are
// gone; a photograph that EXIF turns is turned. A picture that Clean has
// written is written the same way again.
//
// The header is read first: more than 40 million pixels are refused before
// anything is decoded, and so is what would take more than 2 s of a processor or
// 256 MiB besides the file (cost.go). By measurement, of 40 million pixels are
// taken: PNG of 8 bits, interlaced or not (at most 1.7 s, 170 MiB), of 16 bits up
// to 160 MB of samples (1.8 s), GIF with all its frames (1.5 s), photographs as
// baseline JPEG (0.9 to 1.6 s, turned 1.7 s) and as lossy WebP (1.5 s). Dearer
// kinds may have fewer pixels: progressive JPEG 30 million, CMYK 17, lossless
// WebP 28, WebP with an alpha channel 23, JPEG of noise 20 (it is packed in more
// bytes, and each byte costs). Whether a picture is taken depends on its bytes
// alone, never on the machine. BenchmarkClean shows the figures.
//
// PNG of whole bytes are not decoded: their rows are unpacked, looked through and
// packed again.
package picture

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// Budgets of one picture; of a GIF, all frames count.
const (
	MaxPixels = 40_000_000
	quality   = 90 // of JPEG
)

// Trait is something of a picture besides what is seen.
type Trait string

// The traits. Exif, Place and Note may tell who took a picture, and where.
const (
	Exif    Trait = "exif"
	Place   Trait = "place"   // coordinates in EXIF
	Note    Trait = "note"    // XMP, IPTC, comments and texts
	Profile Trait = "profile" // of colours
	Tail    Trait = "tail"    // bytes behind the end
	Preview Trait = "preview" // a second picture, or an animation in a PNG
)

// Format is a kind of picture.
type Format string

// The formats; the value is the suffix of a file, without the dot.
const (
	PNG  Format = "png"
	JPEG Format = "jpg"
	GIF  Format = "gif"
	WebP Format = "webp"
)

// Result is a picture that was written anew.
type Result struct {
	Data   []byte
	Format Format // PNG for WebP
	Traits []Trait
}

// Recognise tells the format of a picture by its first bytes, "" if it has none
// that this package reads.
func Recognise(src []byte) Format {
	switch {
	case bytes.HasPrefix(src, []byte("\x89PNG\r\n\x1a\n")):
		return PNG
	case bytes.HasPrefix(src, []byte("\xff\xd8\xff")):
		return JPEG
	case bytes.HasPrefix(src, []byte("GIF87a")), bytes.HasPrefix(src, []byte("GIF89a")):
		return GIF
	case len(src) > 12 && string(src[:4]) == "RIFF" && string(src[8:12]) == "WEBP":
		return WebP
	}
	return ""
}

// Pixels is how many pixels a picture says that it has; of a GIF, on its
// screen. The error is a *parts.Error.
func Pixels(src []byte) (int, error) {
	cfg, err := config(Recognise(src), src)
	if err != nil {
		return 0, damaged(err)
	}
	return cfg.Width * cfg.Height, nil
}

// Inspect reads the header of a picture and lists what Clean would take off,
// without decoding it. The error is a *parts.Error: no picture, or over budget.
func Inspect(src []byte) ([]Trait, error) {
	traits, _, err := inspect(src)
	return traits, err
}

func inspect(src []byte) (traits []Trait, orientation int, err error) {
	format := Recognise(src)
	if format == "" {
		return nil, 0, damaged(nil)
	}
	cfg, err := config(format, src)
	if err != nil {
		return nil, 0, damaged(err)
	}
	if cfg.Width <= 0 || cfg.Height <= 0 {
		return nil, 0, damaged(nil)
	}
	w := &walk{src: src, width: cfg.Width, height: cfg.Height}
	switch format {
	case PNG:
		w.png()
	case JPEG:
		w.jpeg()
	case GIF:
		if err := w.gif(); err != nil {
			return nil, 0, err
		}
	case WebP:
		if !w.webp() {
			return nil, 0, damaged(nil)
		}
	}
	if err := w.afford(format, cfg); err != nil {
		return nil, 0, err
	}
	return w.traits, w.orientation, nil
}

func config(format Format, src []byte) (image.Config, error) {
	r := bytes.NewReader(src)
	switch format {
	case PNG:
		return png.DecodeConfig(r)
	case JPEG:
		return jpeg.DecodeConfig(r)
	case GIF:
		return gif.DecodeConfig(r)
	default:
		return webp.DecodeConfig(r)
	}
}

// Clean writes a picture anew. The error is a *parts.Error.
func Clean(src []byte) (res Result, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			res, err = Result{}, damaged(nil)
		}
	}()
	traits, orientation, err := inspect(src)
	if err != nil {
		return Result{}, err
	}
	res = Result{Format: Recognise(src), Traits: traits}
	if res.Format == GIF {
		res.Data, err = cleanGIF(src)
		return res, err
	}
	if err := res.write(src, orientation); err != nil {
		return Result{}, damaged(err)
	}
	return res, nil
}

// write writes JPEG, PNG and WebP.
func (res *Result) write(src []byte, orientation int) error {
	if head, ok := readPNGHead(src); ok && res.Format == PNG && head.repackable() {
		var err error
		res.Data, err = repack(src, head)
		return err
	}
	img, err := decode(res.Format, src)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	switch res.Format {
	case JPEG:
		if len(res.Traits) == 0 && isOwn(src) {
			res.Data = src
			return nil
		}
		out.Grow(len(src))
		err = jpeg.Encode(&out, turn(img, orientation), &jpeg.Options{Quality: quality})
	default:
		res.Format = PNG
		few, ok := img.(*image.Paletted)
		if !ok {
			res.Data, err = writePNG(img)
			return err
		}
		err = encoder(few).Encode(&out, few)
	}
	res.Data = out.Bytes()
	return err
}

func decode(format Format, src []byte) (image.Image, error) {
	r := bytes.NewReader(src)
	switch format {
	case PNG:
		return png.Decode(r)
	case JPEG:
		return jpeg.Decode(r)
	default:
		return webp.Decode(r)
	}
}

// largePixels is from how many pixels on a picture is packed less well: a person
// waits for it.
const largePixels = 8_000_000

func encoder(img image.Image) *png.Encoder {
	if b := img.Bounds(); b.Dx()*b.Dy() > largePixels {
		return &png.Encoder{CompressionLevel: png.BestSpeed}
	}
	return &png.Encoder{}
}

func cleanGIF(src []byte) ([]byte, error) {
	all, err := gif.DecodeAll(bytes.NewReader(src))
	if err != nil {
		return nil, damaged(err)
	}
	var out bytes.Buffer
	out.Grow(len(src) + len(src)/16)
	if err := gif.EncodeAll(&out, all); err != nil {
		return nil, damaged(err)
	}
	return out.Bytes(), nil
}

func damaged(err error) error {
	return &parts.Error{Reason: parts.Unreadable, ID: "picture-damaged", Err: err}
}
