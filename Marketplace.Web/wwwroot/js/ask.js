/** Shows an answer while it is made; the finished one comes from its page, so that there is one way to show it. */
export function watchAsk(form) {
  const out = form.nextElementSibling;
  const button = form.querySelector("button[type=submit]");
  let request;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    request?.abort();
    request = new AbortController();
    start();
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "text/event-stream" },
        signal: request.signal,
      });
      if (response.redirected || response.status === 401) {
        location.assign(response.redirected ? response.url : `/account/sign-in?returnUrl=${encodeURIComponent(location.pathname)}`);
        return;
      }
      if (!response.ok || !response.headers.get("content-type")?.startsWith("text/event-stream")) {
        const problem = await response.json().catch(() => null);
        refuse(problem?.detail ?? problem?.title ?? "The answer did not come. Try again.");
        return;
      }
      let done;
      for await (const item of read(response.body)) {
        done = show(item) ?? done;
      }
      if (done) {
        await settle(done);
      } else {
        refuse("The answer was cut off. Try again.");
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        refuse("The connection broke. Try again.");
      }
    } finally {
      // The form may be sent again, by a press of the same button.
      delete form.dataset.sent;
      setTimeout(() => (button.disabled = false));
    }
  });

  function start() {
    out.hidden = false;
    out.setAttribute("aria-live", "polite");
    out.replaceChildren(element("p", "soft", "Looking for passages …"));
  }

  /** @returns the finished answer, when the event carries it. */
  function show({ sources, sentence, done, problem }) {
    if (sources) {
      const count = sources.sources.length;
      out.replaceChildren(element("p", "soft", count === 0 ? "Nothing fits." : `Reading ${count === 1 ? "one source" : `${count} sources`} …`), element("div", "prose"));
    } else if (sentence) {
      const piece = element("div", "streamed-sentence");
      // Made safe by the server: no pictures, no raw HTML, no links that lead elsewhere.
      piece.innerHTML = sentence.html;
      const marks = [...new Set(sentence.quotes.map((quote) => quote.n))].map((n) => `[${n}]`).join("");
      (piece.lastElementChild?.tagName === "P" ? piece.lastElementChild : piece).append(` ${marks}`);
      out.lastElementChild.append(piece);
    } else if (problem) {
      refuse(problem.detail);
    }
    return done;
  }

  async function settle(done) {
    const product = new FormData(form).get("productSlug");
    const address = `/brain/answers/${done.id}${product ? `?product=${encodeURIComponent(product)}` : ""}`;
    const page = await fetch(address);
    const answer = page.ok ? new DOMParser().parseFromString(await page.text(), "text/html").querySelector("[data-part=answer]") : null;
    if (!answer) {
      location.assign(address);
      return;
    }
    // It was read out as it came.
    out.setAttribute("aria-live", "off");
    const link = element("a", "small", "Keep this answer");
    link.href = address;
    const last = element("p", "soft small");
    last.append(link);
    out.replaceChildren(answer, last);
    const usage = form.querySelector("[data-testid=usage]");
    const left = usage && new Number(usage.textContent.match(/^\s*([\d,]+) of/)?.[1]?.replaceAll(",", ""));
    if (left > 0) {
      usage.textContent = usage.textContent.replace(/^\s*[\d,]+/, (left - 1).toLocaleString("en"));
    }
  }

  function refuse(text) {
    const notice = element("div", "notice notice-bad");
    notice.role = "alert";
    notice.dataset.testid = "ask-problem";
    notice.append(element("p", "", text));
    out.hidden = false;
    out.replaceChildren(notice);
  }
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  if (text) {
    made.textContent = text;
  }
  return made;
}

/** The data of each event, parsed. */
async function* read(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    rest += value.replaceAll("\r\n", "\n");
    const events = rest.split("\n\n");
    rest = events.pop();
    for (const text of events) {
      const data = text.split("\n").filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trimStart()).join("\n");
      if (data) {
        yield JSON.parse(data);
      }
    }
  }
}
