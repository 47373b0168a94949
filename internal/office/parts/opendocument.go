package parts

import "encoding/xml"

// RefuseEncrypted refuses an OpenDocument file with a password: its parts are
// ciphertext. The error is that of EncryptedFile.
func RefuseEncrypted(a *Archive) error {
	s, err := a.XML("META-INF/manifest.xml")
	if s == nil || err != nil {
		return err
	}
	defer s.Close()
	return s.Each(func(name string, _ xml.StartElement) error {
		if name == "manifest:encryption-data" {
			return EncryptedFile()
		}
		return nil
	})
}
