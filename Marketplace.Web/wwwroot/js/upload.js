// WebCrypto hashes a whole buffer at once; larger files are hashed by the server's check alone.
const hashLimit = 256 * 1024 * 1024;
const parallel = 3;
const attempts = 3;

/** Sends a package in blocks from the browser straight to the file store. */
export function watchUpload(form) {
  form.addEventListener("submit", (event) => {
    const file = form.elements.package.files[0];
    if (!file || form.dataset.plain) {
      return;
    }
    event.preventDefault();
    if (!form.dataset.uploading) {
      form.dataset.uploading = "yes";
      upload(form, file).finally(() => delete form.dataset.uploading);
    }
  });
}

async function upload(form, file) {
  const panel = form.querySelector(".upload-progress");
  const bar = panel.querySelector("progress");
  const text = panel.querySelector("p");
  const button = form.querySelector("button[type=submit]");
  panel.hidden = false;
  button.disabled = true;
  bar.value = 0;
  text.textContent = "Preparing…";
  try {
    const target = await call(form, form.dataset.packageUpload, {
      version: form.elements.version.value.trim(),
      changelog: form.elements.changelog.value,
      sizeBytes: file.size,
    });
    const hash = file.size <= hashLimit ? sha256(file) : Promise.resolve(null);
    try {
      await sendBlocks(file, target.blocks, (sent) => {
        bar.value = sent / file.size;
        text.textContent = `${Math.floor((sent / file.size) * 100)}% of ${megabytes(file.size)} MB`;
      });
    } catch (error) {
      if (error instanceof Unreachable) {
        // The browser may not talk to the store (policy, proxy, CORS): send the form and let the server pass it on.
        text.textContent = "Sending through the marketplace…";
        form.dataset.plain = "yes";
        form.submit();
        return;
      }
      throw error;
    }
    text.textContent = "Checking…";
    await call(form, `${form.dataset.packageUpload}/${encodeURIComponent(target.version)}/complete`, { sha256: await hash });
    location.hash = "package";
    location.reload();
  } catch (error) {
    text.textContent = error.message;
    button.disabled = false;
  }
}

async function sendBlocks(file, blocks, progress) {
  const sent = new Map();
  const queue = [...blocks];
  const report = (index, bytes) => {
    sent.set(index, bytes);
    progress([...sent.values()].reduce((sum, part) => sum + part, 0));
  };
  const first = queue.shift();
  await sendBlock(file, first, report);
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      while (queue.length > 0) {
        await sendBlock(file, queue.shift(), report);
      }
    }),
  );
}

async function sendBlock(file, block, report) {
  for (let attempt = 1; ; attempt++) {
    try {
      await put(block.url, file.slice(block.offset, block.offset + block.lengthBytes), (bytes) => report(block.index, bytes));
      return;
    } catch (error) {
      if (attempt === attempts) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 400 * attempt));
    }
  }
}

// XMLHttpRequest, because fetch does not tell how much of a body has been sent.
function put(url, body, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    request.upload.addEventListener("progress", (event) => progress(event.loaded));
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) {
        progress(body.size);
        resolve();
      } else {
        reject(new Error(`The file store answered ${request.status}. Please try again.`));
      }
    });
    request.addEventListener("error", () => reject(new Unreachable("The file store cannot be reached.")));
    request.send(body);
  });
}

async function call(form, url, body) {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      requestverificationtoken: form.elements.__RequestVerificationToken.value,
    },
    body: JSON.stringify(body),
  });
  if (response.ok) {
    return response.json();
  }
  const problem = await response.json().catch(() => ({}));
  const details = Object.values(problem.errors ?? {}).flat();
  throw new Error([problem.title, problem.detail, ...details].filter(Boolean).join(" ") || "That did not work. Please try again.");
}

async function sha256(file) {
  if (!globalThis.crypto?.subtle) {
    return null;
  }
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function megabytes(bytes) {
  return (bytes / 1048576).toFixed(bytes < 10485760 ? 1 : 0);
}

class Unreachable extends Error {}
