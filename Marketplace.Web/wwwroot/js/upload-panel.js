const speedWindow = 6_000;
const spokenStep = 10;

/** What the seller sees and hears of an upload, and the two buttons. */
export class UploadPanel {
  #panel;
  #bar;
  #text;
  #spoken;
  #pause;
  #cancel;
  #submit;
  #size;
  #samples = [];
  #saidPart = -1;
  #isWaiting = false;
  #lastBytes = 0;

  constructor(form, size, { pause, cancel }) {
    this.#size = size;
    this.#panel = form.querySelector(".upload-progress");
    this.#bar = this.#panel.querySelector("progress");
    this.#text = this.#panel.querySelector("[data-upload-text]");
    this.#spoken = this.#panel.querySelector("[role=status]");
    this.#pause = this.#panel.querySelector("[data-upload-pause]");
    this.#cancel = this.#panel.querySelector("[data-upload-cancel]");
    this.#submit = form.querySelector("button[type=submit]");
    // Assigned, not added: an upload after this one takes the buttons over.
    this.#pause.onclick = pause;
    this.#cancel.onclick = cancel;
  }

  start() {
    this.#panel.hidden = false;
    this.#submit.disabled = true;
    this.#pause.hidden = this.#cancel.hidden = false;
    this.#pause.textContent = "Pause";
    this.#samples = [];
    this.#isWaiting = false;
  }

  /** A sentence for everybody, also for who listens. */
  say(text) {
    this.#text.textContent = text;
    this.#spoken.textContent = text;
  }

  progress(bytes) {
    const now = performance.now();
    this.#lastBytes = bytes;
    this.#samples.push({ now, bytes });
    while (this.#samples.length > 2 && now - this.#samples[0].now > speedWindow) {
      this.#samples.shift();
    }
    this.#bar.value = bytes / this.#size;
    if (!this.#isWaiting) {
      this.#text.textContent = this.#describe();
    }
    const part = Math.floor(((bytes / this.#size) * 100) / spokenStep) * spokenStep;
    if (part > this.#saidPart && part > 0 && part < 100) {
      this.#saidPart = part;
      this.#spoken.textContent = `${part}% sent`;
    }
  }

  waiting(isWaiting) {
    if (isWaiting && !this.#isWaiting) {
      this.say(`${this.#percent()} sent. The connection is interrupted; the upload goes on by itself when it is back.`);
    } else if (!isWaiting && this.#isWaiting) {
      this.#samples = [];
      this.#spoken.textContent = "The upload goes on.";
    }
    this.#isWaiting = isWaiting;
  }

  paused() {
    this.#pause.textContent = "Continue";
    this.say(`Paused at ${this.#percent()}. What has arrived is kept for a day, also when you close this page: choose the same file again.`);
  }

  finishing() {
    this.#pause.hidden = this.#cancel.hidden = true;
  }

  canceled(text) {
    this.failed();
    this.#bar.value = 0;
    this.say(text);
  }

  /** The form can be sent again. */
  failed() {
    this.#pause.hidden = this.#cancel.hidden = true;
    this.#submit.disabled = false;
    delete this.#submit.form.dataset.sent;
  }

  #describe() {
    const total = megabytes(this.#size);
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    const seconds = (last.now - first.now) / 1000;
    const speed = seconds > 0.5 ? (last.bytes - first.bytes) / seconds : 0;
    return speed > 0
      ? `${this.#percent()} of ${total} MB · ${megabytes(speed)} MB/s · ${duration((this.#size - last.bytes) / speed)} left`
      : `${this.#percent()} of ${total} MB`;
  }

  #percent() {
    return `${Math.floor((this.#lastBytes / this.#size) * 100)}%`;
  }
}

function megabytes(bytes) {
  return (bytes / 1048576).toFixed(bytes < 10485760 ? 1 : 0);
}

function duration(seconds) {
  if (seconds < 90) {
    return `${Math.max(1, Math.round(seconds))} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
