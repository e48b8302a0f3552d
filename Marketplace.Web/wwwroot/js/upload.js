import { pause, sendBlocks, Stopped } from "./upload-blocks.js";
import { Sha256 } from "./sha256.js";
import { UploadPanel } from "./upload-panel.js";

const edge = 1024 * 1024;
const refreshesWithoutProgress = 4;

/** Sends a package in blocks from the browser straight to the file store; the same file chosen again goes on where it stopped. */
export function watchUpload(form) {
  let running = null;
  form.addEventListener("submit", (event) => {
    const file = form.elements.package.files[0];
    if (!file || form.dataset.plain) {
      return;
    }
    event.preventDefault();
    if (running === null || running.isOver) {
      running = new Upload(form, file);
      running.run();
    }
  });
}

class Upload {
  isOver = false;
  #form;
  #file;
  #panel;
  #version;
  #target = null;
  #hash = null;
  #stop = new AbortController();
  #running = Promise.resolve();
  #paused = false;
  #canceled = false;
  #sentBytes = 0;

  constructor(form, file) {
    this.#form = form;
    this.#file = file;
    this.#version = form.elements.version.value.trim();
    this.#panel = new UploadPanel(form, file.size, { pause: () => this.#togglePause(), cancel: () => this.#cancel() });
  }

  /** After what is still on its way: an announcement that arrives behind a cancellation would undo it. */
  run() {
    this.#running = this.#running.then(() => this.#runOnce());
  }

  async #runOnce() {
    if (this.#paused || this.#canceled) {
      return;
    }
    this.#stop = new AbortController();
    this.#panel.start();
    try {
      await this.#announce();
      this.#hash ??= new WholeHash(this.#file);
      await this.#send();
      await this.#finish();
      this.#over();
      location.hash = "package";
      location.reload();
    } catch (error) {
      await this.#explain(error);
    }
  }

  async #announce() {
    this.#panel.say("Preparing…");
    const request = {
      version: this.#version,
      changelog: this.#form.elements.changelog.value,
      sizeBytes: this.#file.size,
      fingerprint: await fingerprint(this.#file),
    };
    this.#target = await this.#patiently(() => call(this.#form, this.#path(), request));
    const kept = this.#target.arrived.length;
    this.#panel.say(kept > 0 ? "Going on with what has arrived already." : "Sending…");
  }

  async #send() {
    for (let refreshes = 0; ; refreshes++) {
      const before = this.#sentBytes;
      try {
        await sendBlocks(this.#file, this.#target, {
          signal: this.#stop.signal,
          hasSent: this.#sentBytes > 0 || this.#target.arrived.length > 0,
          progress: (bytes) => {
            this.#sentBytes = Math.max(this.#sentBytes, bytes);
            this.#panel.progress(bytes);
          },
          waiting: (isWaiting) => this.#panel.waiting(isWaiting),
        });
        return;
      } catch (error) {
        if (error.reason === "unreachable" && (await this.#isOnline())) {
          throw error;
        }
        if (error.reason !== "addresses" && error.reason !== "unreachable") {
          throw error;
        }
        refreshes = this.#sentBytes > before ? 0 : refreshes;
        if (refreshes >= refreshesWithoutProgress) {
          throw error;
        }
      }
      // Addresses end after some hours, and an upload may have been given up meanwhile: the marketplace knows.
      await this.#announce();
    }
  }

  /** The marketplace answers, so it is the store that this browser cannot reach. */
  async #isOnline() {
    return fetch(location.href, { method: "HEAD" }).then(() => true, () => false);
  }

  async #finish() {
    this.#panel.finishing();
    const sha256 = await this.#hash.done((part) => this.#panel.say(`Computing the checksum, ${part}%…`));
    this.#panel.say("Handing it over…");
    const end = { sha256, uploadId: this.#target.uploadId };
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#patiently(() => call(this.#form, `${this.#path()}/${encodeURIComponent(this.#version)}/complete`, end));
        return;
      } catch (error) {
        if (error.code !== "packages.blocks_missing" || attempt > 3) {
          throw error;
        }
        await this.#announce();
        await this.#send();
        end.uploadId = this.#target.uploadId;
      }
    }
  }

  /** Until the network is back. */
  async #patiently(act) {
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await act();
        this.#panel.waiting(false);
        return answer;
      } catch (error) {
        if (!(error instanceof Unanswered)) {
          throw error;
        }
        this.#panel.waiting(true);
        await pause(attempt, this.#stop.signal);
      }
    }
  }

  async #explain(error) {
    if (error.reason === "stopped" || this.#canceled) {
      // By a button, which has said so.
      return;
    }
    if (error.reason === "unreachable") {
      // The browser may not talk to the store (policy, proxy, CORS): send the form and let the server pass it on.
      this.#panel.say("Sending through the marketplace…");
      this.#form.dataset.plain = "yes";
      this.#form.submit();
      return;
    }
    if (error.code === "packages.already_uploaded") {
      this.#panel.say(`${error.message} Reload the page to see it.`);
    } else if (error.reason === "file") {
      this.#panel.say("The file changed or is gone from this computer. Choose it again.");
    } else {
      this.#panel.say(`${error.message} What has arrived is kept: press “Upload the package” to go on.`);
    }
    this.#over();
    this.#panel.failed();
  }

  #togglePause() {
    this.#paused = !this.#paused;
    if (this.#paused) {
      this.#panel.paused();
      this.#stop.abort();
    } else {
      this.run();
    }
  }

  async #cancel() {
    this.#canceled = true;
    this.#stop.abort();
    this.#over();
    this.#panel.say("Canceling…");
    await this.#running;
    try {
      await call(this.#form, `${this.#path()}/${encodeURIComponent(this.#version)}/cancel`, {});
      this.#panel.canceled("Canceled. Nothing of this upload is kept.");
    } catch (error) {
      // Not announced yet, or no network: what is left is removed after a day.
      this.#panel.canceled(error.status === 404 ? "Canceled." : `Canceled here. ${error.message}`);
    }
  }

  #over() {
    this.isOver = true;
    this.#hash?.end();
  }

  #path() {
    return this.#form.dataset.packageUpload;
  }
}

