package privacy

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/bep/imagemeta"
)

// Budgets of the metadata of one picture.
const (
	maxPictureTags = 2000
	maxTagBytes    = 64 << 10
)

// Picture returns what the metadata of a picture (JPEG, PNG, TIFF, WebP, HEIF;
// EXIF, IPTC and XMP) tell of persons and places: coordinates, the owner, the
// author, the serial number of the camera. Findings have no line; their Text is
// the name of the tag, never its value. What is no picture has none.
func Picture(src []byte) (found []Finding) {
	format := pictureFormat(src)
	if format == imagemeta.ImageFormatAuto {
		return nil
	}
	var tags []string
	defer func() {
		if recover() != nil { // a reader that gives up: what it told so far counts
			found = tagFindings(tags)
		}
	}()
	opt := imagemeta.Options{
		R: bytes.NewReader(src), ImageFormat: format,
		Sources:      imagemeta.EXIF | imagemeta.IPTC | imagemeta.XMP,
		LimitNumTags: maxPictureTags, LimitTagSize: maxTagBytes,
		ShouldHandleTag: func(info imagemeta.TagInfo) bool { return tells(info.Tag) },
		HandleTag: func(info imagemeta.TagInfo) error {
			if !empty(info.Value) {
				tags = append(tags, info.Tag)
			}
			return nil
		},
		Warnf: func(string, ...any) {},
	}
	_, _ = imagemeta.Decode(opt) // a damaged picture still told what came before
	return tagFindings(tags)
}

// pictureFormat tells the format by the first bytes, ImageFormatAuto if it is
// none that has metadata.
func pictureFormat(src []byte) imagemeta.ImageFormat {
	head := string(src[:min(len(src), 12)])
	switch {
	case strings.HasPrefix(head, "\xff\xd8\xff"):
		return imagemeta.JPEG
	case strings.HasPrefix(head, "\x89PNG\r\n\x1a\n"):
		return imagemeta.PNG
	case strings.HasPrefix(head, "II*\x00"), strings.HasPrefix(head, "MM\x00*"):
		return imagemeta.TIFF
	case len(head) < 12:
	case head[:4] == "RIFF" && head[8:] == "WEBP":
		return imagemeta.WebP
	case head[4:8] == "ftyp" && head[8:] == "avif":
		return imagemeta.AVIF
	case head[4:8] == "ftyp" && (strings.HasPrefix(head[8:], "he") || head[8:] == "mif1"):
		return imagemeta.HEIF
	}
	return imagemeta.ImageFormatAuto
}

// tagFindings has one finding for the place and one for each other tag.
func tagFindings(tags []string) []Finding {
	var out []Finding
	seen := map[string]bool{}
	for _, tag := range tags {
		if strings.HasPrefix(tag, "GPS") {
			tag = "GPS"
		}
		if !seen[tag] {
			seen[tag] = true
			out = append(out, Finding{Kind: EXIF, Hard: true, Text: tag, Why: "metadata"})
		}
	}
	return out
}

// tells knows the tags that speak of persons and places (EXIF 2.32; IPTC-IIM
// 4.2; XMP exif and aux).
func tells(tag string) bool {
	switch tag {
	case "GPSLatitude", "GPSLongitude", "GPSDestLatitude", "GPSDestLongitude",
		"Artist", "CameraOwnerName", "OwnerName", "BodySerialNumber", "SerialNumber", "InternalSerialNumber", "LensSerialNumber", "HostComputer",
		"XPAuthor", "By-line", "Byline", "Creator", "Author", "City", "Sub-location", "Sublocation", "Writer-Editor", "PersonInImage":
		return true
	}
	return false
}

// empty holds for values that say nothing.
func empty(value any) bool {
	text := strings.TrimSpace(strings.Trim(fmt.Sprint(value), "[]\x00"))
	return text == "" || text == "<nil>"
}
