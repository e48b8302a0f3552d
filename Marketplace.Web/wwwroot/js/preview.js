/** Write and Preview as tabs; the server renders, by the same rules as for buyers. */
export function watchWriting(box) {
  const tabs = box.querySelector("[data-writing-tabs]");
  const [write, preview] = tabs.querySelectorAll("button");
  const text = box.querySelector("textarea");
  const panels = { [write.id]: box.querySelector("#panel-write"), [preview.id]: box.querySelector("#panel-preview") };
  let request;

  tabs.hidden = false;
  tabs.role = "tablist";
  tabs.ariaLabel = "Description";
  for (const tab of [write, preview]) {
    tab.role = "tab";
    tab.setAttribute("aria-controls", panels[tab.id].id);
    panels[tab.id].role = "tabpanel";
    panels[tab.id].setAttribute("aria-labelledby", tab.id);
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      if (event.key === "ArrowLeft" || event.key === "ArrowRight" || event.key === "Home" || event.key === "End") {
        event.preventDefault();
        const other = event.key === "Home" ? write : event.key === "End" ? preview : tab === write ? preview : write;
        choose(other);
        other.focus();
      }
    });
  }
  mark(write);

  function mark(chosen) {
    for (const tab of [write, preview]) {
      tab.ariaSelected = String(tab === chosen);
      tab.tabIndex = tab === chosen ? 0 : -1;
      panels[tab.id].hidden = tab !== chosen;
    }
  }

  async function choose(tab) {
    mark(tab);
    if (tab === preview) {
      await show(panels[preview.id]);
    }
  }

  async function show(panel) {
    request?.abort();
    request = new AbortController();
    panel.ariaBusy = "true";
    const body = new FormData();
    body.set("text", text.value);
    body.set("__RequestVerificationToken", text.form.elements.__RequestVerificationToken.value);
    try {
      const response = await fetch(box.dataset.writing, { method: "POST", body, signal: request.signal, headers: { accept: "application/json" } });
      if (!response.ok) {
        const problem = await response.json().catch(() => ({}));
        throw new Error(Object.values(problem.errors ?? {}).flat()[0] ?? problem.detail ?? "The preview cannot be shown. Try again in a moment.");
      }
      const { html } = await response.json();
      panel.innerHTML = html || "<p>Nothing is written yet.</p>";
    } catch (error) {
      if (error.name !== "AbortError") {
        panel.textContent = error.message;
      }
    } finally {
      panel.ariaBusy = "false";
    }
  }
}
