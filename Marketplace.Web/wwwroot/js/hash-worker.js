import { Sha256 } from "./sha256.js";

const piece = 4 * 1024 * 1024;

// Two gigabytes take a while: on a thread of its own, so that the page stays quick.
addEventListener("message", async ({ data: file }) => {
  try {
    const hash = new Sha256();
    for (let position = 0; position < file.size; position += piece) {
      hash.update(new Uint8Array(await file.slice(position, position + piece).arrayBuffer()));
      postMessage({ done: Math.min(position + piece, file.size) });
    }
    postMessage({ hex: hash.hex() });
  } catch (error) {
    postMessage({ error: error.name });
  }
});
