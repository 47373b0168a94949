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
	switch img := img.(type) {
	case *image.YCbCr:
		return t.photograph(img)
	case *image.Gray:
		dst := image.NewGray(t.Bounds())
		t.plane(plane{dst.Pix, dst.Stride, t.w, t.h}, plane{img.Pix[img.PixOffset(img.Rect.Min.X, img.Rect.Min.Y):], img.Stride, t.w, t.h})
		return dst
	}
	return t
}

// swapped are the samplings of colours whose points stay whole when a picture
// is turned by a quarter.
var swapped = map[image.YCbCrSubsampleRatio]image.YCbCrSubsampleRatio{
	image.YCbCrSubsampleRatio444: image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio420: image.YCbCrSubsampleRatio420,
	image.YCbCrSubsampleRatio422: image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio440: image.YCbCrSubsampleRatio422,
}

// photograph turns planes as they are. Where a point of colour stands for less
// than four points at an edge, or in rare samplings, each point gets its own.
func (t *turned) photograph(src *image.YCbCr) image.Image {
	ratio, known := swapped[src.SubsampleRatio]
	if !known || ratio != image.YCbCrSubsampleRatio444 && (t.w%2 != 0 || t.h%2 != 0) || src.Rect.Min != (image.Point{}) {
		return t.copy(src)
	}
	if t.how < 5 {
		ratio = src.SubsampleRatio
	}
	dst := image.NewYCbCr(t.Bounds(), ratio)
	cw, ch := t.w, t.h
	switch src.SubsampleRatio {
	case image.YCbCrSubsampleRatio420:
		cw, ch = cw/2, ch/2
	case image.YCbCrSubsampleRatio422:
		cw /= 2
	case image.YCbCrSubsampleRatio440:
		ch /= 2
	}
	t.plane(plane{dst.Y, dst.YStride, t.w, t.h}, plane{src.Y, src.YStride, t.w, t.h})
	t.plane(plane{dst.Cb, dst.CStride, cw, ch}, plane{src.Cb, src.CStride, cw, ch})
	t.plane(plane{dst.Cr, dst.CStride, cw, ch}, plane{src.Cr, src.CStride, cw, ch})
	return dst
}

// plane holds one byte for each point; w and h are those of the source.
type plane struct {
	pix          []byte
	stride, w, h int
}

// plane turns src into dst, in squares that fit into the processor's memory.
func (t *turned) plane(dst, src plane) {
	in := &turned{img: image.Rectangle{}, how: t.how, w: src.w, h: src.h}
	at := func(x, y int) int { x, y = in.place(x, y); return y*src.stride + x }
	first := at(0, 0)
	right, down := at(1, 0)-first, at(0, 1)-first
	b, side := in.Bounds(), 64
	for top := 0; top < b.Dy(); top += side {
		for left := 0; left < b.Dx(); left += side {
			for y := top; y < min(top+side, b.Dy()); y++ {
				from := first + y*down + left*right
				row := dst.pix[y*dst.stride+left : y*dst.stride+min(left+side, b.Dx())]
				for i := range row {
					row[i] = src.pix[from]
					from += right
				}
			}
		}
	}
}

// copy turns a photograph point by point.
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
