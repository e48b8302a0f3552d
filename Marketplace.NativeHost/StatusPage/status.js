// Fetches the changing part again every two seconds, unless somebody is using it or the page is hidden.
const live = document.getElementById("live");

function followEnd() {
  const log = live.querySelector(".log");
  if (log) {
    log.scrollTop = log.scrollHeight;
  }
}

async function refresh() {
  const log = live.querySelector(".log");
  const isReading = log && log.scrollTop + log.clientHeight < log.scrollHeight - 20;
  if (document.hidden || isReading || live.contains(document.activeElement) && document.activeElement !== log) {
    return;
  }

  try {
    const response = await fetch(live.dataset.refresh);
    if (response.ok) {
      const text = await response.text();
      const part = new DOMParser().parseFromString(text, "text/html");
      live.innerHTML = (part.getElementById("live") ?? part.body).innerHTML;
      document.body.classList.remove("gone");
      followEnd();
    }
  } catch {
    document.body.classList.add("gone");
  }
}

followEnd();
setInterval(refresh, 2000);
