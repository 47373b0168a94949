// "nachbar serve" for tests: it runs until it is closed.
import { spawn } from "node:child_process";
import type { Site } from "./server.js";
import { binary } from "./site.js";

/** Serves the site in a folder on a free port and waits for the address that the program prints. */
export function preview(site: string): Promise<Site> {
  const served = spawn(binary, ["serve", "-C", site, "--addr", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "pipe"] });
  const close = async (): Promise<void> => {
    if (served.exitCode !== null) return;
    const ended = new Promise((resolve) => served.on("exit", resolve));
    served.kill("SIGTERM");
    await ended;
  };
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found) resolve({ url: found[0], close });
    };
    served.stdout.on("data", hear);
    served.stderr.on("data", hear);
    served.on("exit", (code) => reject(new Error(`serve ended with ${code}: ${said}`)));
  });
}
