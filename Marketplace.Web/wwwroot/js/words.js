const pause = 140;

/** Completions for a field of words with commas between: for the word in which the cursor stands. */
export function watchWords(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-words`;
  list.className = "words-list";
  list.role = "listbox";
  list.ariaLabel = "Suggestions";
  list.hidden = true;
  const frame = document.createElement("span");
  frame.className = "words";
  input.replaceWith(frame);
  frame.append(input, list);
  input.role = "combobox";
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  let timer;
  let request;
  let chosen = -1;

  function word() {
    const start = input.value.lastIndexOf(",", input.selectionStart - 1) + 1;
    const comma = input.value.indexOf(",", input.selectionStart);
    const end = comma < 0 ? input.value.length : comma;
    return { start, end, text: input.value.slice(start, end).trim() };
  }

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    chosen = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (index < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", list.children[index].id);
    }
  }

  function take(text) {
    const { start, end } = word();
    const before = input.value.slice(0, start) + (start > 0 ? " " : "") + text;
    const after = input.value.slice(end).replace(/^,?\s*/, "");
    input.value = `${before}, ${after}`;
    input.setSelectionRange(before.length + 2, before.length + 2);
    close();
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function show(entries) {
    list.replaceChildren(
      ...entries.map((entry, index) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${index}`;
        option.role = "option";
        option.dataset.text = entry.label;
        option.textContent = entry.count > 0 ? `${entry.label} · ${entry.count}` : entry.label;
        // Before the input loses its focus, which closes the list.
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(entry.label);
        });
        return option;
      }),
    );
    chosen = -1;
    list.hidden = entries.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  async function ask() {
    request?.abort();
    const { text } = word();
    if (text.length === 0) {
      close();
      return;
    }
    request = new AbortController();
    try {
      const response = await fetch(`${input.dataset.words}?prefix=${encodeURIComponent(text)}`, { signal: request.signal });
      if (response.ok && document.activeElement === input) {
        const used = input.value.toLowerCase().split(",").map((other) => other.trim());
        show((await response.json()).filter((entry) => !used.includes(entry.label.toLowerCase())));
      }
    } catch {
      // Overtaken by the next key, or offline: words can be typed in full.
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) {
      return;
    }
    const count = list.children.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(((chosen + step + 1 + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Escape") {
      close();
    } else if ((event.key === "Enter" || event.key === "Tab") && chosen >= 0) {
      event.preventDefault();
      take(list.children[chosen].dataset.text);
    }
  });
}
