const parallel = 4;
const firstPause = 500;
const longestPause = 20_000;
const attemptsBeforeDoubt = 3;

/** Why sending stopped; `reason` says what the caller can do about it. */
export class Stopped extends Error {
  constructor(reason, message) {
    super(message ?? reason);
    this.reason = reason;
  }
}

/**
 * Sends the blocks of a file that have not arrived, several at a time, each again until it has. It ends when all have, or throws
 * Stopped: "stopped" by the signal, "addresses" when the store refuses them (new ones may help), "unreachable" when it never answered,
 * "file" when the file cannot be read any more.
 */
export async function sendBlocks(file, target, { signal, progress, waiting, hasSent = false }) {
  const arrived = new Set(target.arrived);
  const queue = target.blocks.filter((block) => !arrived.has(block.index));
  const sent = new Map(target.blocks.filter((block) => arrived.has(block.index)).map((block) => [block.index, block.lengthBytes]));
  const state = { hasSent };
  const own = new AbortController();
  const pass = () => own.abort();
  signal.addEventListener("abort", pass);
  const report = (index, bytes) => {
    sent.set(index, bytes);
    let sum = 0;
    sent.forEach((part) => (sum += part));
    progress(sum);
  };
  report(-1, 0);
  if (signal.aborted) {
    throw new Stopped("stopped");
  }
  const line = async () => {
    while (queue.length > 0) {
      await sendBlock(file, queue.shift(), own.signal, report, waiting, state);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(parallel, queue.length) }, line));
  } finally {
    // The others need not go on when one has failed.
    own.abort();
    signal.removeEventListener("abort", pass);
  }
}

async function sendBlock(file, block, signal, report, waiting, state) {
  const body = file.slice(block.offset, block.offset + block.lengthBytes);
  for (let attempt = 1; ; attempt++) {
    const status = await put(block.url, body, signal, (bytes) => report(block.index, bytes));
    if (status >= 200 && status < 300) {
      state.hasSent = true;
      waiting(false);
      report(block.index, block.lengthBytes);
      return;
    }
    report(block.index, 0);
    if (status === 0) {
      // A browser reports a file that changed on disk as a failure of the network.
      await body.slice(0, 1).arrayBuffer().catch(() => {
        throw new Stopped("file");
      });
      if (!state.hasSent && attempt >= attemptsBeforeDoubt && navigator.onLine) {
        throw new Stopped("unreachable");
      }
    } else if (status !== 408 && status !== 429 && status < 500) {
      throw new Stopped("addresses", `The file store answered ${status}.`);
    }
    waiting(true);
    await pause(attempt, signal);
  }
}

/** Longer each time, shorter when the network says that it is back. */
export async function pause(attempt, signal) {
  const longest = Math.min(longestPause, firstPause * 2 ** (attempt - 1));
  await new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener("online", end);
      signal.removeEventListener("abort", end);
      signal.aborted ? reject(new Stopped("stopped")) : resolve();
    };
    const timer = setTimeout(end, longest * (0.75 + Math.random() / 2));
    addEventListener("online", end);
    signal.addEventListener("abort", end);
    if (signal.aborted) {
      end();
    }
  });
}

// XMLHttpRequest, because fetch does not tell how much of a body has been sent. 0 stands for no answer.
function put(url, body, signal, progress) {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new Stopped("stopped"));
      return;
    }
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    const end = (act) => () => {
      signal.removeEventListener("abort", abort);
      act();
    };
    request.open("PUT", url);
    request.timeout = 5 * 60_000;
    request.upload.addEventListener("progress", (event) => progress(event.loaded));
    request.addEventListener("load", end(() => resolve(request.status)));
    request.addEventListener("error", end(() => resolve(0)));
    request.addEventListener("timeout", end(() => resolve(0)));
    request.addEventListener("abort", end(() => reject(new Stopped("stopped"))));
    signal.addEventListener("abort", abort);
    request.send(body);
  });
}
