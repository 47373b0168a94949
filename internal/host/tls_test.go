package host

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// certificate writes a certificate for this machine and its key.
func certificate(t *testing.T) (cert, key string, pool *x509.CertPool) {
	t.Helper()
	secret, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, secret.Public(), secret)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	certPEM := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	keyPEM := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER})
	if err := errors.Join(os.WriteFile(cert, certPEM, 0o600), os.WriteFile(key, keyPEM, 0o600)); err != nil {
		t.Fatal(err)
	}
	pool = x509.NewCertPool()
	pool.AppendCertsFromPEM(certPEM)
	return cert, key, pool
}

func TestAHostWithACertificateSpeaksTLSOnly(t *testing.T) {
	cert, key, pool := certificate(t)
	s := newStore(t)
	publish(t, s, portal("eins").with(files{"gross.bin": strings.Repeat("x", 3<<20)}))
	h, base := running(t, s, func(o *Options) { o.Cert, o.Key, o.Limits.Header = cert, key, 500*time.Millisecond })
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}, Timeout: 10 * time.Second}
	defer client.CloseIdleConnections()
	for path, want := range map[string]int{"/": len(page("eins")), "/gross.bin": 3 << 20} {
		resp, err := client.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		if body := text(t, resp); len(body) != want || resp.Header.Get("Strict-Transport-Security") == "" {
			t.Errorf("%s: %d bytes, %v", path, len(body), resp.Header)
		}
	}
	address := strings.TrimPrefix(base, "https://")
	if resp, err := http.Get("http://" + address + "/"); err == nil {
		if body := text(t, resp); resp.StatusCode == 200 {
			t.Errorf("without TLS: %s", body)
		}
	}
	c, err := net.Dial("tcp", address) // never says hello
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetReadDeadline(time.Now().Add(5 * time.Second))
	if _, err := c.Read(make([]byte, 1)); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error("a connection that says nothing stays")
	}
	if h.conns.Load().Open() > 4 {
		t.Errorf("%d connections are left", h.conns.Load().Open())
	}
}
