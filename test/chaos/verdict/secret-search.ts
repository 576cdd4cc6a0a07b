import { readFile } from 'node:fs/promises';

/** So much of a secret in a row is a find. Random text of this length does not meet by accident. */
const FRAGMENT_CHARACTERS = 12;
/** What is no secret of a secret: every token of its kind begins so. */
const PREFIX = /^(ntn_|nrt_|secret_|nrm_[0-9a-f]{12}_)/;
const FILTER_BITS = 24;

export interface FoundSecrets {
  readonly bytes: number;
  readonly finds: readonly { readonly path: string; readonly at: number }[];
  readonly planted: number;
  readonly plantedFound: number;
}

/** Searches files, and the first with one secret of each kind planted, which shows that the search can find. */
export async function searchFiles(
  paths: readonly string[],
  secrets: Readonly<Record<string, readonly string[]>>,
): Promise<FoundSecrets> {
  const search = new SecretSearch(Object.values(secrets).flat());
  const contents = await Promise.all(paths.map(async (path) => ({ path, content: await readFile(path) })));
  const ground = contents[0]?.content ?? Buffer.alloc(0);
  const samples = Object.values(secrets).flatMap((list) => list.slice(-1));
  const planted = samples.filter((secret) => {
    const bytes = Buffer.concat([
      ground.subarray(0, 5000),
      Buffer.from(secret, 'latin1'),
      ground.subarray(5000),
    ]);
    return search.find(bytes).length > 0;
  });
  return {
    bytes: contents.reduce((total, { content }) => total + content.length, 0),
    finds: contents.flatMap(({ path, content }) => search.find(content).map((at) => ({ path, at }))),
    planted: samples.length,
    plantedFound: planted.length,
  };
}

/** Finds any piece of any of many secrets in a single pass. */
class SecretSearch {
  readonly #fragments = new Set<string>();
  readonly #filter = new Uint8Array(2 ** FILTER_BITS);

  constructor(secrets: readonly string[]) {
    for (const secret of secrets) {
      const bytes = Buffer.from(secret.replace(PREFIX, ''), 'latin1');
      for (let start = 0; start + FRAGMENT_CHARACTERS <= bytes.length; start += 1) {
        this.#fragments.add(bytes.toString('latin1', start, start + FRAGMENT_CHARACTERS));
        this.#filter[slotAt(bytes, start)] = 1;
      }
    }
  }

  /** Offsets at which a piece of a secret stands; adjoining ones count once. */
  find(bytes: Buffer): readonly number[] {
    const found: number[] = [];
    for (let start = 0; start + FRAGMENT_CHARACTERS <= bytes.length; start += 1) {
      const isCandidate = this.#filter[slotAt(bytes, start)] === 1;
      if (isCandidate && this.#fragments.has(bytes.toString('latin1', start, start + FRAGMENT_CHARACTERS))) {
        found.push(start);
        start += FRAGMENT_CHARACTERS - 1;
      }
    }
    return found;
  }
}

/** A hash of four bytes, for a filter that most places in a file do not pass. */
function slotAt(bytes: Buffer, start: number): number {
  return Math.imul(bytes.readInt32LE(start), 0x9e3779b1) >>> (32 - FILTER_BITS);
}
