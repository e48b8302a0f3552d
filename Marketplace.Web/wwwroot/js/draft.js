const pause = 1200;
const keptPause = 400;
const retryPause = 10_000;

/** Saves a draft while somebody types; for a listing that is for sale, or not stored yet, keeps the text in this tab and offers it after a reload. */
export function watchDraft(form) {
  const state = form.querySelector("[data-autosave-state]");
  const revision = form.elements["Form.Revision"];
  const key = `listing:${form.dataset.draft}`;
  let stopped = !form.dataset.autosave;
  let timer;
  let saving = null;
  let dirty = false;
  let leaving = false;

  const fields = () => [...form.elements].filter((field) => field.name?.startsWith("Form.") && !/^Form\.(Revision|Action|Choices)/.test(field.name));
  const values = () => Object.fromEntries(fields().map((field) => [field.name, field.value]));

  async function save() {
    dirty = false;
    state.textContent = "Saving…";
    try {
      const response = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), headers: { accept: "application/json" }, redirect: "error" });
      if (!response.ok) {
        throw new Error();
      }
      tell(await response.json());
    } catch {
      state.textContent = "Not saved: the marketplace cannot be reached, or you were signed out elsewhere. Your text is kept in this tab.";
      timer = setTimeout(run, retryPause);
      dirty = true;
      return;
    }
    if (dirty) {
      schedule();
    }
  }

  function tell(answer) {
    if (answer.state === "saved") {
      revision.value = answer.revision;
      state.textContent = `Saved ${new Date(answer.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`;
      showMissing(answer.missing);
      showNewStack(answer.newStack);
      if (!dirty) {
        forget();
      }
    } else {
      stopped = answer.state === "stopped";
      state.textContent = stopped ? answer.text : `Not saved yet: ${answer.text}`;
    }
  }

  function showMissing(missing) {
    const list = document.querySelector("[data-missing]");
    if (!list) {
      return;
    }
    list.replaceChildren(...(missing.length > 0 ? missing : ["nothing: load the page again to submit it"]).map((text) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    }));
  }

  function showNewStack(words) {
    const hint = form.querySelector("[data-new-stack]");
    if (hint) {
      hint.hidden = words.length === 0;
      hint.querySelector("span").textContent = words.join(", ");
    }
  }

  function run() {
    clearTimeout(timer);
    if (stopped || saving || !dirty || leaving) {
      return;
    }
    saving = save().finally(() => (saving = null));
  }

  function schedule() {
    clearTimeout(timer);
    timer = setTimeout(run, pause);
  }

  function keep(sent) {
    try {
      sessionStorage.setItem(key, JSON.stringify({ at: Date.now(), revision: revision.value, values: values(), sent }));
    } catch {
      // Storage can be forbidden or full; typing goes on.
    }
  }

  function forget() {
    clearTimeout(keeping);
    sessionStorage.removeItem(key);
  }

  let keeping;
  form.addEventListener("input", (event) => {
    if (!event.target.name?.startsWith("Form.") || event.target.name.startsWith("Form.Choices")) {
      return;
    }
    dirty = true;
    clearTimeout(keeping);
    keeping = setTimeout(() => keep(false), keptPause);
    schedule();
  });

  // In the capture phase, before the form is marked as sent: a save that is on its way would make this one look stale.
  form.addEventListener("submit", (event) => {
    leaving = true;
    clearTimeout(timer);
    if (saving) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const submitter = event.submitter;
      saving.finally(() => form.requestSubmit(submitter));
      return;
    }
    clearTimeout(keeping);
    keep(true);
  }, true);

  // Another form of the page leads away from here, and submitting for approval takes the draft as it is stored: what was typed goes first.
  const passed = new WeakSet();
  document.addEventListener("submit", async (event) => {
    const other = event.target;
    if (stopped || other === form || other.classList.contains("move") || passed.has(other) || !(dirty || saving)) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    passed.add(other);
    const submitter = event.submitter;
    await saving;
    run();
    await saving;
    other.requestSubmit(submitter);
    passed.delete(other);
  }, true);

  addEventListener("pageshow", () => (leaving = false));
  offer();

  /** A new listing that was stored has an address of its own from then on. */
  function forgetNew() {
    const start = "listing:new";
    if (key !== start && sessionStorage.getItem(start)?.includes('"sent":true')) {
      sessionStorage.removeItem(start);
    }
  }

  function offer() {
    forgetNew();
    const panel = document.querySelector("[data-kept]");
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(key));
    } catch {
      return;
    }
    if (document.querySelector("#conflict")) {
      // What was typed stands in the form again, unsaved.
      keep(false);
      return;
    }
    const now = values();
    const wasSaved = kept?.sent && kept.revision !== revision.value;
    if (!kept || wasSaved || Object.keys(kept.values).every((name) => kept.values[name] === now[name])) {
      forget();
      return;
    }
    panel.querySelector("[data-kept-at]").textContent = new Date(kept.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    panel.hidden = false;
    panel.querySelector("[data-kept-use]").addEventListener("click", () => {
      for (const field of fields()) {
        if (field.name in kept.values) {
          field.value = kept.values[field.name];
        }
      }
      // Of the revision that it started from, so that a change made meanwhile is seen when it is saved.
      revision.value = kept.revision;
      panel.hidden = true;
      dirty = true;
      keep(false);
      schedule();
      fields()[0].focus();
    });
    panel.querySelector("[data-kept-drop]").addEventListener("click", () => {
      forget();
      panel.hidden = true;
      fields()[0].focus();
    });
  }
}
