package privacy

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"testing"
)

// tag is an entry of an EXIF directory: a text, or three numbers of degrees.
type tag struct {
	id   uint16
	text string
}

// exifOf writes a TIFF structure with a first directory and, if places has
// entries, one of GPS.
func exifOf(first, places []tag) []byte {
	if len(places) > 0 {
		first = append(first, tag{id: 0x8825})
	}
	head := 8 + 2 + 12*len(first) + 4
	second := 2 + 12*len(places) + 4
	if len(places) == 0 {
		second = 0
	}
	var data bytes.Buffer // behind the directories
	out := []byte("II*\x00\x08\x00\x00\x00")
	write := func(tags []tag) {
		out = binary.LittleEndian.AppendUint16(out, uint16(len(tags)))
		for _, t := range tags {
			out = binary.LittleEndian.AppendUint16(out, t.id)
			kind, count, value := uint16(2), uint32(len(t.text)), uint32(head+second+data.Len())
			switch {
			case t.id == 0x8825:
				kind, count, value = 4, 1, uint32(head)
			case t.text == "":
				kind, count = 5, 3
				for _, n := range []uint32{52, 1, 10, 1, 12, 1} {
					_ = binary.Write(&data, binary.LittleEndian, n)
				}
			case count <= 4:
				value = binary.LittleEndian.Uint32([]byte(t.text + "\x00\x00\x00\x00")[:4])
			default:
				data.WriteString(t.text)
			}
			out = binary.LittleEndian.AppendUint16(out, kind)
			out = binary.LittleEndian.AppendUint32(out, count)
			out = binary.LittleEndian.AppendUint32(out, value)
		}
		out = append(out, 0, 0, 0, 0)
	}
	write(first)
	if len(places) > 0 {
		write(places)
	}
	return append(out, data.Bytes()...)
}

// photo is a JPEG with EXIF in it.
func photo(t testing.TB, exif []byte) []byte {
	t.Helper()
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, image.NewGray(image.Rect(0, 0, 8, 8)), nil); err != nil {
		t.Fatal(err)
	}
	if exif == nil {
		return plain.Bytes()
	}
	segment := append([]byte("Exif\x00\x00"), exif...)
	out := append([]byte{}, plain.Bytes()[:2]...)
	out = append(out, 0xFF, 0xE1)
	out = binary.BigEndian.AppendUint16(out, uint16(len(segment)+2))
	return append(append(out, segment...), plain.Bytes()[2:]...)
}

func TestPicturesTellPlacesOwnersAndSerialNumbers(t *testing.T) {
	gps := []tag{{1, "N\x00"}, {2, ""}, {3, "E\x00"}, {4, ""}}
	for name, c := range map[string]struct {
		src  []byte
		want []string
	}{
		"plain":      {photo(t, nil), nil},
		"a camera":   {photo(t, exifOf([]tag{{0x010F, "Musterkamera\x00"}}, nil)), nil},
		"coordinate": {photo(t, exifOf(nil, gps)), []string{"GPS"}},
		"an artist":  {photo(t, exifOf([]tag{{0x013B, "Petra Schulze\x00"}}, nil)), []string{"Artist"}},
		"all":        {photo(t, exifOf([]tag{{0x013B, "Petra Schulze\x00"}, {0x013C, "pc-schulze\x00"}}, gps)), []string{"Artist", "HostComputer", "GPS"}},
		"an empty":   {photo(t, exifOf([]tag{{0x013B, "     \x00"}}, nil)), nil},
		"no picture": {[]byte("GIF89a"), nil},
		"nothing":    {nil, nil},
	} {
		var got []string
		for _, f := range Picture(c.src) {
			got = append(got, f.Text)
			if f.Kind != EXIF || !f.Hard {
				t.Errorf("%s: %+v", name, f)
			}
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: got %q, want %q", name, got, c.want)
			}
		}
	}
}

func FuzzPicture(f *testing.F) {
	f.Add(photo(f, exifOf([]tag{{0x013B, "Petra Schulze\x00"}}, []tag{{1, "N\x00"}, {2, ""}})))
	f.Add(photo(f, nil))
	f.Fuzz(func(t *testing.T, src []byte) {
		for _, found := range Picture(src) {
			if found.Text == "" {
				t.Fatalf("%+v", found)
			}
		}
	})
}
