// WebCrypto hashes a whole buffer at once; this one takes a file of two gigabytes piece by piece (FIPS 180-4).
const K = new Int32Array(64);
const H = new Int32Array(8);

// The first 32 bits of the fractional parts of the primes' square and cube roots, by whole numbers: exact everywhere.
for (let prime = 2, found = 0; found < 64; prime++) {
  let divisor = 2;
  while (divisor * divisor <= prime && prime % divisor !== 0) {
    divisor++;
  }
  if (divisor * divisor > prime) {
    K[found] = Number(root(BigInt(prime) << 96n, 3) & 0xffffffffn);
    if (found < 8) {
      H[found] = Number(root(BigInt(prime) << 64n, 2) & 0xffffffffn);
    }
    found++;
  }
}

function root(value, degree) {
  let low = 0n;
  let high = 1n << 64n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** BigInt(degree) <= value) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

export class Sha256 {
  #state = Int32Array.from(H);
  #words = new Int32Array(64);
  #rest = new Uint8Array(64);
  #restLength = 0;
  #length = 0;

  /** @param {Uint8Array} bytes */
  update(bytes) {
    this.#length += bytes.length;
    let position = 0;
    if (this.#restLength > 0) {
      position = Math.min(64 - this.#restLength, bytes.length);
      this.#rest.set(bytes.subarray(0, position), this.#restLength);
      this.#restLength += position;
      if (this.#restLength < 64) {
        return this;
      }
      this.#compress(this.#rest, 0, 1);
      this.#restLength = 0;
    }
    const blocks = Math.floor((bytes.length - position) / 64);
    this.#compress(bytes, position, blocks);
    position += blocks * 64;
    this.#rest.set(bytes.subarray(position));
    this.#restLength = bytes.length - position;
    return this;
  }

  /** Ends it: lower-case hex. */
  hex() {
    const length = this.#length;
    const end = new Uint8Array(this.#restLength < 56 ? 64 : 128);
    end.set(this.#rest.subarray(0, this.#restLength));
    end[this.#restLength] = 0x80;
    const view = new DataView(end.buffer);
    view.setUint32(end.length - 8, Math.floor(length / 0x20000000));
    view.setUint32(end.length - 4, (length * 8) >>> 0);
    this.#compress(end, 0, end.length / 64);
    return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  #compress(bytes, position, blocks) {
    const words = this.#words;
    const state = this.#state;
    const k = K;
    for (; blocks > 0; blocks--, position += 64) {
      for (let i = 0, at = position; i < 16; i++, at += 4) {
        words[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
      }
      for (let i = 16; i < 64; i++) {
        const x = words[i - 15];
        const y = words[i - 2];
        const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0;
      }
      let a = state[0] | 0;
      let b = state[1] | 0;
      let c = state[2] | 0;
      let d = state[3] | 0;
      let e = state[4] | 0;
      let f = state[5] | 0;
      let g = state[6] | 0;
      let h = state[7] | 0;
      for (let i = 0; i < 64; i++) {
        const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const t1 = (h + s1 + ((e & f) ^ (~e & g)) + k[i] + words[i]) | 0;
        const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g;
        g = f;
        f = e;
        e = (d + t1) | 0;
        d = c;
        c = b;
        b = a;
        a = (t1 + t2) | 0;
      }
      state[0] += a;
      state[1] += b;
      state[2] += c;
      state[3] += d;
      state[4] += e;
      state[5] += f;
      state[6] += g;
      state[7] += h;
    }
  }
}
