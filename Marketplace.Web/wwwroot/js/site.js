import { watchSuggestions } from "./suggest.js";

// A form is sent once: a second click while the first is on its way does nothing.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    // After the browser has read the form: a disabled button's name would not be sent.
    setTimeout(() => form.querySelectorAll("button[type=submit]").forEach((button) => (button.disabled = true)));
  });
}

// Coming back by the back button, the page may be shown as it was left.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelectorAll("button[type=submit]").forEach((button) => (button.disabled = false));
  }
});

for (const control of document.querySelectorAll("[data-submit-on-change]")) {
  control.addEventListener("change", () => control.form.requestSubmit());
}

document.querySelectorAll("[data-hide-with-script]").forEach((element) => (element.hidden = true));

for (const toggle of document.querySelectorAll("[data-theme-toggle]")) {
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // Storage can be forbidden; the choice then lasts for this page.
    }
  });
}

// A menu closes when the reader goes elsewhere or presses Escape.
for (const menu of document.querySelectorAll("details[name=menu]")) {
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) {
      menu.open = false;
    }
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

document.querySelectorAll("input[data-suggest]").forEach(watchSuggestions);

const prices = document.querySelectorAll("input[data-fee-preview]");
if (prices.length > 0) {
  const { watchPrice } = await import("./price.js");
  prices.forEach(watchPrice);
}

const parts = [
  ["[data-images]", "./images.js", "watchImages"],
  ["form[data-draft]", "./draft.js", "watchDraft"],
  ["[data-writing]", "./preview.js", "watchWriting"],
  ["input[data-words]", "./words.js", "watchWords"],
  ["form[data-verify]", "./verify.js", "watchVerify"],
  ["form[data-ask]", "./ask.js", "watchAsk"],
  ["button[data-copy]", "./copy.js", "watchCopy"],
];
for (const [selector, module, watch] of parts) {
  const found = document.querySelectorAll(selector);
  if (found.length > 0) {
    import(module).then((loaded) => found.forEach(loaded[watch]));
  }
}

// A page that was fetched ahead, when a link was hovered, was not counted then: it is seen now.
const seen = document.querySelector("[data-view]");
if (seen && performance.getEntriesByType("navigation")[0]?.deliveryType === "navigational-prefetch") {
  fetch(seen.dataset.view + location.search, { method: "POST", keepalive: true }).catch(() => {});
}

const uploads = document.querySelectorAll("form[data-package-upload]");
if (uploads.length > 0) {
  const { watchUpload } = await import("./upload.js");
  uploads.forEach(watchUpload);
}
