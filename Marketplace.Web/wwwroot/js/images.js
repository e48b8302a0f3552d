/** Pictures are put in order without leaving the page: by the buttons, which stay where the reader's finger is, or by dragging. */
export function watchImages(list) {
  const state = document.querySelector("[data-images-state]");
  const problem = document.querySelector("[data-images-problem]");
  const items = () => [...list.children];
  let dragged = null;

  // One after the other, so that the last order is the one that stays.
  let sending = Promise.resolve();

  function relabel() {
    const all = items();
    all.forEach((item, index) => {
      const [left, cover, right] = item.querySelectorAll(".move button");
      left.disabled = cover.disabled = index === 0;
      right.disabled = index === all.length - 1;
      left.ariaLabel = `Move picture ${index + 1} left`;
      cover.ariaLabel = `Make picture ${index + 1} the cover`;
      right.ariaLabel = `Move picture ${index + 1} right`;
      item.querySelector("[data-cover]").hidden = index > 0;
    });
  }

  function place(item, index) {
    const others = items().filter((other) => other !== item);
    list.insertBefore(item, others[index] ?? null);
    relabel();
  }

  function move(item, index, button) {
    const before = items();
    if (index < 0 || index >= before.length || before[index] === item) {
      return;
    }
    place(item, index);
    const keep = button?.disabled ? item.querySelector(".move button:not(:disabled)") : button;
    keep?.focus();
    const text = index === 0 ? "Now the first picture, the cover." : `Now picture ${index + 1} of ${before.length}.`;
    sending = sending.then(() => send(item, text));
  }

  async function send(item, text) {
    problem.hidden = true;
    const body = new FormData(item.querySelector("form.move"));
    body.set("ids", items().map((other) => other.dataset.image).join(","));
    try {
      const response = await fetch(list.dataset.images, { method: "POST", body, headers: { accept: "application/json" } });
      if (!response.ok) {
        const answer = await response.json().catch(() => ({}));
        throw new Error(answer.detail ?? "The order could not be saved.");
      }
      state.textContent = text;
    } catch (error) {
      problem.textContent = `${error.message} Load the page again to see the order that is stored.`;
      problem.hidden = false;
    }
  }

  list.addEventListener("submit", (event) => {
    if (!event.target.classList.contains("move")) {
      return;
    }
    event.preventDefault();
    const item = event.target.closest("li");
    const at = items().indexOf(item);
    const to = { left: at - 1, right: at + 1, cover: 0 }[event.submitter?.value];
    move(item, to, event.submitter);
  }, true);

  for (const item of items()) {
    const frame = item.querySelector(".frame");
    frame.querySelector("img")?.setAttribute("draggable", "false");
    frame.draggable = true;
    frame.addEventListener("dragstart", (event) => {
      dragged = item;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", item.dataset.image);
      item.classList.add("dragged");
    });
    frame.addEventListener("dragend", () => {
      dragged = null;
      items().forEach((other) => other.classList.remove("dragged", "target"));
    });
    item.addEventListener("dragover", (event) => {
      if (dragged && dragged !== item) {
        event.preventDefault();
        item.classList.add("target");
      }
    });
    item.addEventListener("dragleave", () => item.classList.remove("target"));
    item.addEventListener("drop", (event) => {
      if (dragged && dragged !== item) {
        event.preventDefault();
        move(dragged, items().indexOf(item), null);
      }
    });
  }
}