class WholeHash {
  #worker;
  #result;
  #part = 0;
  #report = null;
  #end;

  constructor(file) {
    this.#result = new Promise((resolve) => {
      this.#end = resolve;
      try {
        this.#worker = new Worker(new URL("./hash-worker.js", import.meta.url), { type: "module" });
      } catch {
        resolve(null);
        return;
      }
      // Without a checksum of ours the server's check alone says whether the package is whole.
      this.#worker.addEventListener("error", () => resolve(null));
      this.#worker.addEventListener("message", ({ data }) => {
        if (data.done) {
          this.#part = Math.floor((data.done / file.size) * 100);
          this.#report?.(this.#part);
        } else {
          resolve(data.hex ?? null);
          this.#worker.terminate();
        }
      });
      this.#worker.postMessage(file);
    });
  }

  done(report) {
    this.#report = report;
    return this.#result;
  }

  end() {
    this.#worker?.terminate();
    this.#end(null);
  }
}

/** Tells this file from others of its size: a zip's directory, with the checksums of all its entries, is at its end. */
async function fingerprint(file) {
  const hash = new Sha256();
  hash.update(new TextEncoder().encode(`${file.size}/${file.lastModified}/`));
  try {
    hash.update(new Uint8Array(await file.slice(0, edge).arrayBuffer()));
    hash.update(new Uint8Array(await file.slice(Math.max(0, file.size - edge)).arrayBuffer()));
  } catch {
    throw new Stopped("file");
  }
  return hash.hex();
}

async function call(form, url, body) {
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        requestverificationtoken: form.elements.__RequestVerificationToken.value,
      },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Unanswered();
  }
  if (response.status === 502 || response.status === 503 || response.status === 504) {
    throw new Unanswered();
  }
  if (response.redirected || response.status === 401) {
    throw new Refused({ detail: "Your session has ended. Sign in again in another tab." }, 401);
  }
  const answer = response.status === 204 ? {} : await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refused(answer, response.status);
  }
  return answer;
}

class Unanswered extends Error {}

class Refused extends Error {
  constructor(problem, status) {
    const details = Object.values(problem.errors ?? {}).flat();
    const texts = new Set([problem.title, problem.detail, ...details].filter(Boolean));
    super([...texts].join(" ") || "That did not work. Please try again.");
    this.code = problem.code;
    this.status = status;
  }
}
