package picture_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/office/parts"
	"github.com/kaaw/nachbar/internal/picture"
)

// A picture of the most pixels that are taken.
const width, height = 7300, 5479

// points are a photograph: soft colours with a little noise; or noise alone.
func points(w, h int, noise bool) *image.NRGBA {
	random := rand.New(rand.NewPCG(1, 2))
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		row := img.Pix[y*img.Stride : (y+1)*img.Stride]
		for x := 0; x < len(row); x += 4 {
			r := random.Uint32()
			if !noise {
				r = r&0x03030303 + uint32(x/64+y/16)&0x7f*0x00010101 + 0x202020
			}
			binary.LittleEndian.PutUint32(row[x:], r|0xff000000)
		}
	}
	return img
}

func paletted(img *image.NRGBA) *image.Paletted {
	colours := make(color.Palette, 256)
	for i := range colours {
		colours[i] = color.RGBA{uint8(i), uint8(3 * i), uint8(7 * i), 255}
	}
	out := image.NewPaletted(img.Rect, colours)
	for i := range out.Pix {
		out.Pix[i] = img.Pix[4*i]
	}
	return out
}

func frames(img *image.Paletted) *gif.GIF {
	var all gif.GIF
	const side, count = 200, 990
	for i := range count {
		frame := image.NewPaletted(image.Rect(0, 0, side, side), img.Palette)
		copy(frame.Pix, img.Pix[i*side*side:])
		all.Image, all.Delay = append(all.Image, frame), append(all.Delay, 5)
	}
	return &all
}

func pngChunk(out *bytes.Buffer, kind string, body []byte) {
	out.Write(binary.BigEndian.AppendUint32(nil, uint32(len(body))))
	out.WriteString(kind)
	out.Write(body)
	out.Write(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(append([]byte(kind), body...))))
}

// rawPNG is a PNG of so many bytes of rows.
func rawPNG(w, h int, depth, colour, laced byte, rows io.Reader) []byte {
	var out, packed bytes.Buffer
	out.WriteString("\x89PNG\r\n\x1a\n")
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(w)), uint32(h))
	pngChunk(&out, "IHDR", append(head, depth, colour, 0, 0, laced))
	z := zlib.NewWriter(&packed)
	_, _ = io.Copy(z, rows) // into a buffer
	_ = z.Close()
	pngChunk(&out, "IDAT", packed.Bytes())
	pngChunk(&out, "IEND", nil)
	return out.Bytes()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// scans is a small progressive JPEG of many grey points, whose scans go over all
// of them again and again.
func scans(w, h, n int) []byte {
	segment := func(marker byte, body ...byte) []byte {
		return append([]byte{0xff, marker, 0, byte(len(body) + 2)}, body...)
	}
	blocks := (w + 7) / 8 * ((h + 7) / 8)
	out := slices.Concat([]byte{0xff, 0xd8}, segment(0xdb, append([]byte{0}, bytes.Repeat([]byte{1}, 64)...)...),
		segment(0xc2, 8, byte(h>>8), byte(h), byte(w>>8), byte(w), 1, 1, 0x11, 0),
		segment(0xc4, append([]byte{0x00, 1}, append(make([]byte, 15), 0)...)...),
		segment(0xc4, append([]byte{0x10, 1}, append(make([]byte, 15), 0xe0)...)...),
		segment(0xda, 1, 1, 0, 0, 0, 0), make([]byte, blocks/8+1))
	// Each run without points is a bit of 0 and 14 bits of its length.
	again := append(segment(0xda, 1, 1, 0, 1, 63, 0x10), make([]byte, 2*(blocks/16384+1))...)
	return slices.Concat(out, bytes.Repeat(again, n), []byte{0xff, 0xd9})
}

// pictures are of up to 40 million pixels, by what they are; share makes them
// smaller.
func pictures(tb testing.TB, share int) map[string][]byte {
	list := map[string][]byte{}
	w, h := width/share, height/share
	put := func(name string, encode func(io.Writer) error) {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			tb.Fatal(err)
		}
		list[name] = b.Bytes()
	}
	fast := png.Encoder{CompressionLevel: png.BestSpeed}
	for name, noise := range map[string]bool{"photo": false, "noise": true} {
		img := points(w, h, noise)
		few := paletted(img)
		put(name+".jpg", func(w io.Writer) error { return jpeg.Encode(w, img, &jpeg.Options{Quality: 92}) })
		list[name+"-turned.jpg"] = withExif(list[name+".jpg"], 6)
		put(name+"-rgb.png", func(w io.Writer) error { return fast.Encode(w, img) })
		put(name+"-palette.png", func(w io.Writer) error { return fast.Encode(w, few) })
		put(name+".gif", func(w io.Writer) error { return gif.Encode(w, few, nil) })
		if share == 1 {
			put(name+"-frames.gif", func(w io.Writer) error { return gif.EncodeAll(w, frames(few)) })
		}
		wide := image.NewNRGBA64(image.Rect(0, 0, w/2, h-1))
		copy(wide.Pix, img.Pix)
		put(name+"-16bit.png", func(w io.Writer) error { return fast.Encode(w, wide) })
		for i := 3; i < len(img.Pix); i += 4 {
			img.Pix[i] = img.Pix[i-1]
		}
		put(name+"-rgba.png", func(w io.Writer) error { return fast.Encode(w, img) })
	}
	list["scans.jpg"] = scans(w, h, 12)
	list["empty-laced.png"] = rawPNG(w, h, 8, 6, 1, io.LimitReader(zeros{}, lacedSize(w, h)))
	list["narrow.png"] = rawPNG(1, 300_000*64/share, 1, 0, 0, io.LimitReader(zeros{}, int64(2*300_000*64/share)))
	return list
}

