const pause = 140;

/** Completions under a search box, as an ARIA combobox. */
export function watchSuggestions(input) {
  const list = document.getElementById(input.getAttribute("aria-controls"));
  let timer;
  let request;
  let chosen = -1;

  const options = () => [...list.children];

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    chosen = index;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (index < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", options()[index].id);
    }
  }

  function search(text) {
    input.value = text;
    close();
    input.form.requestSubmit();
  }

  function show(texts) {
    list.replaceChildren(
      ...texts.map((text, index) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${index}`;
        option.role = "option";
        option.textContent = text;
        // Before the input loses its focus, which closes the list.
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          search(text);
        });
        return option;
      }),
    );
    chosen = -1;
    list.hidden = texts.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  async function ask() {
    request?.abort();
    const q = input.value.trim();
    if (q.length < 2) {
      close();
      return;
    }
    request = new AbortController();
    try {
      const response = await fetch(`/suggest?q=${encodeURIComponent(q)}`, { signal: request.signal });
      if (response.ok && document.activeElement === input) {
        show(await response.json());
      }
    } catch {
      // Overtaken by the next key, or offline: searching works without suggestions.
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
    const count = options().length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(((chosen + step + 1 + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Escape") {
      close();
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      search(options()[chosen].textContent);
    }
  });
}
