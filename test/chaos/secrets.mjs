import { readFile } from 'node:fs/promises';

/** Characters: so much of a secret in a row is a find. Random text of this length does not meet by accident. */
const FRAGMENT = 12;
/** What is no secret of a secret: every token of its kind begins so. */
const PREFIX = /^(ntn_|nrt_|secret_|nrm_[0-9a-f]{12}_)/;
const FILTER_BITS = 24;

/** Finds any piece of any of many secrets in a single pass. */
export class SecretSearch {
  #fragments = new Set();
  #filter = new Uint8Array(2 ** FILTER_BITS);

  constructor(secrets) {
    for (const secret of secrets) {
      const bytes = Buffer.from(secret.replace(PREFIX, ''), 'latin1');
      for (let start = 0; start + FRAGMENT <= bytes.length; start += 1) {
        this.#fragments.add(bytes.latin1Slice(start, start + FRAGMENT));
        this.#filter[slotAt(bytes, start)] = 1;
      }
    }
  }

  /** Offsets at which a piece of a secret stands; adjoining ones count once. */
  find(bytes) {
    const found = [];
    for (let start = 0; start + FRAGMENT <= bytes.length; start += 1) {
      const isCandidate = this.#filter[slotAt(bytes, start)] === 1;
      if (isCandidate && this.#fragments.has(bytes.latin1Slice(start, start + FRAGMENT))) {
        found.push(start);
        start += FRAGMENT - 1;
      }
    }
    return found;
  }
}

/** Searches files, and the same files with one secret of each kind planted, which shows that the search can find. */
export async function searchFiles(paths, secrets) {
  const search = new SecretSearch(Object.values(secrets).flat());
  const contents = await Promise.all(paths.map((path) => readFile(path)));
  const samples = Object.values(secrets).flatMap((list) => list.slice(-1));
  const planted = samples.map((secret) => {
    const bytes = Buffer.concat([
      contents[0].subarray(0, 5000),
      Buffer.from(secret, 'latin1'),
      contents[0].subarray(5000),
    ]);
    return search.find(bytes).length > 0;
  });
  return {
    bytes: contents.reduce((total, { length }) => total + length, 0),
    finds: contents.flatMap((bytes, index) => search.find(bytes).map((at) => ({ path: paths[index], at }))),
    planted: samples.length,
    plantedFound: planted.filter(Boolean).length,
  };
}

/** A hash of four bytes, for a filter that most places in a file do not pass. */
function slotAt(bytes, start) {
  const word = bytes[start] | (bytes[start + 1] << 8) | (bytes[start + 2] << 16) | (bytes[start + 3] << 24);
  return Math.imul(word, 0x9e3779b1) >>> (32 - FILTER_BITS);
}