// lacedSize is the size of the rows of an interlaced RGBA picture.
func lacedSize(w, h int) (n int64) {
	for _, p := range [7][4]int{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}} {
		n += int64((h-p[1]+p[3]-1)/p[3]) * int64(1+4*((w-p[0]+p[2]-1)/p[2]))
	}
	return n
}

// BenchmarkClean shows what pictures at the budget cost: cpu-s are seconds of
// one processor, peak-MiB is memory beside the file. Files in the folder that
// NACHBAR_PICTURES names, of kinds that are not written here, are measured too.
func BenchmarkClean(b *testing.B) {
	list := pictures(b, 1)
	if folder := os.Getenv("NACHBAR_PICTURES"); folder != "" {
		names, err := filepath.Glob(filepath.Join(folder, "*"))
		if err != nil {
			b.Fatal(err)
		}
		for _, name := range names {
			if list[filepath.Base(name)], err = os.ReadFile(name); err != nil {
				b.Fatal(err)
			}
		}
	}
	for name, src := range list {
		b.Run(name, func(b *testing.B) {
			runtime.GC()
			var peak uint64
			before, held := processor(b), heap()
			for b.Loop() {
				peak = max(peak, peakOf(func() {
					if _, err := picture.Clean(src); err != nil {
						b.Log(err)
					}
				}))
			}
			b.ReportMetric((processor(b)-before).Seconds()/float64(b.N), "cpu-s")
			b.ReportMetric(float64(int64(peak)-int64(held))/(1<<20), "peak-MiB")
		})
	}
}

func processor(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}

func peakOf(do func()) (peak uint64) {
	done := make(chan struct{})
	go func() {
		do()
		close(done)
	}()
	for {
		peak = max(peak, heap())
		select {
		case <-done:
			return peak
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func TestPicturesAreCleanedTheSameWayTwiceInAllKinds(t *testing.T) {
	for name, src := range pictures(t, 25) {
		once := cleaned(t, src)
		before, _, err := image.Decode(bytes.NewReader(src))
		if err != nil {
			t.Fatal(name, err)
		}
		after, _, err := image.Decode(bytes.NewReader(once.Data))
		if err != nil {
			t.Fatal(name, err)
		}
		if once.Format == picture.PNG {
			for y := range before.Bounds().Dy() {
				for x := 0; x < before.Bounds().Dx(); x += 7 {
					if a, b := color.NRGBA64Model.Convert(before.At(x, y)), color.NRGBA64Model.Convert(after.At(x, y)); a != b {
						t.Fatalf("%s: point %d, %d is %v instead of %v", name, x, y, b, a)
					}
				}
			}
		}
		if twice := cleaned(t, once.Data); !bytes.Equal(once.Data, twice.Data) {
			t.Errorf("%s: cleaned again it has %d bytes instead of %d", name, len(twice.Data), len(once.Data))
		}
	}
}

func TestPicturesOverBudgetAreRefusedFromTheirHeader(t *testing.T) {
	header := func(w, h int, depth, colour byte) []byte { return rawPNG(w, h, depth, colour, 0, bytes.NewReader(nil)) }
	small := jpegOf(t, corners(), 90)
	resized := func(src []byte, w, h int) []byte {
		src = bytes.Clone(src)
		at := bytes.Index(src, []byte{0xff, 0xc0})
		binary.BigEndian.PutUint16(src[at+5:], uint16(h))
		binary.BigEndian.PutUint16(src[at+7:], uint16(w))
		return src
	}
	webp, err := os.ReadFile("testdata/punkt.webp")
	if err != nil {
		t.Fatal(err)
	}
	lying := bytes.Clone(webp) // its points are more than its header says
	if at := bytes.Index(lying, []byte("VP8L")); at > 0 {
		lying = slices.Concat(lying[:12], []byte("VP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x01\x00\x00"), lying[12:])
		lying[4] += 18
	}
	for name, c := range map[string]struct {
		src []byte
		id  string
	}{
		"pixels":   {header(10_000, 4_001, 8, 2), "picture-pixels"},
		"16 bit":   {header(5_000, 4_001, 16, 6), "picture-heavy"},
		"rows":     {header(1, 30_000_000, 1, 0), "picture-heavy"},
		"noise":    {append(resized(small, width, height), make([]byte, 30_000_000)...), "picture-heavy"},
		"scans":    {scans(7300, 5400, 400), "picture-heavy"},
		"again":    {append(resized(small[:len(small)-2], 8000, 4000), bytes.Repeat(small[bytes.Index(small, []byte{0xff, 0xda}):len(small)-2], 60)...), "picture-heavy"},
		"lying":    {lying, "picture-damaged"},
		"photo ok": {resized(small, width, height), ""},
	} {
		began := time.Now()
		_, err := picture.Inspect(c.src)
		var refusal *parts.Error
		if errors.As(err, &refusal); c.id == "" && err != nil || c.id != "" && (refusal == nil || refusal.ID != c.id) {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(began); took > time.Second {
			t.Errorf("%s: %v", name, took)
		}
	}
}
