package picture_test

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"slices"
	"testing"

	"github.com/kaaw/nachbar/internal/picture"
)

// corners is a picture whose corners tell how it was turned: red on the left,
// blue at the bottom.
func corners() *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, 32, 16))
	for y := range 16 {
		for x := range 32 {
			c := color.RGBA{A: 255}
			if x < 16 {
				c.R = 255
			}
			if y >= 8 {
				c.B = 255
			}
			img.Set(x, y, c)
		}
	}
	return img
}

func jpegOf(t *testing.T, img image.Image, quality int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withExif puts metadata with an orientation behind the start of a JPEG.
func withExif(src []byte, orientation byte) []byte {
	body := append([]byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00"), orientation, 0, 0, 0, 0, 0, 0, 0)
	segment := append([]byte{0xff, 0xe1, 0, byte(len(body) + 2)}, body...)
	return slices.Concat(src[:2], segment, src[2:])
}

func cleaned(t *testing.T, src []byte) picture.Result {
	t.Helper()
	res, err := picture.Clean(src)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestPhotographsAreTurnedAsTheirMetadataSays(t *testing.T) {
	// The colours of the four corners, from the top left clockwise.
	const red, black, blue, violet = "r", "-", "b", "rb"
	for orientation, want := range map[byte][4]string{
		1: {red, black, blue, violet}, 2: {black, red, violet, blue}, 3: {blue, violet, red, black}, 4: {violet, blue, black, red},
		5: {red, violet, blue, black}, 6: {violet, red, black, blue}, 7: {blue, black, red, violet}, 8: {black, blue, violet, red},
	} {
		res := cleaned(t, withExif(jpegOf(t, corners(), 95), orientation))
		if !slices.Equal(res.Traits, []picture.Trait{picture.Exif}) {
			t.Errorf("traits %v", res.Traits)
		}
		img, err := jpeg.Decode(bytes.NewReader(res.Data))
		if err != nil {
			t.Fatal(err)
		}
		w, h := img.Bounds().Dx()-1, img.Bounds().Dy()-1
		if turned := orientation >= 5; turned != (h > w) {
			t.Errorf("orientation %d: %d by %d", orientation, w+1, h+1)
		}
		got := [4]string{shade(img.At(1, 1)), shade(img.At(w-1, 1)), shade(img.At(w-1, h-1)), shade(img.At(1, h-1))}
		if got != want {
			t.Errorf("orientation %d: corners %v, want %v", orientation, got, want)
		}
	}
}

func shade(c color.Color) string {
	r, _, b, _ := c.RGBA()
	s := ""
	if r > 0x8000 {
		s += "r"
	}
	if b > 0x8000 {
		s += "b"
	}
	if s == "" {
		return "-"
	}
	return s
}

func TestCleanPicturesStayAsTheyAre(t *testing.T) {
	var palette, wide, still, loop bytes.Buffer
	paletted := image.NewPaletted(image.Rect(0, 0, 9, 9), color.Palette{color.Black, color.White, color.RGBA{R: 9, A: 255}})
	paletted.Pix[3] = 2
	clear := image.NewNRGBA64(image.Rect(0, 0, 5, 5))
	clear.Set(2, 2, color.NRGBA64{R: 500, G: 60_000, A: 30_000})
	frame := func(i uint8) *image.Paletted { p := *paletted; p.Pix = bytes.Clone(p.Pix); p.Pix[i] = 1; return &p }
	for _, err := range []error{
		png.Encode(&palette, paletted), png.Encode(&wide, clear), gif.Encode(&still, paletted, nil),
		gif.EncodeAll(&loop, &gif.GIF{Image: []*image.Paletted{frame(0), frame(8)}, Delay: []int{10, 20}, LoopCount: 3}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	gray := image.NewGray(image.Rect(0, 0, 17, 3))
	gray.Pix[5] = 200
	for name, src := range map[string][]byte{
		"photograph": jpegOf(t, corners(), 40), "grey": jpegOf(t, gray, 99), "best": jpegOf(t, corners(), 90),
		"palette": palette.Bytes(), "wide": wide.Bytes(), "still": still.Bytes(), "loop": loop.Bytes(),
	} {
		once := cleaned(t, src)
		twice := cleaned(t, once.Data)
		if !bytes.Equal(once.Data, twice.Data) || len(twice.Traits) > 0 {
			t.Errorf("%s: cleaned again it has %d bytes instead of %d, %v", name, len(twice.Data), len(once.Data), twice.Traits)
		}
	}
	again, err := gif.DecodeAll(bytes.NewReader(cleaned(t, loop.Bytes()).Data))
	if err != nil || len(again.Image) != 2 || again.Delay[1] != 20 || again.LoopCount != 3 {
		t.Errorf("the animation is %+v, %v", again, err)
	}
}

// What looks like a picture that Clean has written, but holds more coded data
// than the picture needs, is written anew.
func TestHiddenBytesInCodedDataAreFound(t *testing.T) {
	own := cleaned(t, jpegOf(t, corners(), 50)).Data
	more := slices.Concat(own[:len(own)-2], []byte("PK hidden"), own[len(own)-2:])
	if res := cleaned(t, more); bytes.Contains(res.Data, []byte("hidden")) {
		t.Error("they are still there")
	}
}

func TestBareTakesMetadataOffAndNothingElse(t *testing.T) {
	src := jpegOf(t, corners(), 80)
	bare, traits := picture.Bare(append(withExif(src, 1), "tail"...))
	if !bytes.Equal(bare, src) || !slices.Contains(traits, picture.Exif) || !slices.Contains(traits, picture.Tail) {
		t.Errorf("%d bytes instead of %d, %v", len(bare), len(src), traits)
	}
	if same, traits := picture.Bare(src); !bytes.Equal(same, src) || len(traits) > 0 {
		t.Error("a bare picture was changed")
	}
}

func TestWebPBecomesPNG(t *testing.T) {
	src, err := os.ReadFile("testdata/punkt.webp")
	if err != nil {
		t.Fatal(err)
	}
	if res := cleaned(t, src); res.Format != picture.PNG || picture.Recognise(res.Data) != picture.PNG {
		t.Errorf("got %s", res.Format)
	}
}

func FuzzClean(f *testing.F) {
	var b bytes.Buffer
	if err := png.Encode(&b, corners()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3b"))
	f.Add([]byte("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x08Exif\x00\x00\xff\xd9"))
	f.Fuzz(func(t *testing.T, src []byte) {
		once, err := picture.Clean(src)
		if err != nil {
			return
		}
		twice, err := picture.Clean(once.Data)
		if err != nil || !bytes.Equal(once.Data, twice.Data) {
			t.Fatalf("cleaned again it has other bytes (%v)", err)
		}
	})
}
