// "nachbar host" with a member area for tests, on this machine only, and a provider that lets everybody in at once.
import { execFileSync, spawn } from "node:child_process";
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Site } from "./server.js";
import { binary, fixtureCopy, tempDir } from "./site.js";

/** Publishes the test portal for all its audiences and returns the folder of the releases. */
export function published(): string {
  const site = fixtureCopy();
  const releases = join(tempDir(), "portal");
  const git = (...args: string[]): void => void execFileSync("git", ["-C", site, "-c", "user.name=Redaktion", "-c", "user.email=redaktion@example.org", ...args], { stdio: "ignore" });
  git("init", "--initial-branch=main");
  git("add", ".");
  git("commit", "--message=Stand");
  execFileSync(binary, ["publish", "--quiet", "--repo", site, "--to", releases], { stdio: "inherit" });
  return releases;
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Serves the releases on a port; flags are those of the member area. */
export async function host(releases: string, port: number, ...flags: string[]): Promise<Site> {
  const url = `http://127.0.0.1:${port}`;
  const args = ["host", "--dir", releases, "--addr", `127.0.0.1:${port}`, "--metrics-addr", "127.0.0.1:0", "--members", "mitglieder", ...flags];
  const hosted = spawn(binary, args, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [hosted.stdout, hosted.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const close = async (): Promise<void> => {
    if (hosted.exitCode !== null) return;
    const ended = new Promise((resolve) => hosted.on("exit", resolve));
    hosted.kill("SIGTERM");
    await ended;
  };
  for (let tries = 0; tries < 200; tries++) {
    if (hosted.exitCode !== null) throw new Error(`host ended with ${hosted.exitCode}: ${said}`);
    if (await fetch(url).then(({ ok }) => ok, () => false)) return { url, close };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await close();
  throw new Error(`host does not answer: ${said}`);
}

/** A file with the key of sessions. */
export function sessionKey(): string {
  const file = join(tempDir(), "schluessel");
  writeFileSync(file, randomBytes(32).toString("hex") + "\n", { mode: 0o600 });
  return file;
}

/** A provider: whoever comes has an account of these groups. */
export interface Provider extends Site {
  groups: string[];
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Starts a provider that knows one client. */
export async function provide(client: string): Promise<Provider> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const asked = new Map<string, { nonce: string; challenge: string }>();
  const token = (nonce: string): string => {
    const now = Math.floor(Date.now() / 1000);
    const body = `${base64({ alg: "RS256", kid: "1", typ: "JWT" })}.${base64({ iss: made.url, sub: "konto", aud: client, iat: now, exp: now + 300, nonce, groups: made.groups })}`;
    return `${body}.${sign("sha256", Buffer.from(body), privateKey).toString("base64url")}`;
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const answer = (value: unknown): void => void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
    if (pathname === "/.well-known/openid-configuration") {
      answer({
        issuer: made.url, authorization_endpoint: `${made.url}/auth`, token_endpoint: `${made.url}/token`, jwks_uri: `${made.url}/keys`,
        end_session_endpoint: `${made.url}/abmelden`, response_types_supported: ["code"], subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256"], code_challenge_methods_supported: ["S256"],
      });
    } else if (pathname === "/keys") {
      answer({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256", use: "sig" }] });
    } else if (pathname === "/auth") {
      const code = randomBytes(16).toString("hex");
      asked.set(code, { nonce: searchParams.get("nonce") ?? "", challenge: searchParams.get("code_challenge") ?? "" });
      response.writeHead(302, { location: `${searchParams.get("redirect_uri")}?${new URLSearchParams({ code, state: searchParams.get("state") ?? "" })}` }).end();
    } else {
      let sent = "";
      request.on("data", (chunk: Buffer) => (sent += chunk.toString())).on("end", () => {
        const form = new URLSearchParams(sent);
        const known = asked.get(form.get("code") ?? "");
        const verified = createHash("sha256").update(form.get("code_verifier") ?? "").digest("base64url");
        if (!known || known.challenge !== verified) response.writeHead(400).end();
        else answer({ access_token: "x", token_type: "Bearer", expires_in: 300, id_token: token(known.nonce) });
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const made: Provider = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    groups: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return made;
}
