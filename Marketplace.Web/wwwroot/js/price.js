const pause = 200;

/** Says under a price what the seller gets of it; the server does the arithmetic. */
export function watchPrice(input) {
  const output = document.getElementById(input.dataset.feePreview);
  let timer;
  let request;

  async function ask() {
    request?.abort();
    request = new AbortController();
    try {
      const response = await fetch(`/sell/fees?price=${encodeURIComponent(input.value)}`, {
        signal: request.signal,
        headers: { accept: "application/json" },
      });
      // Never the figure of another price than the one that stands in the field.
      output.textContent = response.ok ? (await response.json()).text : "";
    } catch (error) {
      if (error.name !== "AbortError") {
        output.textContent = "";
      }
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  });
}
