/** Computes a package's digest where the package is: only the digest is sent. */
export function watchVerify(form) {
  const field = form.querySelector("[data-verify-file]");
  const input = field.querySelector("input[type=file]");
  const progress = form.querySelector("[data-verify-progress]");
  const digest = form.elements.sha256;
  let worker = null;
  field.hidden = false;
  input.addEventListener("change", () => {
    worker?.terminate();
    const file = input.files[0];
    if (!file) {
      progress.textContent = "";
      return;
    }
    digest.value = "";
    worker = new Worker(new URL("./hash-worker.js", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }) => {
      if (data.hex) {
        digest.value = data.hex;
        progress.textContent = "Computed. Now verify.";
      } else if (data.error) {
        progress.textContent = "The file cannot be read. Choose it again.";
      } else {
        progress.textContent = `Reading, ${Math.floor((data.done / file.size) * 100)}%…`;
      }
    });
    worker.postMessage(file);
  });
}
