package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
)

// isOwn reports whether a JPEG is one that Clean has written: to encode it
// again would make it worse each time. Everything before the coded data has to
// be what the encoder writes for a picture of this size, and the coded data
// must not have a byte more than the picture needs. The picture has been decoded
// without an error.
func isOwn(src []byte) bool {
	cfg, err := jpeg.DecodeConfig(bytes.NewReader(src))
	if err != nil {
		return false
	}
	head := ownHeader(cfg)
	if head == nil || !bytes.HasPrefix(src, head) || !bytes.HasSuffix(src, []byte{0xff, 0xd9}) {
		return false
	}
	last := len(src) - 3
	if last > 0 && src[last] == 0 && src[last-1] == 0xff { // a stuffed byte
		last--
	}
	if last < len(head) {
		return false
	}
	_, err = jpeg.Decode(bytes.NewReader(append(bytes.Clone(src[:last]), 0xff, 0xd9)))
	return err != nil
}

// ownHeader is what the encoder writes before the coded data of a picture.
func ownHeader(cfg image.Config) []byte {
	var img image.Image = image.NewYCbCr(image.Rect(0, 0, 1, 1), image.YCbCrSubsampleRatio420)
	if cfg.ColorModel == color.GrayModel {
		img = image.NewGray(image.Rect(0, 0, 1, 1))
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		return nil
	}
	head := b.Bytes()
	frame, scan := bytes.Index(head, []byte{0xff, 0xc0}), bytes.Index(head, []byte{0xff, 0xda})
	if frame < 0 || scan < 0 {
		return nil
	}
	binary.BigEndian.PutUint16(head[frame+5:], uint16(cfg.Height))
	binary.BigEndian.PutUint16(head[frame+7:], uint16(cfg.Width))
	return head[:scan+2+int(binary.BigEndian.Uint16(head[scan+2:]))]
}
