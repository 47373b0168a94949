package picture

import (
	"encoding/binary"
	"image"
	"image/color"
)

// Tags of EXIF 2.32, 4.6.
const (
	tagOrientation = 0x0112
	tagPlaces      = 0x8825
	maxTags        = 512
)

// exif notes metadata of a camera, whether there are coordinates, and how the
// picture is to be turned.
func (w *walk) exif(body []byte) {
	w.note(Exif)
	if len(body) < 8 {
		return
	}
	var order binary.ByteOrder = binary.LittleEndian
	if string(body[:2]) == "MM" {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(body[4:]))
	if at+2 > int64(len(body)) {
		return
	}
	count := min(int64(order.Uint16(body[at:])), maxTags)
	for i := range count {
		entry := at + 2 + 12*i
		if entry+12 > int64(len(body)) {
			return
		}
		switch order.Uint16(body[entry:]) {
		case tagOrientation:
			w.orientation = int(order.Uint16(body[entry+8:]))
		case tagPlaces:
			w.note(Place)
		}
	}
}

// turn returns a picture as EXIF says that it is to be seen; orientations are
// 1 to 8, everything else means as it is.
func turn(img image.Image, orientation int) image.Image {
	if orientation < 2 || orientation > 8 {
		return img
	}
	t := &turned{img: img, how: orientation, w: img.Bounds().Dx(), h: img.Bounds().Dy()}
	if photograph, ok := img.(*image.YCbCr); ok {
		return t.copy(photograph)
	}
	return t
}

// copy turns a photograph without asking for each point as a colour, which
// takes ten times as long.
func (t *turned) copy(src *image.YCbCr) image.Image {
	b := t.Bounds()
	dst := image.NewYCbCr(b, image.YCbCrSubsampleRatio444)
	for y := range b.Dy() {
		for x := range b.Dx() {
			sx, sy := t.place(x, y)
			to, from, colour := y*dst.YStride+x, src.YOffset(sx, sy), src.COffset(sx, sy)
			dst.Y[to], dst.Cb[to], dst.Cr[to] = src.Y[from], src.Cb[colour], src.Cr[colour]
		}
	}
	return dst
}

// turned shows a picture turned or mirrored, without a copy of it.
type turned struct {
	img  image.Image
	how  int
	w, h int // of img
}

func (t *turned) ColorModel() color.Model { return t.img.ColorModel() }

func (t *turned) Bounds() image.Rectangle {
	if t.how >= 5 {
		return image.Rect(0, 0, t.h, t.w)
	}
	return image.Rect(0, 0, t.w, t.h)
}

func (t *turned) At(x, y int) color.Color {
	x, y = t.place(x, y)
	return t.img.At(x, y)
}

// place is where a point of the turned picture is in the one behind it.
func (t *turned) place(x, y int) (int, int) {
	if t.how >= 5 {
		x, y = y, x
	}
	if t.how == 2 || t.how == 3 || t.how == 7 || t.how == 8 {
		x = t.w - 1 - x
	}
	if t.how == 3 || t.how == 4 || t.how == 6 || t.how == 7 {
		y = t.h - 1 - y
	}
	min := t.img.Bounds().Min
	return min.X + x, min.Y + y
}
