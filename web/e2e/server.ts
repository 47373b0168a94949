// A web server for built sites with the headers that they get in production.
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

/** The headers of every answer; live.test.ts holds them to those of "nachbar serve". */
export const headers: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
};

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".ics": "text/calendar; charset=utf-8",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
};

/** A running server: where it is and how it ends. */
export interface Site {
  url: string;
  close(): Promise<void>;
}

async function answer(dir: string, path: string): Promise<{ status: number; body: Buffer; type: string }> {
  const name = normalize(decodeURIComponent(path)) + (path.endsWith("/") ? "index.html" : "");
  try {
    const body = await readFile(join(dir, name));
    return { status: 200, body, type: types[extname(name)] ?? "application/octet-stream" };
  } catch {
    return { status: 404, body: await readFile(join(dir, "404.html")), type: types[".html"] ?? "" };
  }
}

export interface ServeOptions {
  /** Sends text as small as a production server does. */
  compressed?: boolean;
}

/** Serves a folder on a free port of this machine. */
export async function serve(dir: string, { compressed = false }: ServeOptions = {}): Promise<Site> {
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    void answer(dir, pathname).then(({ status, body, type }) => {
      const small = compressed && /^text|svg|xml/.test(type);
      const caching = pathname.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
      response.writeHead(status, {
        ...headers,
        "content-type": type,
        "cache-control": caching,
        ...(small ? { "content-encoding": "gzip" } : {}),
      });
      response.end(small ? gzipSync(body) : body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
