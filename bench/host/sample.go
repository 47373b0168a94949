package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/kaaw/nachbar/internal/release"
)

// text is a page of a size, in words that pack as German does.
func text(size int) []byte {
	words := strings.Fields(`Notfall Rathaus Krisenstab Wiederanlauf Geschäftsfortführung Übung und der die im bei wird ist
		Plan Frist Prozess Bürgeramt Feuerwehr Kommune Strom Netz Server Sicherung Verantwortung Meldung Lage <p> </p> <b> </b>`)
	r := rand.New(rand.NewPCG(uint64(size), 1))
	var b bytes.Buffer
	b.WriteString("<!doctype html><title>Probe</title><body>")
	for b.Len() < size {
		fmt.Fprintf(&b, "%s ", words[r.IntN(len(words))])
		if r.IntN(6) == 0 {
			fmt.Fprint(&b, r.IntN(100_000), " ")
		}
	}
	return b.Bytes()[:size]
}

// files are what both servers have.
func files() map[string][]byte {
	all := map[string][]byte{"manifest.json": []byte(`{"audience":"TLP:CLEAR","language":"de"}`), "404.html": text(500)}
	for _, s := range sizes {
		all[strings.TrimPrefix(path(s.bytes), "/")] = text(s.bytes)
	}
	return all
}

// makeStore publishes the files.
func makeStore(ctx context.Context, dir string) error {
	store, err := release.OpenStore(dir, release.Options{Create: true})
	if err != nil {
		return err
	}
	defer store.Close()
	lock, err := store.TryLock()
	if err != nil {
		return err
	}
	defer lock.Unlock()
	draft, err := lock.Begin(release.Meta{Commit: "probe", Ref: "main"})
	if err != nil {
		return err
	}
	sink, err := draft.Audience("oeffentlich")
	if err != nil {
		return err
	}
	var sums strings.Builder
	for name, body := range files() {
		sum := sha256.Sum256(body)
		sums.WriteString(hex.EncodeToString(sum[:]) + "  " + name + "\n")
		if _, _, err := sink.Put(name, body); err != nil {
			return err
		}
	}
	if _, _, err := sink.Put("pruefsummen.txt", []byte(sums.String())); err != nil {
		return err
	}
	if _, err := sink.Commit(func(string) bool { return true }); err != nil {
		return err
	}
	_, err = draft.Publish(ctx, nil)
	return err
}

// own are headers that nginx writes by itself.
var own = map[string]bool{"Date": true, "Content-Length": true, "Content-Type": true, "Content-Encoding": true, "Etag": true, "Accept-Ranges": true, "Vary": true}

// writeNginx lays the files out for nginx, packed ones beside, and writes a
// configuration that is as fast as it gets and sends the headers of the host.
func writeNginx(dir, config string, header http.Header) error {
	root := filepath.Join(dir, "nginx")
	for name, body := range files() {
		var packed bytes.Buffer
		w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
		if err != nil {
			return err
		}
		_, err = w.Write(body)
		err = errorsOf(err, w.Close(), os.MkdirAll(root, 0o755), os.WriteFile(filepath.Join(root, name), body, 0o644),
			os.WriteFile(filepath.Join(root, name+".gz"), packed.Bytes(), 0o644))
		if err != nil {
			return err
		}
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		return err
	}
	var headers strings.Builder
	for name, values := range header {
		if !own[name] {
			fmt.Fprintf(&headers, "    add_header %s \"%s\" always;\n", name, values[0])
		}
	}
	text := fmt.Sprintf(`daemon off; worker_processes auto; pid %[1]s/pid; error_log %[1]s/error.log;
events { worker_connections 4096; }
http {
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; server_tokens off;
  keepalive_timeout 120; keepalive_requests 100000000; open_file_cache max=1000 inactive=60s;
  gzip_static on; gzip_vary on; etag on; default_type application/octet-stream;
  types { text/html html; } charset utf-8;
  client_body_temp_path %[1]s/b; proxy_temp_path %[1]s/p; fastcgi_temp_path %[1]s/f; uwsgi_temp_path %[1]s/u; scgi_temp_path %[1]s/s;
  server {
    listen %[2]s; root %[3]s;
%[4]s  }
}
`, dir, nginxAddr, root, headers.String())
	return os.WriteFile(config, []byte(text), 0o644)
}
