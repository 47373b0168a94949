// Scripts that are loaded when they are needed.

/** Runs a classic script: modules do not load from file://. */
export function runScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`cannot load ${src}`));
    script.src = src;
    document.head.append(script);
  });
}
